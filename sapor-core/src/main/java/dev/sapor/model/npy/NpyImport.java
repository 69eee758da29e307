package dev.sapor.model.npy;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.Factors;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Reads a folder of factors, whoever made it. The two matrices and the two lists of ids must be
 * there; biases and the description may be missing. Arrays are little-endian floats of 32 or 64
 * bits in C order.
 */
public final class NpyImport {

  private static final long MAX_TEXT_BYTES = Integer.MAX_VALUE - 16L;
  private static final long MAX_JSON_BYTES = 16 << 20;

  private final Path folder;

  private NpyImport(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads the folder.
   *
   * @throws NpyException if a file is not what it should be, or they do not fit together
   * @throws IOException if a file is missing or cannot be read
   */
  public static NpyFactors read(Path folder) throws IOException {
    return new NpyImport(folder).read();
  }

  private NpyFactors read() throws IOException {
    FloatMatrix users = matrix(NpyFolder.USER_FACTORS);
    FloatMatrix items = matrix(NpyFolder.ITEM_FACTORS);
    if (users.columns() != items.columns()) {
      throw new NpyException(
          folder,
          "the users have %s factors and the items %s".formatted(users.columns(), items.columns()));
    }
    OptionalDouble mean = mean();
    Factors factors =
        new Factors(
            users,
            items,
            (float) mean.orElse(0),
            biases(NpyFolder.USER_BIASES, users.rows()),
            biases(NpyFolder.ITEM_BIASES, items.rows()));
    return new NpyFactors(
        ids(NpyFolder.USERS, users.rows()),
        ids(NpyFolder.ITEMS, items.rows()),
        factors,
        mean.isPresent());
  }

  private FloatMatrix matrix(String name) throws IOException {
    Path file = folder.resolve(name);
    try (NpyReader reader = new NpyReader(file)) {
      int rows = (int) reader.header().rows();
      int columns =
          reader
              .header()
              .columns()
              .orElseThrow(() -> new NpyException(file, "expected two dimensions (got 1)"));
      FloatMatrix matrix = FloatMatrix.zeros(rows, columns);
      float[] row = new float[columns];
      for (int i = 0; i < rows; i++) {
        for (int column = 0; column < columns; column++) {
          row[column] = reader.next();
        }
        matrix.setRow(i, row);
      }
      return matrix;
    }
  }

  private float[] biases(String name, int rows) throws IOException {
    Path file = folder.resolve(name);
    float[] biases = new float[rows];
    if (!Files.exists(file)) {
      return biases;
    }
    try (NpyReader reader = new NpyReader(file)) {
      if (reader.header().columns().isPresent() || reader.header().rows() != rows) {
        throw new NpyException(file, "expected one number for each of %s rows".formatted(rows));
      }
      for (int i = 0; i < rows; i++) {
        biases[i] = reader.next();
      }
    }
    return biases;
  }

  private OptionalDouble mean() throws IOException {
    Path file = folder.resolve(NpyFolder.MODEL);
    if (!Files.exists(file)) {
      return OptionalDouble.empty();
    }
    try {
      OptionalDouble mean =
          JsonNumbers.parse(text(file, MAX_JSON_BYTES)).number(NpyFolder.GLOBAL_MEAN);
      if (mean.isPresent() && !Float.isFinite((float) mean.getAsDouble())) {
        throw new NpyException(file, "the global mean is not finite");
      }
      return mean;
    } catch (IllegalArgumentException e) {
      throw new NpyException(file, String.valueOf(e.getMessage()));
    }
  }

  private List<String> ids(String name, int rows) throws IOException {
    Path file = folder.resolve(name);
    String text = text(file, MAX_TEXT_BYTES);
    List<String> ids = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      String id = text.substring(start, end);
      requireId(file, ids.size() + 1L, id);
      if (!seen.add(id)) {
        throw new NpyException(file, ids.size() + 1L, "the id '%s' occurs twice".formatted(id));
      }
      ids.add(id);
      start = end + 1;
    }
    if (ids.size() != rows) {
      throw new NpyException(
          file, "expected one id for each of %s rows (got %s)".formatted(rows, ids.size()));
    }
    return ids;
  }

  private static void requireId(Path file, long line, String id) throws NpyException {
    if (id.isEmpty()) {
      throw new NpyException(file, line, "the line is empty");
    }
    if (id.indexOf('\r') >= 0) {
      throw new NpyException(
          file, line, "a carriage return: lines must end with a line feed alone");
    }
  }

  private static String text(Path file, long maxBytes) throws IOException {
    if (Files.size(file) > maxBytes) {
      throw new NpyException(file, "larger than %s bytes".formatted(maxBytes));
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new NpyException(file, "not UTF-8");
    }
  }
}
