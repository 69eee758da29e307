package dev.sapor.eval;

import java.util.Optional;

/**
 * A metric over a test set.
 *
 * @param key name of the metric, such as {@code rmse} or {@code ndcg@10}
 * @param value its value
 * @param interval in which the value would lie for other users drawn alike, with the confidence of
 *     the protocol; empty with fewer than two users, and for figures that are no means over users
 */
public record Figure(String key, double value, Optional<Interval> interval) {}
