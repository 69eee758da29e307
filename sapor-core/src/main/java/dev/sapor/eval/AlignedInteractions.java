package dev.sapor.eval;

import static dev.sapor.recommend.RatingPredictor.UNKNOWN;

import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.LongColumn;
import dev.sapor.recommend.RatingPredictor;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Interactions seen in the indices of a model: for each row and column of their matrix the index of
 * the same id in the model, or UNKNOWN.
 */
final class AlignedInteractions {

  private final CsrMatrix matrix;
  private final @Nullable LongColumn times;
  private final int[] users;
  private final int[] items;

  AlignedInteractions(
      Interactions data, ToIntFunction<String> userIndex, ToIntFunction<String> itemIndex) {
    matrix = data.byUser();
    times = data.times().orElse(null);
    users = align(data.users(), userIndex);
    items = align(data.items(), itemIndex);
  }

  private static int[] align(IdMap ids, ToIntFunction<String> index) {
    int[] aligned = new int[ids.size()];
    Arrays.setAll(aligned, at -> index.applyAsInt(ids.id(at)));
    return aligned;
  }

  /** The interactions in indices of their own. */
  CsrMatrix matrix() {
    return matrix;
  }

  /** The model's index of the user of a row. */
  int user(int row) {
    return users[row];
  }

  /** The model's index of the item at a position. */
  int item(long position) {
    return items[matrix.column(position)];
  }

  /**
   * What a predictor makes of the interaction of a row at a position, at its time if it has one.
   */
  float predict(RatingPredictor predictor, int row, long position) {
    return times == null
        ? predictor.predict(user(row), item(position))
        : predictor.predict(user(row), item(position), times.get(position));
  }

  /** The rows that have interactions and meet a condition. */
  int[] rows(IntPredicate condition) {
    return IntStream.range(0, matrix.rows())
        .filter(row -> matrix.count(row) > 0 && condition.test(row))
        .toArray();
  }

  /** The known items of a row as indices of the model, growing. */
  int[] knownItems(int row) {
    return known(row).map(columnIndex -> items[columnIndex]).toArray();
  }

  /** The columns of the known items of a row, in the order of {@link #knownItems}. */
  int[] knownColumns(int row) {
    return known(row).toArray();
  }

  /** Both sides keep their ids in one order: growing columns are growing indices of the model. */
  private IntStream known(int row) {
    return LongStream.range(matrix.start(row), matrix.end(row))
        .mapToInt(matrix::column)
        .filter(column -> items[column] != UNKNOWN);
  }

  /** How many interactions of a row are with items that are wanted, known or not. */
  int count(int row, IntPredicate columns) {
    return (int)
        LongStream.range(matrix.start(row), matrix.end(row))
            .mapToInt(matrix::column)
            .filter(columns)
            .count();
  }

  /**
   * The pairs of which both sides are known, in the indices of the model. Both sides keep their ids
   * in one order, so known users come row after row and known items grow within a row.
   */
  CsrMatrix toModel(int modelUsers, int modelItems) {
    long[] offsets = new long[modelUsers + 1];
    IntColumn columns = IntColumn.zeros(matrix.nonZeros());
    long count = 0;
    for (int row = 0; row < matrix.rows(); row++) {
      if (users[row] != UNKNOWN) {
        for (int item : knownItems(row)) {
          columns.set(count++, item);
        }
        offsets[users[row] + 1] = count;
      }
    }
    for (int user = 0; user < modelUsers; user++) {
      offsets[user + 1] = Math.max(offsets[user + 1], offsets[user]);
    }
    return new CsrMatrix(modelItems, offsets, columns.first(count), FloatColumn.zeros(count));
  }

  TestCounts counts() {
    boolean[] tested = new boolean[items.length];
    int testedUsers = 0;
    int coldUsers = 0;
    long coldInteractions = 0;
    for (int row = 0; row < matrix.rows(); row++) {
      testedUsers += matrix.count(row) > 0 ? 1 : 0;
      coldUsers += matrix.count(row) > 0 && users[row] == UNKNOWN ? 1 : 0;
      for (long at = matrix.start(row); at < matrix.end(row); at++) {
        tested[matrix.column(at)] = true;
        coldInteractions += users[row] == UNKNOWN || item(at) == UNKNOWN ? 1 : 0;
      }
    }
    int testedItems = 0;
    int coldItems = 0;
    for (int column = 0; column < items.length; column++) {
      testedItems += tested[column] ? 1 : 0;
      coldItems += tested[column] && items[column] == UNKNOWN ? 1 : 0;
    }
    return new TestCounts(
        matrix.nonZeros(), testedUsers, testedItems, coldUsers, coldItems, coldInteractions);
  }
}
