package dev.sapor.model.io;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;

/**
 * Writes a file made of sections. Sections are added in the order in which they shall stand in the
 * file, and hold on to what they were given; {@link #save} then writes them all. The bytes depend
 * on the content alone.
 */
public final class SectionWriter {

  /** Writes the single values of a section. */
  @FunctionalInterface
  public interface RecordContent {
    void writeTo(RecordWriter out) throws IOException;
  }

  private record Section(String id, int index, boolean required, SectionContent content) {}

  private final FileKind kind;
  private final List<Section> sections = new ArrayList<>();

  public SectionWriter(FileKind kind) {
    this.kind = kind;
  }

  /** Adds single values, which the reader must read in the same order. */
  public SectionWriter record(String id, int index, RecordContent content) {
    return add(id, index, true, content::writeTo);
  }

  /** Adds a matrix of finite floats with at least one column. */
  public SectionWriter matrix(String id, int index, FloatMatrix matrix) {
    if (matrix.columns() == 0) {
      throw new IllegalArgumentException("a matrix in a file has at least one column");
    }
    return add(id, index, true, out -> ArraySection.write(out, id, matrix));
  }

  /** Adds a column of finite floats. */
  public SectionWriter floats(String id, int index, float[] values) {
    return add(id, index, true, out -> ArraySection.write(out, id, values));
  }

  /** Adds a column of integers. */
  public SectionWriter ints(String id, int index, int[] values) {
    return add(id, index, true, out -> ArraySection.write(out, values));
  }

  /** Adds a list of texts. */
  public SectionWriter strings(String id, int index, List<String> texts) {
    return add(id, index, true, new StringTable(texts.size(), texts::get));
  }

  /** Adds a sparse matrix of finite values. */
  public SectionWriter csr(String id, int index, CsrMatrix matrix) {
    return add(id, index, true, out -> CsrSection.write(out, id, matrix));
  }

  SectionWriter add(String id, int index, boolean required, SectionContent content) {
    if (!kind.sections().contains(id) || index < 0) {
      throw new IllegalArgumentException(
          "a %s has no section %s[%s]".formatted(kind.name(), id, index));
    }
    if (sections.stream().anyMatch(s -> s.id.equals(id) && s.index == index)) {
      throw new IllegalArgumentException("section %s[%s] is there".formatted(id, index));
    }
    sections.add(new Section(id, index, required, content));
    return this;
  }

  /**
   * Writes the file so that at every moment either the old or the new one is there, whole: see
   * {@link AtomicFile}.
   *
   * @throws IOException if it cannot be written; the old file is then untouched
   * @throws IllegalArgumentException if a number is not finite or a text cannot be UTF-8
   */
  public void save(Path target) throws IOException {
    AtomicFile.write(target, this::writeTo);
  }

  void writeTo(WritableByteChannel channel) throws IOException {
    List<SectionInfo> table = measure();
    var encoded = SectionTable.encode(table);
    SectionInfo last = table.getLast();
    FileHeader header =
        new FileHeader(
            FileHeader.MAJOR,
            FileHeader.MINOR,
            kind.code(),
            table.size(),
            last.offset() + last.paddedLength(),
            SectionTable.checksum(encoded));
    ChannelTransfers.writeAll(channel, header.encode());
    ChannelTransfers.writeAll(channel, encoded);
    try (SectionOutput out = new SectionOutput(channel)) {
      for (int i = 0; i < table.size(); i++) {
        writeContent(sections.get(i), table.get(i), out);
      }
    }
  }

  /** The first pass: lengths and checksums. */
  private List<SectionInfo> measure() throws IOException {
    if (sections.isEmpty()) {
      throw new IllegalStateException("a file has at least one section");
    }
    List<SectionInfo> table = new ArrayList<>();
    long offset = SectionTable.end(sections.size());
    try (SectionOutput out = SectionOutput.discarding()) {
      for (Section section : sections) {
        section.content.writeTo(out);
        long length = out.written();
        SectionInfo info =
            new SectionInfo(
                section.id, section.index, offset, length, section.required, out.endSection());
        table.add(info);
        offset += info.paddedLength();
      }
    }
    return table;
  }

  private static void writeContent(Section section, SectionInfo info, SectionOutput out)
      throws IOException {
    section.content.writeTo(out);
    long length = out.written();
    if (length != info.length() || out.endSection() != info.checksum()) {
      throw new ConcurrentModificationException(
          "section " + info.name() + " was changed while it was written");
    }
  }
}
