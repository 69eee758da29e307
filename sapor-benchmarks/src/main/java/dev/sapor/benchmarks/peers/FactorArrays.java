package dev.sapor.benchmarks.peers;

import dev.sapor.data.IdMap;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.Factors;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Factors as NumPy arrays whose row k belongs to the id k, as libraries have them that know only
 * numbers: {@code p.npy} and {@code q.npy}. Ids that were not trained on are rows of NaN. Mean and
 * biases become two more columns, p = (u, mean + bias of the user, 1) and q = (v, 1, bias of the
 * item), so that every score is one dot product.
 */
final class FactorArrays {

  private static final Pattern SHAPE = Pattern.compile("'shape': \\((\\d+), (\\d+)\\)");
  private static final int PREAMBLE = 10;
  private static final int ALIGNMENT = 64;

  /**
   * @throws IllegalArgumentException if an id is not a number from 0
   */
  static void write(Path folder, Factors factors, IdMap users, IdMap items) throws IOException {
    Files.createDirectories(folder);
    boolean plain = factors.mean() == 0 && areZero(factors.userBiases());
    write(
        folder.resolve("p.npy"),
        users,
        factors.users(),
        user ->
            plain ? new float[0] : new float[] {factors.mean() + factors.userBiases()[user], 1});
    write(
        folder.resolve("q.npy"),
        items,
        factors.items(),
        item -> plain ? new float[0] : new float[] {1, factors.itemBiases()[item]});
  }

  /** What stands after the factors of a row. */
  @FunctionalInterface
  private interface Tail {
    float[] of(int row);
  }

  private static void write(Path file, IdMap ids, FloatMatrix matrix, Tail tail)
      throws IOException {
    int[] rowOf = rowsById(ids);
    int columns = matrix.columns() + (ids.size() == 0 ? 0 : tail.of(0).length);
    ByteBuffer buffer = ByteBuffer.allocate(columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[matrix.columns()];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      out.write(header(rowOf.length, columns));
      for (int row : rowOf) {
        buffer.clear();
        if (row < 0) {
          for (int f = 0; f < columns; f++) {
            buffer.putFloat(Float.NaN);
          }
        } else {
          matrix.copyRow(row, values);
          buffer.asFloatBuffer().put(values).put(tail.of(row));
        }
        out.write(buffer.array());
      }
    }
  }

  /** For each number the row of that id, or -1. */
  private static int[] rowsById(IdMap ids) {
    int[] numbers = new int[ids.size()];
    for (int row = 0; row < numbers.length; row++) {
      String id = ids.id(row);
      if (!id.matches("0|[1-9][0-9]{0,8}")) {
        throw new IllegalArgumentException("ids must be numbers (got '" + id + "')");
      }
      numbers[row] = Integer.parseInt(id);
    }
    int[] rowOf = new int[Arrays.stream(numbers).max().orElse(-1) + 1];
    Arrays.fill(rowOf, -1);
    for (int row = 0; row < numbers.length; row++) {
      rowOf[numbers[row]] = row;
    }
    return rowOf;
  }

  /** Version 1.0 of the format: magic, version, length, and a dictionary padded to 64 bytes. */
  private static byte[] header(int rows, int columns) {
    String dictionary =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }";
    int length = Math.ceilDiv(PREAMBLE + dictionary.length() + 1, ALIGNMENT) * ALIGNMENT;
    byte[] text = dictionary.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.fill(header.array(), (byte) ' ');
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    header.put((byte) 1).put((byte) 0).putShort((short) (length - PREAMBLE)).put(text);
    header.put(length - 1, (byte) '\n');
    return header.array();
  }

  /**
   * Reads the first rows of a matrix as it is written here or by NumPy; rows of NaN become zeros.
   *
   * @throws IllegalArgumentException if the file is not a matrix of 32-bit floats by rows
   */
  static FloatMatrix read(Path file, int most) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int data = PREAMBLE + bytes.getShort(PREAMBLE - Short.BYTES);
    String header = new String(bytes.array(), PREAMBLE, data - PREAMBLE, StandardCharsets.US_ASCII);
    Matcher shape = SHAPE.matcher(header);
    if (!header.contains("'<f4'") || !header.contains("False") || !shape.find()) {
      throw new IllegalArgumentException(file + " is not a matrix of float32 by rows: " + header);
    }
    FloatMatrix matrix =
        FloatMatrix.zeros(
            Math.min(most, Integer.parseInt(shape.group(1))), Integer.parseInt(shape.group(2)));
    float[] row = new float[matrix.columns()];
    FloatBuffer floats = bytes.position(data).asFloatBuffer();
    for (int i = 0; i < matrix.rows(); i++) {
      floats.get(row);
      if (row.length > 0 && !Float.isNaN(row[0])) {
        matrix.setRow(i, row);
      }
    }
    return matrix;
  }

  private static boolean areZero(float[] values) {
    for (float value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private FactorArrays() {}
}
