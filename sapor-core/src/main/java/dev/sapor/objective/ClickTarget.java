package dev.sapor.objective;

/** What the score of an interaction of weight c is drawn to, where every pair weighs α0. */
public enum ClickTarget {
  /**
   * To c / (c + α0): c draws towards 1 and α0, as for every pair, towards 0 (Rendle, Krichene,
   * Zhang and Koren, "Revisiting the performance of iALS on item recommendation benchmarks", RecSys
   * 2022, eq. 3).
   */
  SHRUNK,

  /** To 1 with the weight c + α0 (Hu, Koren and Volinsky, ICDM 2008, eq. 3). */
  ONE
}
