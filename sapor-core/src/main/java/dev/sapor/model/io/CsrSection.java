package dev.sapor.model.io;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.NativeLayouts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * A sparse matrix by rows: {@code u64 rows, u64 entries, u32 columns}, 44 zero bytes, {@code rows +
 * 1} offsets ({@code u64}), the column of each entry ({@code u32}, growing within a row), the value
 * of each entry ({@code f32}).
 */
final class CsrSection {

  private static final int RESERVED_BYTES = 44;
  private static final int ENTRY_BYTES = Integer.BYTES + Float.BYTES;

  static void write(SectionOutput out, String what, CsrMatrix matrix) throws IOException {
    long entries = matrix.nonZeros();
    out.writeLong(matrix.rows());
    out.writeLong(entries);
    out.writeInt(matrix.columns());
    out.writeZeros(RESERVED_BYTES);
    out.writeLong(0);
    for (int row = 0; row < matrix.rows(); row++) {
      out.writeLong(matrix.end(row));
    }
    out.writeInts(matrix.columnIndices().segment(), entries);
    out.writeFloats(what, matrix.values().segment(), 0, entries);
  }

  static CsrMatrix read(SectionInput in) throws IOException {
    CsrSection section = new CsrSection(in);
    IntColumn columns = IntColumn.zeros(section.entries());
    section.readColumns((chunk, first) -> copyTo(columns.segment(), chunk, first));
    FloatColumn values = FloatColumn.zeros(section.entries());
    section.readValues((chunk, first) -> copyTo(values.segment(), chunk, first));
    return new CsrMatrix(section.columns, section.offsets, columns, values);
  }

  private static void copyTo(MemorySegment target, MemorySegment chunk, long first) {
    // As bits: an integer copy swaps the bytes where the machine is big-endian, floats included.
    MemorySegment.copy(
        chunk,
        FileLayouts.INT,
        0,
        target,
        NativeLayouts.INT,
        first * Integer.BYTES,
        chunk.byteSize() / Integer.BYTES);
  }

  /** What a matrix was checked to be. */
  record Checked(ArraySection.Shape shape, long entries) {}

  /** Checks a matrix without keeping its entries. */
  static Checked check(SectionInput in) throws IOException {
    CsrSection section = new CsrSection(in);
    section.readColumns((_, _) -> {});
    section.readValues((_, _) -> {});
    return new Checked(
        new ArraySection.Shape(section.offsets.length - 1, section.columns), section.entries());
  }

  private final SectionInput in;
  private final int columns;
  private final long[] offsets;

  private CsrSection(SectionInput in) throws IOException {
    this.in = in;
    long rows = in.readLong();
    long entries = in.readLong();
    columns = in.readInt();
    in.readZeros(RESERVED_BYTES);
    long room = in.remaining() / Long.BYTES;
    boolean possible = rows >= 0 && rows < room && rows < Integer.MAX_VALUE - 8 && columns >= 0;
    if (!possible
        || entries != room - rows - 1
        || in.remaining() != (rows + 1) * Long.BYTES + entries * ENTRY_BYTES) {
      throw in.corrupt(
          "%s rows with %s entries do not fit the section"
              .formatted(Long.toUnsignedString(rows), Long.toUnsignedString(entries)));
    }
    offsets = new long[(int) rows + 1];
    readOffsets(entries);
  }

  private void readOffsets(long entries) throws IOException {
    for (int row = 0; row < offsets.length; row++) {
      offsets[row] = in.readLong();
      if (row == 0 ? offsets[0] != 0 : offsets[row] < offsets[row - 1]) {
        throw in.corrupt("the offsets of the rows are not in order");
      }
    }
    if (entries() != entries) {
      throw in.corrupt("the offsets of the rows do not end at the number of entries");
    }
  }

  private long entries() {
    return offsets[offsets.length - 1];
  }

  private void readColumns(ArraySection.Elements target) throws IOException {
    int row = 0;
    int previous = -1;
    for (long done = 0; done < entries(); ) {
      MemorySegment chunk = in.take((entries() - done) * Integer.BYTES, Integer.BYTES);
      long count = chunk.byteSize() / Integer.BYTES;
      for (long i = 0; i < count; i++) {
        while (done + i >= offsets[row + 1]) {
          row++;
          previous = -1;
        }
        int column = chunk.get(FileLayouts.INT, i * Integer.BYTES);
        if (column <= previous || column >= columns) {
          throw in.corrupt("the columns of row %s are not in order".formatted(row));
        }
        previous = column;
      }
      target.accept(chunk, done);
      done += count;
    }
  }

  private void readValues(ArraySection.Elements target) throws IOException {
    ArraySection.readElements(
        in,
        entries(),
        (chunk, first) -> {
          if (!SectionInput.isFinite(chunk)) {
            throw in.corrupt("a value is not finite");
          }
          target.accept(chunk, first);
        });
  }
}
