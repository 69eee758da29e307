package dev.sapor.model.io;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.NativeLayouts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Sections that hold a matrix or a column of numbers: {@code u64 rows, u32 columns, u32 element
 * type}, 48 zero bytes, then the elements row by row without padding between rows.
 */
final class ArraySection {

  private static final int FLOAT32 = 1;
  private static final int INT32 = 2;
  private static final int RESERVED_BYTES = 48;

  /** Receives elements, little-endian, in the order of the file. */
  @FunctionalInterface
  interface Elements {
    void accept(MemorySegment chunk, long firstElement) throws IOException;
  }

  @FunctionalInterface
  private interface Check {
    void accept(MemorySegment chunk) throws IOException;
  }

  /** Rows and columns, checked to be those of the bytes that follow. */
  record Shape(int rows, int columns) {
    long elements() {
      return (long) rows * columns;
    }
  }

  static void write(SectionOutput out, String what, FloatMatrix matrix) throws IOException {
    writeShape(out, matrix.rows(), matrix.columns(), FLOAT32);
    for (int row = 0; row < matrix.rows(); row++) {
      out.writeFloats(what, matrix.segment(), matrix.rowOffset(row), matrix.columns());
    }
  }

  static void write(SectionOutput out, String what, float[] values) throws IOException {
    writeShape(out, values.length, 1, FLOAT32);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("a number of the " + what + " is not finite");
      }
      out.writeFloat(value);
    }
  }

  static void write(SectionOutput out, int[] values) throws IOException {
    writeShape(out, values.length, 1, INT32);
    for (int value : values) {
      out.writeInt(value);
    }
  }

  static void write(SectionOutput out, IntColumn values) throws IOException {
    writeShape(out, values.size(), 1, INT32);
    out.writeInts(values.segment(), values.size());
  }

  private static void writeShape(SectionOutput out, long rows, int columns, int type)
      throws IOException {
    out.writeLong(rows);
    out.writeInt(columns);
    out.writeInt(type);
    out.writeZeros(RESERVED_BYTES);
  }

  static FloatMatrix readMatrix(SectionInput in) throws IOException {
    Shape shape = readShape(in, FLOAT32);
    FloatMatrix matrix = FloatMatrix.zeros(shape.rows, shape.columns);
    readFloats(in, shape, (chunk, first) -> scatter(chunk, first, matrix));
    return matrix;
  }

  /** Copies a run of elements, which may start and end within a row, into the rows of a matrix. */
  private static void scatter(MemorySegment chunk, long first, FloatMatrix matrix) {
    long count = chunk.byteSize() / Float.BYTES;
    int columns = matrix.columns();
    int row = (int) (first / columns);
    int column = (int) (first % columns);
    for (long done = 0; done < count; ) {
      int part = (int) Math.min(columns - column, count - done);
      MemorySegment.copy(
          chunk,
          FileLayouts.FLOAT,
          done * Float.BYTES,
          matrix.segment(),
          NativeLayouts.FLOAT,
          matrix.rowOffset(row) + (long) column * Float.BYTES,
          part);
      done += part;
      row++;
      column = 0;
    }
  }

  static float[] readFloats(SectionInput in) throws IOException {
    Shape shape = readColumn(in, FLOAT32);
    float[] values = new float[shape.rows];
    readFloats(
        in,
        shape,
        (chunk, first) ->
            MemorySegment.copy(
                chunk, FileLayouts.FLOAT, 0, values, (int) first, count(chunk, Float.BYTES)));
    return values;
  }

  static int[] readInts(SectionInput in) throws IOException {
    return readInts(in, _ -> {});
  }

  /** Reads a column of integers, none below 0. */
  static int[] readCounts(SectionInput in) throws IOException {
    return readInts(in, chunk -> requireNonNegative(in, chunk));
  }

  /** Reads a column of integers, none below 0, of which there may be many. */
  static IntColumn readIndices(SectionInput in) throws IOException {
    Shape shape = readColumn(in, INT32);
    IntColumn values = IntColumn.zeros(shape.rows);
    readElements(
        in,
        shape.elements(),
        (chunk, first) -> {
          requireNonNegative(in, chunk);
          MemorySegment.copy(
              chunk,
              FileLayouts.INT,
              0,
              values.segment(),
              NativeLayouts.INT,
              first * Integer.BYTES,
              count(chunk, Integer.BYTES));
        });
    return values;
  }

  private static int[] readInts(SectionInput in, Check check) throws IOException {
    Shape shape = readColumn(in, INT32);
    int[] values = new int[shape.rows];
    readElements(
        in,
        shape.elements(),
        (chunk, first) -> {
          check.accept(chunk);
          int count = count(chunk, Integer.BYTES);
          MemorySegment.copy(chunk, FileLayouts.INT, 0, values, (int) first, count);
        });
    return values;
  }

  /** Checks a matrix of floats without keeping it. */
  static Shape checkFloats(SectionInput in) throws IOException {
    Shape shape = readShape(in, FLOAT32);
    readFloats(in, shape, (_, _) -> {});
    return shape;
  }

  /** Checks a column of integers, none below 0, without keeping it. */
  static Shape checkCounts(SectionInput in) throws IOException {
    Shape shape = readColumn(in, INT32);
    readElements(in, shape.elements(), (chunk, _) -> requireNonNegative(in, chunk));
    return shape;
  }

  /**
   * Checks a column of integers, none below 0, without keeping it.
   *
   * @return as many rows as there are, and columns for all that the integers name
   */
  static Shape checkIndices(SectionInput in) throws IOException {
    Shape shape = readColumn(in, INT32);
    int[] greatest = {-1};
    readElements(
        in,
        shape.elements(),
        (chunk, _) -> {
          requireNonNegative(in, chunk);
          for (long at = 0; at < chunk.byteSize(); at += Integer.BYTES) {
            greatest[0] = Math.max(greatest[0], chunk.get(FileLayouts.INT, at));
          }
        });
    return new Shape(shape.rows, Math.min(greatest[0], Integer.MAX_VALUE - 1) + 1);
  }

  private static void requireNonNegative(SectionInput in, MemorySegment ints) throws IOException {
    int signs = 0;
    for (long at = 0; at < ints.byteSize(); at += Integer.BYTES) {
      signs |= ints.get(FileLayouts.INT, at);
    }
    if (signs < 0) {
      throw in.corrupt("a count is negative");
    }
  }

  private static void readFloats(SectionInput in, Shape shape, Elements target) throws IOException {
    readElements(
        in,
        shape.elements(),
        (chunk, first) -> {
          if (!SectionInput.isFinite(chunk)) {
            throw in.corrupt("a number is not finite");
          }
          target.accept(chunk, first);
        });
  }

  /** Hands out so many elements of four bytes. */
  static void readElements(SectionInput in, long count, Elements target) throws IOException {
    for (long done = 0; done < count; ) {
      MemorySegment chunk = in.take((count - done) * Integer.BYTES, Integer.BYTES);
      target.accept(chunk, done);
      done += chunk.byteSize() / Integer.BYTES;
    }
  }

  private static int count(MemorySegment chunk, int bytesEach) {
    return (int) (chunk.byteSize() / bytesEach);
  }

  private static Shape readColumn(SectionInput in, int type) throws IOException {
    Shape shape = readShape(in, type);
    if (shape.columns != 1) {
      throw in.corrupt("expected 1 column (got " + shape.columns + ")");
    }
    return shape;
  }

  private static Shape readShape(SectionInput in, int type) throws IOException {
    long rows = in.readLong();
    int columns = in.readInt();
    int actual = in.readInt();
    in.readZeros(RESERVED_BYTES);
    if (actual != type) {
      throw in.corrupt("expected element type %s (got %s)".formatted(type, actual));
    }
    boolean possible = rows >= 0 && rows <= Integer.MAX_VALUE && columns >= 1;
    // rows * columns < 2^62: the product with 4 could only overflow to a negative number.
    if (!possible || rows * columns > Long.MAX_VALUE / 4 || rows * columns * 4 != in.remaining()) {
      throw in.corrupt(
          "%s x %s elements do not fit the section"
              .formatted(Long.toUnsignedString(rows), Integer.toUnsignedString(columns)));
    }
    return new Shape((int) rows, columns);
  }

  private ArraySection() {}
}
