package dev.sapor.solver.sgd;

/** How the size of a stochastic gradient step is chosen. */
public enum Optimizer {
  /** The learning rate, the same for all rows. */
  SGD,
  /**
   * The learning rate over the root of the squared gradients of the row so far (Adagrad, in the
   * form of LIBMF; see {@link dev.sapor.linalg.kernel.AdagradState}). Estimates without a mean and
   * biases, from a positive start, the first factors alone in the first epochs.
   */
  ADAGRAD
}
