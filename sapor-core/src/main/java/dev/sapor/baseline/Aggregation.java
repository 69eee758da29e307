package dev.sapor.baseline;

/**
 * How the similarities s_ji of an item j to its neighbours i make the score of a user with cells
 * x_ui, where sums run over all neighbours of j and x_ui is 0 for what the user does not have.
 */
public enum Aggregation {
  /** Σ s_ji x_ui. */
  SUM,

  /** Σ s_ji x_ui / Σ |s_ji|, the weighted sum of Sarwar et al., WWW 2001, section 3.2.1. */
  WEIGHTED_MEAN,

  /**
   * m_j + Σ s_ji (x_ui − m_i) / Σ |s_ji| with the means m of the columns over all users, those
   * without the item included: popular items gain.
   */
  CENTRED_MEAN
}
