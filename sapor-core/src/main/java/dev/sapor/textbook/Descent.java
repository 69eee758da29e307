package dev.sapor.textbook;

/** A way to make the loss fall by moving U and V in place. */
sealed interface Descent permits BatchDescent, UniformPairs, ObservedPass {

  /**
   * Does one iteration.
   *
   * @return whether a factor may have changed
   */
  boolean iterate();
}
