package dev.sapor.textbook;

/** How the factors descend, and with it what one iteration is. */
public enum Mode {
  /** Batch gradient descent: an iteration is one step along the gradient of the whole loss. */
  BATCH,

  /**
   * Stochastic gradient descent on pairs drawn at random: an iteration draws a user and an item,
   * independently and uniformly, and steps along the gradient of that pair. A missing pair is a
   * step that changes nothing, so on a sparse matrix most iterations do nothing.
   */
  STOCHASTIC_UNIFORM_PAIRS,

  /**
   * Stochastic gradient descent in passes: an iteration visits each observed pair once, in a random
   * order that is new for each pass.
   */
  STOCHASTIC_OBSERVED_PASS
}
