package dev.sapor.model.io;

import dev.sapor.model.FactorModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
   * SHA-256 of a file, in hex: the name by which answers and evaluations say of which model they
   * are.
   *
   * @throws IOException if the file cannot be read
   */
  public static String digest(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
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
