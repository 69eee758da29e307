package dev.sapor.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Merit of rankings, each metric averaged over users.
 *
 * <p>Of each user who is known to the model and has a test interaction, all items are ranked that
 * have training interactions, but for those the user had in training. Relevant are all items that
 * the user has in the test data, whatever the value; one that the model does not know, or that the
 * user had in training too, cannot be in the list and counts as missed.
 *
 * @param users users whose rankings were judged, at least 1
 * @param fallbackUsers how many of them the model does not know, judged by the most popular items
 * @param unknownUsers users with test interactions who are left out since the model does not know
 *     them
 * @param usersWithoutTest users known to the model who are left out since they have no test
 *     interaction
 * @param figures metrics by key, in the order of the protocol; catalogue coverage comes last and
 *     has no interval
 */
public record RankingEvaluation(
    int users,
    int fallbackUsers,
    int unknownUsers,
    int usersWithoutTest,
    Map<String, Figure> figures) {

  public RankingEvaluation {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /** The value of a metric by its key, where the protocol has it. */
  public OptionalDouble figure(String key) {
    Figure figure = figures.get(key);
    return figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure.value());
  }
}
