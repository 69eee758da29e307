package dev.sapor.eval;

/** What becomes of candidates with the same score. */
public enum TieRule {
  /** The one with the smaller item index, which is the order of the ids, stands above. */
  ITEM_ORDER,
  /** Every order of the tied is equally likely: metrics are their expectations. */
  EXPECTED
}
