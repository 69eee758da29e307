package dev.sapor.eval;

import java.util.Optional;

/**
 * Two models on the same test users.
 *
 * @param key name of the metric
 * @param first its value for the first model
 * @param second its value for the second
 * @param interval in which the difference, second minus first, would lie for other users drawn
 *     alike; empty with fewer than two users
 * @param chance the p-value of a test by randomization: the share of relabelings, in which each
 *     user's outcomes may be swapped between the models, with a difference at least as great
 * @param users users that both were judged by
 * @param higherIsBetter whether more is better
 */
public record Comparison(
    String key,
    double first,
    double second,
    Optional<Interval> interval,
    double chance,
    int users,
    boolean higherIsBetter) {

  /** Second minus first. */
  public double difference() {
    return second - first;
  }

  /** Whether the second model is better by more than noise: the interval excludes no difference. */
  public boolean secondIsBetter() {
    return interval.isPresent()
        && (higherIsBetter ? interval.get().low() > 0 : interval.get().high() < 0);
  }

  /** Whether the first model is better by more than noise. */
  public boolean firstIsBetter() {
    return interval.isPresent()
        && (higherIsBetter ? interval.get().high() < 0 : interval.get().low() > 0);
  }
}
