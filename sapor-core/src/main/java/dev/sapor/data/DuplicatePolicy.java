package dev.sapor.data;

/** What becomes of several rows with the same user and item. */
public enum DuplicatePolicy {
  /**
   * The latest by time; equal times: the greatest value. Without times: the last row of the input,
   * the one rule by which the order of rows matters.
   */
  LAST,
  /** The mean of their values, with the latest time. */
  MEAN,
  /** The sum of their values, with the latest time. */
  SUM,
  /** An error that names the pair. */
  ERROR
}
