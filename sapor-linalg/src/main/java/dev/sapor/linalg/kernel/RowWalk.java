package dev.sapor.linalg.kernel;

/**
 * How the entries of one row are walked over.
 *
 * @param rate η
 * @param backwards whether from the last entry to the first
 * @param keepLeft what a step leaves of the left row
 * @param keepAdded what it leaves of the row that is added to it
 * @param keepBias what it leaves of the bias
 */
record RowWalk(float rate, boolean backwards, float keepLeft, float keepAdded, float keepBias) {

  static RowWalk of(RowDescent descent, int row, float rate, boolean backwards) {
    DescentFactors.Decays decays = descent.factors().decays();
    return new RowWalk(
        rate,
        backwards,
        1f - rate * decays.left()[row],
        1f - rate * descent.addedDecays()[row],
        1f - rate * decays.leftBiases()[row]);
  }

  /** Which entry has a turn. */
  int place(int turn, int count) {
    return backwards ? count - 1 - turn : turn;
  }
}
