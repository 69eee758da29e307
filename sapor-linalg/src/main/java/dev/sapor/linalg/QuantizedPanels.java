package dev.sapor.linalg;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;

/**
 * The rows of a matrix, with an offset for each, in codes of eight bits: a quarter of the memory to
 * read for whoever looks for the best products. What the codes leave out is bounded, so that a
 * search over them can be exact: row v is {@code scale · code} and a rest no longer than {@code
 * error}, and the product of any x with it is at most {@code scale · (x · code) + ‖x‖ · error}.
 *
 * <p>Layout: rows stand in the order of their length, the longest first, ties by their index.
 * {@value #WIDTH} rows are a panel: scale, error and offset of each, as floats, and then the codes
 * column by column, a byte for each row. Panels start at multiples of 64 bytes; rows that are
 * missing in the last one are zeros.
 *
 * <p>A code is the nearest of −127 to 127 to the element over the scale, and the scale the greatest
 * magnitude of the row over 127. Immutable, as long as the matrix is not changed, which is kept for
 * exact products. The memory lives as long as this is reachable.
 */
public final class QuantizedPanels {

  /** Rows of a panel. */
  public static final int WIDTH = 32;

  /** Bytes before the codes of a panel. */
  public static final int HEAD = 3 * WIDTH * Float.BYTES;

  private static final int GREATEST = 127;

  private final FloatMatrix matrix;
  private final float[] offsets;
  private final int[] order;
  // By panel: no row of it or of a later one is longer, or has a greater offset.
  private final float[] lengths;
  private final float[] greatestOffsets;
  private final float greatestOffset;
  private final MemorySegment segment;

  private QuantizedPanels(FloatMatrix matrix, float[] offsets) {
    this.matrix = matrix;
    this.offsets = offsets.clone();
    int panels = Math.ceilDiv(matrix.rows(), WIDTH);
    lengths = new float[panels];
    greatestOffsets = new float[panels];
    segment = Arena.ofAuto().allocate(Math.max(64, bytesFor(matrix.rows(), matrix.columns())), 64);
    double[] norms = norms(matrix);
    order = longestFirst(norms);
    for (int panel = 0; panel < panels; panel++) {
      lengths[panel] = roundedUp(norms[order[panel * WIDTH]]);
      fill(panel);
    }
    float greatest = Float.NEGATIVE_INFINITY;
    float magnitude = 0;
    for (int position = order.length - 1; position >= 0; position--) {
      float offset = this.offsets[order[position]];
      greatest = Math.max(greatest, offset);
      magnitude = Math.max(magnitude, Math.abs(offset));
      greatestOffsets[position / WIDTH] = greatest;
    }
    greatestOffset = magnitude;
  }

  /**
   * Packs a matrix.
   *
   * @param matrix finite; kept, and never to be changed
   * @param offsets one for each row, finite; copied
   * @throws IllegalArgumentException if there is not one offset for each row
   * @throws OutOfMemoryError if the native memory cannot be had
   */
  public static QuantizedPanels of(FloatMatrix matrix, float[] offsets) {
    if (offsets.length != matrix.rows()) {
      throw new IllegalArgumentException(
          "expected an offset for each of " + matrix.rows() + " rows (got " + offsets.length + ")");
    }
    return new QuantizedPanels(matrix, offsets);
  }

  /** Bytes of native memory that the panels of a matrix of this shape take. */
  public static long bytesFor(int rows, int columns) {
    return Math.multiplyExact((long) Math.ceilDiv(rows, WIDTH), bytesOfPanel(columns));
  }

  private static long bytesOfPanel(int columns) {
    return Math.ceilDiv(HEAD + (long) columns * WIDTH, 64) * 64L;
  }

  private static double[] norms(FloatMatrix matrix) {
    double[] norms = new double[matrix.rows()];
    float[] row = new float[matrix.columns()];
    for (int i = 0; i < norms.length; i++) {
      matrix.copyRow(i, row);
      double sum = 0;
      for (float x : row) {
        sum += (double) x * x;
      }
      norms[i] = Math.sqrt(sum);
    }
    return norms;
  }

  private static int[] longestFirst(double[] norms) {
    long[] keys = new long[norms.length];
    for (int i = 0; i < keys.length; i++) {
      // The bits of floats that are not negative have the order of their values.
      long descending = Integer.MAX_VALUE - (long) Float.floatToIntBits(roundedUp(norms[i]));
      keys[i] = (descending << Integer.SIZE) | i;
    }
    Arrays.sort(keys);
    int[] order = new int[keys.length];
    Arrays.setAll(order, position -> (int) keys[position]);
    return order;
  }

  /** A float that is not less, and beyond what rounding in double can have lost. */
  private static float roundedUp(double value) {
    return value == 0 ? 0 : Math.nextUp((float) (value * (1 + 0x1p-40)));
  }

  private void fill(int panel) {
    float[] head = new float[HEAD / Float.BYTES];
    byte[] codes = new byte[matrix.columns() * WIDTH];
    float[] row = new float[matrix.columns()];
    int first = panel * WIDTH;
    for (int j = 0; j < Math.min(WIDTH, order.length - first); j++) {
      int index = order[first + j];
      matrix.copyRow(index, row);
      float greatest = 0;
      for (float x : row) {
        greatest = Math.max(greatest, Math.abs(x));
      }
      float scale = greatest / GREATEST;
      double rest = 0;
      for (int f = 0; f < row.length; f++) {
        int code = scale > 0 ? Math.clamp(Math.round(row[f] / scale), -GREATEST, GREATEST) : 0;
        codes[f * WIDTH + j] = (byte) code;
        double left = row[f] - (double) scale * code;
        rest += left * left;
      }
      head[j] = scale;
      head[WIDTH + j] = roundedUp(Math.sqrt(rest));
      head[2 * WIDTH + j] = offsets[index];
    }
    long at = panelOffset(panel);
    MemorySegment.copy(head, 0, segment, NativeLayouts.FLOAT, at, head.length);
    MemorySegment.copy(codes, 0, segment, ValueLayout.JAVA_BYTE, at + HEAD, codes.length);
  }

  /** Number of rows that were packed. */
  public int rows() {
    return order.length;
  }

  /** Elements of a row. */
  public int columns() {
    return matrix.columns();
  }

  /** Number of panels. */
  public int panels() {
    return lengths.length;
  }

  /** The rows that were packed, exact and in their own order. */
  public FloatMatrix matrix() {
    return matrix;
  }

  /** The offset of a row of the matrix. */
  public float offset(int row) {
    return offsets[row];
  }

  /** The row of the matrix that stands at a position. */
  public int row(int position) {
    Objects.checkIndex(position, order.length);
    return order[position];
  }

  /** No row of a panel or of a later one is longer. */
  public float greatestLength(int panel) {
    return lengths[panel];
  }

  /** No row of a panel or of a later one has a greater offset. */
  public float greatestOffset(int panel) {
    return greatestOffsets[panel];
  }

  /** The greatest magnitude of an offset. */
  public float greatestOffset() {
    return greatestOffset;
  }

  /** The raw memory, in the byte order of the machine; never to be written. */
  public MemorySegment segment() {
    return segment;
  }

  /** Offset in bytes of a panel; its number is not checked. */
  public long panelOffset(int panel) {
    return panel * bytesOfPanel(matrix.columns());
  }

  @Override
  public String toString() {
    return "QuantizedPanels[" + rows() + " x " + columns() + "]";
  }
}
