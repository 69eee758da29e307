package dev.sapor.tune;

import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.Resampling;

/**
 * By what trials are judged.
 *
 * @param key its name, such as {@code rmse} or {@code ndcg@10}
 * @param higherIsBetter whether more is better
 */
public record TuningMetric(String key, boolean higherIsBetter) {

  /**
   * A metric by its name.
   *
   * @throws IllegalArgumentException if there is no such metric, or it is no mean over users
   */
  public static TuningMetric of(String name) {
    EvaluationProtocol protocol = EvaluationProtocol.parse(name);
    if (protocol.ratingMetrics().size() + protocol.rankingMetrics().size() != 1
        || !protocol.coverageCutoffs().isEmpty()) {
      throw new IllegalArgumentException(
          "one metric of ratings or rankings is needed (got '" + name + "')");
    }
    return ofRatings(protocol)
        ? new TuningMetric(
            protocol.ratingMetrics().getFirst().key(),
            protocol.ratingMetrics().getFirst().higherIsBetter())
        : new TuningMetric(
            protocol.rankingMetrics().getFirst().key(),
            protocol.rankingMetrics().getFirst().higherIsBetter());
  }

  private static boolean ofRatings(EvaluationProtocol protocol) {
    return !protocol.ratingMetrics().isEmpty();
  }

  /** Whether it judges predicted ratings, so that the models must predict some. */
  public boolean ofRatings() {
    return ofRatings(EvaluationProtocol.parse(key));
  }

  /** The protocol that measures it. */
  EvaluationProtocol protocol(Resampling resampling) {
    return EvaluationProtocol.parse(key).withResampling(resampling);
  }

  /** Orders values from the best to the worst. */
  int compare(double a, double b) {
    return higherIsBetter ? Double.compare(b, a) : Double.compare(a, b);
  }
}
