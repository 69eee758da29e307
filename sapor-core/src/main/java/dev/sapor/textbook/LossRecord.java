package dev.sapor.textbook;

/**
 * A point of the learning curve.
 *
 * @param iteration iterations done, 0 for the factors as drawn
 * @param loss L = ½ Σ (r − r̂)² over the observed pairs after them
 */
public record LossRecord(int iteration, double loss) {}
