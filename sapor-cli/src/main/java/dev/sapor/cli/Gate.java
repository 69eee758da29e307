package dev.sapor.cli;

import dev.sapor.eval.Comparison;
import dev.sapor.eval.Interval;
import java.util.Optional;

/**
 * How much worse a new model may be in a metric.
 *
 * @param metric name of the metric, such as {@code ndcg@10}
 * @param margin the greatest change for the worse, new minus old: at most 0 where more is better,
 *     at least 0 where less is
 */
record Gate(String metric, double margin) {

  /** What has to keep within the margin. */
  enum By {
    /** The measured difference. */
    ESTIMATE,
    /** All of its interval: the new model is shown not to be worse by more. */
    INTERVAL
  }

  /** Reads {@code ndcg@10:-0.002}. */
  static Gate parse(String text) {
    int colon = text.lastIndexOf(':');
    try {
      double margin = Double.parseDouble(text.substring(colon + 1));
      if (colon > 0 && Double.isFinite(margin)) {
        return new Gate(text.substring(0, colon), margin);
      }
    } catch (NumberFormatException e) {
      // Said below, with what was expected.
    }
    throw CommandException.usage(
        "--gate must be METRIC:MARGIN, as in ndcg@10:-0.002 (got '" + text + "')");
  }

  /** Checks that the margin is for the worse. */
  void check(Comparison comparison) {
    if (comparison.higherIsBetter() ? margin > 0 : margin < 0) {
      throw CommandException.usage(
          "the margin of --gate %s:%s must be %s: %s of %s is better"
              .formatted(
                  metric,
                  margin,
                  comparison.higherIsBetter() ? "0 or below" : "0 or above",
                  comparison.higherIsBetter() ? "more" : "less",
                  metric));
    }
  }

  /** Whether the second model may take the place of the first. */
  boolean passes(Comparison comparison, By by) {
    Optional<Interval> interval = comparison.interval();
    double worst =
        by == By.ESTIMATE || interval.isEmpty()
            ? comparison.difference()
            : comparison.higherIsBetter() ? interval.get().low() : interval.get().high();
    boolean decided = by == By.ESTIMATE || interval.isPresent();
    return decided && (comparison.higherIsBetter() ? worst >= margin : worst <= margin);
  }
}
