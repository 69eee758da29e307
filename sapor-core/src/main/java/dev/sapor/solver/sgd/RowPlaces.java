package dev.sapor.solver.sgd;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;

/**
 * Where the rows of one side stand while they are trained: those of a part beside each other, part
 * after part, and within a part in their own order.
 *
 * <p>A block works on one part of the users and one of the items. Threads that work on different
 * blocks then write to different cache lines, also where a row has but a few bytes (a bias, the
 * sums of Adagrad), and a processor that reads ahead reads what the block is about to need.
 */
final class RowPlaces {

  private static final int GRAIN = 4096;

  private final int[] places;
  private final int[] rows;
  private final int[] starts;

  private RowPlaces(int[] places, int[] rows, int[] starts) {
    this.places = places;
    this.rows = rows;
    this.starts = starts;
  }

  /**
   * @param partOf for each row its part
   * @param parts number of parts
   */
  static RowPlaces byPart(int[] partOf, int parts) {
    int[] starts = new int[parts + 1];
    for (int part : partOf) {
      starts[part + 1]++;
    }
    for (int part = 0; part < parts; part++) {
      starts[part + 1] += starts[part];
    }
    int[] next = starts.clone();
    int[] places = new int[partOf.length];
    int[] rows = new int[partOf.length];
    for (int row = 0; row < partOf.length; row++) {
      places[row] = next[partOf[row]]++;
      rows[places[row]] = row;
    }
    return new RowPlaces(places, rows, starts);
  }

  /** Place of a row. */
  int place(int row) {
    return places[row];
  }

  /** The row at a place. */
  int row(int place) {
    return rows[place];
  }

  /** First place of a part; that of the part after the last is the number of rows. */
  int start(int part) {
    return starts[part];
  }

  /** A copy of a matrix whose row k is the row at place k. */
  FloatMatrix arranged(FloatMatrix matrix, Parallel parallel) {
    FloatMatrix copy = FloatMatrix.zeros(matrix.rows(), matrix.columns());
    parallel.ranges(
        rows.length,
        GRAIN,
        (from, to) -> {
          for (int place = from; place < to; place++) {
            copy.setRow(place, matrix, rows[place]);
          }
        });
    return copy;
  }

  /** The inverse of {@link #arranged(FloatMatrix, Parallel)}: copies into the rows of a matrix. */
  void restore(FloatMatrix arranged, FloatMatrix target, Parallel parallel) {
    parallel.ranges(
        rows.length,
        GRAIN,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            target.setRow(row, arranged, places[row]);
          }
        });
  }

  /** A copy of values by row, so many side by side for each, in the order of places. */
  float[] arranged(float[] values) {
    float[] copy = new float[values.length];
    int width = width(values);
    for (int place = 0; place < rows.length; place++) {
      System.arraycopy(values, rows[place] * width, copy, place * width, width);
    }
    return copy;
  }

  /** The inverse of {@link #arranged(float[])}: copies into values by row. */
  void restore(float[] arranged, float[] target) {
    int width = width(arranged);
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(arranged, places[row] * width, target, row * width, width);
    }
  }

  private int width(float[] values) {
    return rows.length == 0 ? 0 : values.length / rows.length;
  }
}
