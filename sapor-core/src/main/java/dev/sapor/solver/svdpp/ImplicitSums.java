package dev.sapor.solver.svdpp;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.kernel.Kernels;
import java.util.Arrays;

/**
 * s_u = |N(u)|^-½ Σ y_j over the items j of a user: what the items that someone had to do with say
 * about them, of a length that does not grow with their number.
 *
 * @param byUser N(u), as the columns of row u; its values do not matter
 * @param rows y
 * @param ones as many as the longest row has entries
 * @param zeros as many as there are factors
 */
@SuppressWarnings("ArrayRecordComponent") // constants, shared and never compared
record ImplicitSums(CsrMatrix byUser, FloatMatrix rows, float[] ones, float[] zeros) {

  static ImplicitSums of(CsrMatrix byUser, FloatMatrix rows) {
    int longest = 0;
    for (int user = 0; user < byUser.rows(); user++) {
      longest = Math.max(longest, byUser.count(user));
    }
    float[] ones = new float[longest];
    Arrays.fill(ones, 1);
    return new ImplicitSums(byUser, rows, ones, new float[rows.columns()]);
  }

  /** |N(u)|^-½, and 0 for a user without any. */
  float weight(int user) {
    int count = byUser.count(user);
    return count == 0 ? 0 : (float) (1 / Math.sqrt(count));
  }

  /** Sets a row to the sum of a user. */
  void into(FloatMatrix target, int row, int user) {
    Kernels kernels = Kernels.get();
    target.setRow(row, zeros);
    kernels.addScaledRows(
        rows, byUser.columnIndices(), byUser.start(user), byUser.end(user), ones, target, row);
    kernels.combine(0, target, row, weight(user), target, row);
  }
}
