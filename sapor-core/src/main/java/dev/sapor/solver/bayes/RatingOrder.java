package dev.sapor.solver.bayes;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;
import dev.sapor.solver.DesignRows;
import org.jspecify.annotations.Nullable;

/**
 * The ratings in the order of a side, and what each is of on the other sides.
 *
 * @param matrix the rows of the side; the columns are no one's business but of {@code places}
 * @param places for each rating the rows of the other sides
 * @param positions for each rating its position in the order of users; null in that order itself
 */
record RatingOrder(CsrMatrix matrix, DesignRows.Places places, @Nullable IntColumn positions) {

  /**
   * User after user.
   *
   * @param days the day of each rating, or null where days are not looked at
   * @param latents what stands for the ratings, or null for themselves
   */
  static RatingOrder byUser(
      Interactions train, @Nullable IntColumn days, @Nullable FloatColumn latents) {
    CsrMatrix matrix = train.byUser();
    return new RatingOrder(
        latents == null ? matrix : matrix.withValues(latents),
        new DesignRows.Places(matrix.columnIndices(), days),
        null);
  }

  /**
   * Item after item.
   *
   * @param latents whether something will stand for the ratings
   */
  static RatingOrder byItem(Interactions train, @Nullable IntColumn days, boolean latents) {
    CsrMatrix matrix = train.byItem();
    if (days == null && !latents) {
      return new RatingOrder(matrix, new DesignRows.Places(matrix.columnIndices(), null), null);
    }
    IntColumn positions =
        sorted(train.byUser().columnIndices(), matrix.rows(), new long[matrix.rows() + 1]);
    return new RatingOrder(
        latents ? matrix.withValues(FloatColumn.zeros(matrix.nonZeros())) : matrix,
        new DesignRows.Places(
            matrix.columnIndices(), days == null ? null : gather(days, positions)),
        positions);
  }

  /** Day after day. */
  static RatingOrder byDay(Interactions train, IntColumn days, int count) {
    CsrMatrix byUser = train.byUser();
    long[] offsets = new long[count + 1];
    IntColumn positions = sorted(days, count, offsets);
    FloatColumn values = FloatColumn.zeros(positions.size());
    for (long at = 0; at < values.size(); at++) {
      values.set(at, byUser.value(positions.get(at)));
    }
    // A pair is there once, but a user may be there often on one day: the columns are positions.
    CsrMatrix matrix = new CsrMatrix(Math.toIntExact(train.size()), offsets, positions, values);
    DesignRows.Places places =
        new DesignRows.Places(
            gather(rowsOf(byUser), positions), gather(byUser.columnIndices(), positions));
    return new RatingOrder(matrix, places, positions);
  }

  /** Takes what stands for the ratings, from the order of users. */
  void take(FloatColumn latents) {
    if (positions != null) {
      for (long at = 0; at < positions.size(); at++) {
        matrix.values().set(at, latents.get(positions.get(at)));
      }
    }
  }

  private static IntColumn rowsOf(CsrMatrix matrix) {
    IntColumn rows = IntColumn.zeros(matrix.nonZeros());
    for (int row = 0; row < matrix.rows(); row++) {
      for (long at = matrix.start(row); at < matrix.end(row); at++) {
        rows.set(at, row);
      }
    }
    return rows;
  }

  /** Positions in the order of keys below {@code count}, equal ones as they were. */
  private static IntColumn sorted(IntColumn keys, int count, long[] offsets) {
    for (long at = 0; at < keys.size(); at++) {
      offsets[keys.get(at) + 1]++;
    }
    for (int key = 0; key < count; key++) {
      offsets[key + 1] += offsets[key];
    }
    long[] next = offsets.clone();
    IntColumn positions = IntColumn.zeros(keys.size());
    for (long at = 0; at < keys.size(); at++) {
      positions.set(next[keys.get(at)]++, Math.toIntExact(at));
    }
    return positions;
  }

  private static IntColumn gather(IntColumn values, IntColumn positions) {
    IntColumn gathered = IntColumn.zeros(positions.size());
    for (long at = 0; at < positions.size(); at++) {
      gathered.set(at, values.get(positions.get(at)));
    }
    return gathered;
  }
}
