package dev.sapor.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Merit of ranked lists, each metric averaged over users.
 *
 * <p>Of each user who is known to the model and has a test interaction, all items are ranked that
 * have training interactions, but for those the user had in training. Relevant are all items that
 * the user has in the test data, whatever the value; one that the model does not know, or that the
 * user had in training too, cannot be in the list and counts as missed.
 *
 * @param users users whose lists were judged, at least 1
 * @param unknownUsers users with test interactions who are left out since the model does not know
 *     them
 * @param usersWithoutTest users known to the model who are left out since they have no test
 *     interaction
 * @param figures metrics by key, in the order of the protocol
 */
public record RankingEvaluation(
    int users, int unknownUsers, int usersWithoutTest, Map<String, Double> figures) {

  public RankingEvaluation {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /** A metric by its key, where the protocol has it. */
  public OptionalDouble figure(String key) {
    Double value = figures.get(key);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
