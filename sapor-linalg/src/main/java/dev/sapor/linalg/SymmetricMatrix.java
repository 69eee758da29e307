package dev.sapor.linalg;

import java.util.Objects;

/**
 * A dense symmetric matrix of doubles: {@code size x size}, of which the lower triangle is stored.
 *
 * <p>Layout: square tiles of {@value #TILE} x {@value #TILE}, tile (i, j) for {@code j <= i}, each
 * an array of rows. Rows of a tile are arrays of their own, so that inner loops index every array
 * by the bare loop variable, the form that the JIT compiler turns into vector instructions. The
 * last tile row and column are as long as is left, rounded up to a multiple of 4, with ones on the
 * diagonal of the padding: nothing that is done here mixes the padding with the rest.
 *
 * <p>Memory is on the heap, about 4 size² bytes ({@link #memoryBytes}). Threads may share one while
 * they write different rows.
 */
public final class SymmetricMatrix {

  /**
   * Rows and columns of a tile: three tiles of this size are in reach of the second-level cache.
   */
  static final int TILE = 128;

  private static final int PADDING = 4;

  /** Tiles take a whole number of bytes per row and an array header. */
  private static final int ARRAY_HEADER_BYTES = 20;

  private final int size;
  private final double[][][][] tiles;

  private SymmetricMatrix(int size, double[][][][] tiles) {
    this.size = size;
    this.tiles = tiles;
  }

  /**
   * A matrix of zeros.
   *
   * @throws IllegalArgumentException if the size is negative
   */
  public static SymmetricMatrix zeros(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("size must not be negative (got " + size + ")");
    }
    int count = Math.ceilDiv(size, TILE);
    double[][][][] tiles = new double[count][][][];
    for (int i = 0; i < count; i++) {
      tiles[i] = new double[i + 1][][];
      for (int j = 0; j <= i; j++) {
        tiles[i][j] = new double[edge(size, i)][edge(size, j)];
      }
    }
    SymmetricMatrix matrix = new SymmetricMatrix(size, tiles);
    matrix.setPadding(1);
    return matrix;
  }

  /** Bytes of heap that a matrix of this size takes. */
  public static long memoryBytes(int size) {
    long bytes = 0;
    for (int i = 0; i < Math.ceilDiv(size, TILE); i++) {
      long rows = edge(size, i);
      long width = (long) i * TILE + rows;
      bytes += rows * (width * Double.BYTES + (i + 1L) * ARRAY_HEADER_BYTES);
    }
    return bytes;
  }

  /** Bytes of heap that {@link #invert} takes beside the matrix: three panels of a tile's width. */
  public static long inversionBytes(int size) {
    return 3L * size * TILE * Double.BYTES;
  }

  private static int edge(int size, int tile) {
    int left = size - tile * TILE;
    return left >= TILE ? TILE : Math.ceilDiv(left, PADDING) * PADDING;
  }

  private void setPadding(double value) {
    for (int i = size; i < Math.ceilDiv(size, PADDING) * PADDING; i++) {
      tiles[i / TILE][i / TILE][i % TILE][i % TILE] = value;
    }
  }

  /** Number of rows, and of columns. */
  public int size() {
    return size;
  }

  /** The element at (row, column), which is that at (column, row). */
  public double get(int row, int column) {
    check(row, column);
    int i = Math.max(row, column);
    int j = Math.min(row, column);
    return tiles[i / TILE][j / TILE][i % TILE][j % TILE];
  }

  /** Stores an element and its mirror. */
  public void set(int row, int column, double value) {
    check(row, column);
    int i = Math.max(row, column);
    int j = Math.min(row, column);
    tiles[i / TILE][j / TILE][i % TILE][j % TILE] = value;
  }

  /** Overwrites a row up to its diagonal, and so the mirror of it, by {@code source[0 .. row]}. */
  public void setRow(int row, double[] source) {
    Objects.checkIndex(row, size);
    Objects.checkFromIndexSize(0, row + 1, source.length);
    for (int from = 0; from <= row; from += TILE) {
      double[] target = tiles[row / TILE][from / TILE][row % TILE];
      System.arraycopy(source, from, target, 0, Math.min(TILE, row + 1 - from));
    }
    // Within the diagonal tile both halves are kept.
    double[][] diagonal = tiles[row / TILE][row / TILE];
    for (int j = 0; j < row % TILE; j++) {
      diagonal[j][row % TILE] = diagonal[row % TILE][j];
    }
  }

  /** Copies a whole row into {@code target[0 .. size)}. */
  public void copyRow(int row, double[] target) {
    Objects.checkIndex(row, size);
    Objects.checkFromIndexSize(0, size, target.length);
    for (int column = 0; column < size; column++) {
      target[column] = get(row, column);
    }
  }

  /** Adds a value to each element of the diagonal. */
  public void addToDiagonal(double value) {
    for (int i = 0; i < size; i++) {
      set(i, i, get(i, i) + value);
    }
  }

  /**
   * Replaces this matrix, which must be positive definite, by its inverse: size³ / 2 fused
   * multiply-adds, with the same bits at any number of threads ({@link BlockSweep}).
   *
   * @throws ArithmeticException if this is not positive definite and finite; its content is then
   *     lost
   */
  public void invert(Parallel parallel) {
    new BlockSweep(tiles).invert(parallel);
    setPadding(1);
  }

  private void check(int row, int column) {
    Objects.checkIndex(row, size);
    Objects.checkIndex(column, size);
  }

  @Override
  public String toString() {
    return "SymmetricMatrix[" + size + " x " + size + "]";
  }
}
