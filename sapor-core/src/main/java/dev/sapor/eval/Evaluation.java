package dev.sapor.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an evaluation found.
 *
 * @param counts the size of the test set
 * @param ratings errors of predicted ratings; empty for a model that was trained to recommend, for
 *     test data without ratings, and without test interactions
 * @param ranking merit of rankings; empty where the training interactions are not known, so that
 *     they cannot be masked, and where no user is left to be judged
 */
public record Evaluation(
    TestCounts counts, Optional<RatingEvaluation> ratings, Optional<RankingEvaluation> ranking) {

  /** The value of a metric by its key, such as {@code rmse} or {@code ndcg@10}, if there is one. */
  public OptionalDouble figure(String key) {
    OptionalDouble rating = ratings.map(found -> found.figure(key)).orElse(OptionalDouble.empty());
    return rating.isPresent()
        ? rating
        : ranking.map(found -> found.figure(key)).orElse(OptionalDouble.empty());
  }

  /** All figures: of ratings first, in the order of the protocol. */
  public List<Figure> figures() {
    List<Figure> all = new ArrayList<>();
    ratings.ifPresent(found -> all.addAll(found.figures().values()));
    ranking.ifPresent(found -> all.addAll(found.figures().values()));
    return all;
  }
}
