package dev.sapor.solver;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * What the ratings of a row are regressed on. A rating is explained by its own row x and a row q of
 * another side; where a third side has a part, by v of that too:
 *
 * <pre>
 *   x·q + x·v + q·v + biases = x·(q + v) + (bias of q + bias of v + q·v)
 * </pre>
 *
 * So with two other sides the design row is q + v, and their product joins what is known
 * beforehand. Such rows are made piece by piece; with one other side its rows are used where they
 * are. A workspace; not safe for use by several threads at once.
 */
public final class DesignRows {

  /** No row: it adds nothing. */
  public static final int NONE = -1;

  /** Ratings whose rows are made together. */
  private static final int PIECE = 256;

  private final int factors;
  private @Nullable Piece made;

  /** For rows of so many factors. */
  public DesignRows(int factors) {
    this.factors = factors;
  }

  /**
   * One of the other sides.
   *
   * @param features rows x F
   * @param scaled the same, each factor multiplied by a root
   * @param biases by row
   */
  @SuppressWarnings("ArrayRecordComponent") // live, and never compared
  public record Side(FloatMatrix features, FloatMatrix scaled, float[] biases) {

    /** A side whose rows are yet to be scaled. */
    public static Side unscaled(FloatMatrix features, float[] biases) {
      return new Side(features, FloatMatrix.zeros(features.rows(), features.columns()), biases);
    }

    /** Scales the rows from one to another. */
    public void scale(int from, int to, float[] roots) {
      float[] values = new float[roots.length];
      for (int row = from; row < to; row++) {
        features.copyRow(row, values);
        for (int f = 0; f < values.length; f++) {
          values[f] *= roots[f];
        }
        scaled.setRow(row, values);
      }
    }
  }

  /**
   * The other sides.
   *
   * @param first q of every rating
   * @param second v, or null where there is none
   */
  public record Sides(Side first, @Nullable Side second) {}

  /**
   * The rows of the other sides that each rating is of, by position.
   *
   * @param first of the first
   * @param second of the second, some of them {@link #NONE}; or null
   */
  public record Places(IntColumn first, @Nullable IntColumn second) {}

  /**
   * The design rows of some ratings: that of rating k is the row {@code rows[from + k]}.
   *
   * @param features design rows
   * @param scaled likewise
   * @param biases what is known beforehand, by row
   */
  @SuppressWarnings("ArrayRecordComponent") // live, and never compared
  record Piece(
      FloatMatrix features,
      FloatMatrix scaled,
      float[] biases,
      IntColumn rows,
      long from,
      long to) {

    int count() {
      return (int) (to - from);
    }

    int row(int k) {
      return rows.get(from + k);
    }
  }

  /** Where the piece that begins at a position ends. */
  static long end(Places places, long at, long to) {
    return places.second == null ? to : Math.min(to, at + PIECE);
  }

  /** The design rows of the ratings from one position to another, valid until the next call. */
  Piece rows(Sides sides, Places places, long from, long to) {
    Side second = sides.second;
    IntColumn secondPlaces = places.second;
    Side first = sides.first;
    if (second == null || secondPlaces == null) {
      return new Piece(first.features, first.scaled, first.biases, places.first, from, to);
    }
    Piece all = made();
    for (int k = 0; k < to - from; k++) {
      int q = places.first.get(from + k);
      int v = secondPlaces.get(from + k);
      all.features.setRow(k, first.features, q);
      all.scaled.setRow(k, first.scaled, q);
      all.biases[k] = first.biases[q];
      if (v != NONE) {
        all.biases[k] += second.biases[v];
        all.biases[k] += Kernels.get().dot(first.features, q, second.features, v);
        Kernels.get().combine(1, second.features, v, 1, all.features, k);
        Kernels.get().combine(1, second.scaled, v, 1, all.scaled, k);
      }
    }
    return new Piece(all.features, all.scaled, all.biases, all.rows, 0, to - from);
  }

  private Piece made() {
    Piece piece = made;
    if (piece == null) {
      IntColumn rows = IntColumn.zeros(PIECE);
      for (int k = 0; k < PIECE; k++) {
        rows.set(k, k);
      }
      FloatMatrix features = FloatMatrix.zeros(PIECE, factors);
      piece = new Piece(features, features.copy(), new float[PIECE], rows, 0, PIECE);
      made = piece;
    }
    return piece;
  }

  /**
   * The scores of the ratings of a row: its products with their design rows, and what is known
   * beforehand.
   *
   * @param row which row of {@code rows}
   * @param scores takes them, from 0 on
   */
  public void scores(
      FloatMatrix rows,
      int row,
      float base,
      Sides sides,
      Places places,
      long from,
      long to,
      float[] scores) {
    float[] dots = places.second == null ? scores : new float[PIECE];
    for (long at = from; at < to; ) {
      long end = end(places, at, to);
      Piece piece = rows(sides, places, at, end);
      Kernels.get().dots(rows, row, piece.features, piece.rows, piece.from, piece.to, dots);
      for (int k = 0; k < piece.count(); k++) {
        float known = base + piece.biases[piece.row(k)];
        scores[(int) (at - from) + k] = known + dots[k];
      }
      at = end;
    }
  }
}
