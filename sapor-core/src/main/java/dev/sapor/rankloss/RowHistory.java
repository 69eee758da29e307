package dev.sapor.rankloss;

import dev.sapor.linalg.CsrMatrix;
import java.util.stream.IntStream;

/**
 * What a new user has, and what the user does not like.
 *
 * @param clicks items, ascending
 * @param dislikes items, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, and never compared
record RowHistory(int[] clicks, int[] dislikes) {

  /** Of a matrix with one row. */
  static RowHistory of(CsrMatrix history) {
    return new RowHistory(
        entries(history).filter(at -> history.value(at) >= 0).map(history::column).toArray(),
        entries(history).filter(at -> history.value(at) < 0).map(history::column).toArray());
  }

  private static IntStream entries(CsrMatrix history) {
    return IntStream.range(0, history.count(0));
  }
}
