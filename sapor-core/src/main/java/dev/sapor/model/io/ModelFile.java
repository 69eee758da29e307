package dev.sapor.model.io;

import dev.sapor.model.FactorModel;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Factor models in files. The format is described byte by byte in {@code docs/formats.md}: a
 * header, a table of sections and the sections, every byte under a checksum. Two equal models give
 * the same bytes.
 */
public final class ModelFile {

  /**
   * Writes a model so that at every moment either the old or the new file is there, whole: see
   * {@link AtomicFile}.
   *
   * @throws IOException if it cannot be written; an old file is then untouched
   * @throws IllegalArgumentException if the model holds a number that is not finite, or a text that
   *     cannot be UTF-8
   */
  public static void write(FactorModel model, Path file) throws IOException {
    ModelEncoder.sections(model).save(file);
  }

  /**
   * Reads a model into memory and checks all of it. The file may be replaced or deleted afterwards.
   *
   * @throws ModelFileException if it is not a whole model of a version that is known here
   * @throws IOException if it cannot be read
   */
  public static FactorModel open(Path file) throws IOException {
    try (SectionReader reader = SectionReader.open(file, ModelSections.KIND)) {
      return ModelDecoder.decode(reader);
    }
  }

  static FactorModel read(SeekableByteChannel channel, Path file) throws IOException {
    try (SectionReader reader = SectionReader.read(channel, file, ModelSections.KIND)) {
      return ModelDecoder.decode(reader);
    }
  }

  /**
   * What a model is, without its factors. Only the parts that say so are read and checked.
   *
   * @throws ModelFileException if these parts are not sound
   * @throws IOException if the file cannot be read
   */
  public static ModelSummary inspect(Path file) throws IOException {
    try (SectionReader reader = SectionReader.open(file, ModelSections.KIND)) {
      return ModelSummary.read(reader);
    }
  }

  /**
   * Checks everything that {@link #open} checks, section by section and going on after a fault, in
   * little memory: one buffer and eight bytes for each id.
   *
   * @return what was found; faults are in the report and not thrown
   * @throws IOException if the file cannot be read
   */
  public static ModelFileReport verify(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return ModelCheck.check(channel, file);
    }
  }

  private ModelFile() {}
}
