package dev.sapor.linalg;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A copy of the rows of a matrix, with an offset for each row, packed for products with many other
 * rows at once.
 *
 * <p>Layout: {@value #WIDTH} neighbouring rows are a panel, and a panel is stored column by column:
 * element f of its rows, then element f + 1, and after the last column the offsets. So the rows of
 * a panel stand in the lanes of vectors, and a kernel reads memory from start to end. Panels start
 * at multiples of 64 bytes; rows that are missing in the last one are zeros. Immutable; the memory
 * lives as long as this is reachable.
 */
public final class RowPanels {

  /** Rows of a panel. */
  public static final int WIDTH = 32;

  private final int rows;
  private final int columns;
  private final MemorySegment segment;

  private RowPanels(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.segment = Arena.ofAuto().allocate(Math.max(64, bytesFor(rows, columns)), 64);
  }

  /**
   * Packs a matrix.
   *
   * @param matrix what is copied
   * @param offsets one for each row, copied too
   * @throws IllegalArgumentException if there is not one offset for each row
   * @throws OutOfMemoryError if the native memory cannot be had
   */
  public static RowPanels of(FloatMatrix matrix, float[] offsets) {
    if (offsets.length != matrix.rows()) {
      throw new IllegalArgumentException(
          "expected an offset for each of " + matrix.rows() + " rows (got " + offsets.length + ")");
    }
    RowPanels panels = new RowPanels(matrix.rows(), matrix.columns());
    float[] row = new float[matrix.columns()];
    float[] panel = new float[(matrix.columns() + 1) * WIDTH];
    for (int first = 0; first < matrix.rows(); first += WIDTH) {
      int count = Math.min(WIDTH, matrix.rows() - first);
      for (int j = 0; j < WIDTH; j++) {
        boolean there = j < count;
        if (there) {
          matrix.copyRow(first + j, row);
        }
        for (int f = 0; f < row.length; f++) {
          panel[f * WIDTH + j] = there ? row[f] : 0;
        }
        panel[row.length * WIDTH + j] = there ? offsets[first + j] : 0;
      }
      long target = panels.panelOffset(first / WIDTH);
      MemorySegment.copy(panel, 0, panels.segment, NativeLayouts.FLOAT, target, panel.length);
    }
    return panels;
  }

  /** Bytes of native memory that the panels of a matrix of this shape take. */
  public static long bytesFor(int rows, int columns) {
    return Math.multiplyExact(
        (long) Math.ceilDiv(rows, WIDTH), (columns + 1L) * WIDTH * Float.BYTES);
  }

  /** Number of rows that were packed. */
  public int rows() {
    return rows;
  }

  /** Elements of a row, without its offset. */
  public int columns() {
    return columns;
  }

  /** Number of panels. */
  public int panels() {
    return Math.ceilDiv(rows, WIDTH);
  }

  /** The raw memory, in the byte order of the machine; never to be written. */
  public MemorySegment segment() {
    return segment;
  }

  /** Offset in bytes of a panel; its number is not checked. */
  public long panelOffset(int panel) {
    return panel * ((columns + 1L) * WIDTH * Float.BYTES);
  }

  @Override
  public String toString() {
    return "RowPanels[" + rows + " x " + columns + "]";
  }
}
