package dev.sapor.model.io;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a file made of sections. Opening checks the header and the section table; each section is
 * checked when it is read, and {@link #checkRest} checks those that nobody read. Nothing is
 * allocated before the bytes for it are known to be in the file. Used by one thread.
 */
public final class SectionReader implements Closeable {

  /** Reads the single values of a section. */
  @FunctionalInterface
  public interface RecordContent<T> {
    T readFrom(RecordReader in) throws IOException;
  }

  /** Reads a section in whatever form it has. */
  @FunctionalInterface
  interface Content<T> {
    T readFrom(SectionInput in) throws IOException;
  }

  /** Larger is not faster; a file that is smaller needs no more than itself. */
  private static final int CHUNK_BYTES = 4 << 20;

  private final SeekableByteChannel channel;
  private final Path file;
  private final FileHeader header;
  private final List<SectionInfo> sections;
  private final Set<SectionInfo> checked = new HashSet<>();
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment chunk;

  private SectionReader(
      SeekableByteChannel channel, Path file, FileHeader header, List<SectionInfo> sections) {
    this.channel = channel;
    this.file = file;
    this.header = header;
    this.sections = sections;
    this.chunk = arena.allocate(Math.min(header.length(), CHUNK_BYTES), FileHeader.BYTES);
  }

  /**
   * Opens a file of a kind.
   *
   * @throws ModelFileException if it is corrupt, of another kind or too new
   * @throws IOException if it cannot be read
   */
  public static SectionReader open(Path file, FileKind kind) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return read(channel, file, kind);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  static SectionReader read(SeekableByteChannel channel, Path file, FileKind kind)
      throws IOException {
    FileHeader header = FileHeader.read(channel, file);
    if (header.kind() != kind.code()) {
      throw ModelFileException.wrongKind(
          file,
          "not a %s: the file is of kind %s (a %s is %s)"
              .formatted(
                  kind.name(), Integer.toUnsignedString(header.kind()), kind.name(), kind.code()));
    }
    List<SectionInfo> sections = SectionTable.read(channel, header, file);
    for (SectionInfo section : sections) {
      if (section.required() && !kind.sections().contains(section.id())) {
        throw unknown(file, section);
      }
    }
    return new SectionReader(channel, file, header, List.copyOf(sections));
  }

  FileHeader header() {
    return header;
  }

  /** All sections in the order of the file. */
  public List<SectionInfo> sections() {
    return sections;
  }

  public boolean contains(String id, int index) {
    return sections.stream().anyMatch(s -> s.id().equals(id) && s.index() == index);
  }

  /** Reads single values. */
  public <T> T record(String id, int index, RecordContent<T> content) throws IOException {
    return read(id, index, content::readFrom);
  }

  /** Reads a matrix of finite floats. */
  public FloatMatrix matrix(String id, int index) throws IOException {
    return read(id, index, ArraySection::readMatrix);
  }

  /** Reads a column of finite floats. */
  public float[] floats(String id, int index) throws IOException {
    return read(id, index, ArraySection::readFloats);
  }

  /** Reads a column of integers. */
  public int[] ints(String id, int index) throws IOException {
    return read(id, index, ArraySection::readInts);
  }

  /** Reads a list of texts. */
  public List<String> strings(String id, int index) throws IOException {
    return read(
        id,
        index,
        in -> {
          List<String> texts = new ArrayList<>();
          StringTable.read(in, texts::add);
          return texts;
        });
  }

  /** Reads a sparse matrix of finite values. */
  public CsrMatrix csr(String id, int index) throws IOException {
    return read(id, index, CsrSection::read);
  }

  <T> T read(String id, int index, Content<T> content) throws IOException {
    return read(section(id, index), content);
  }

  <T> T read(SectionInfo section, Content<T> content) throws IOException {
    SectionInput in = new SectionInput(channel, file, section, chunk);
    T value;
    try {
      value = content.readFrom(in);
    } catch (IllegalArgumentException e) {
      throw in.corrupt(String.valueOf(e.getMessage()));
    }
    in.finish();
    checked.add(section);
    return value;
  }

  /**
   * Checks the sections that were not read.
   *
   * @throws ModelFileException if one of them is corrupt, or must not be passed over
   */
  public void checkRest() throws IOException {
    for (SectionInfo section : sections) {
      if (!checked.contains(section)) {
        pass(section);
      }
    }
  }

  /** Checks a section that cannot be understood. */
  void pass(SectionInfo section) throws IOException {
    new SectionInput(channel, file, section, chunk).skip();
    if (section.required()) {
      throw unknown(file, section);
    }
  }

  private static ModelFileException unknown(Path file, SectionInfo section) {
    return ModelFileException.unsupported(
        file, "section %s is not known to this Sapor".formatted(section.name()));
  }

  /** The exception for parts that are sound, each for itself, and do not fit together. */
  public ModelFileException corrupt(String what) {
    return ModelFileException.corrupt(file, "content", 0, what);
  }

  private SectionInfo section(String id, int index) throws ModelFileException {
    return sections.stream()
        .filter(s -> s.id().equals(id) && s.index() == index)
        .findFirst()
        .orElseThrow(() ->
            ModelFileException.corrupt(
                file, "section table", FileHeader.BYTES, "there is no section " + id));
  }

  @Override
  public void close() throws IOException {
    arena.close();
    channel.close();
  }
}
