package dev.sapor.model.npy;

import dev.sapor.data.IdMap;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.io.AtomicFile;
import dev.sapor.model.io.AtomicFileSet;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Writes the factors of a model, its ids and its description as a folder. */
public final class NpyExport {

  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * Writes a model into a folder, which is made unless it exists; other files in it stay. All files
   * are written and checked before the first of them gets its name, {@code model.json} last.
   *
   * @throws NpyException if an id holds a line break: a list of one id a line cannot tell of it
   * @throws IOException if a file cannot be written
   */
  public static void write(FactorModel model, Path folder) throws IOException {
    requireLines(model.users(), folder.resolve(NpyFolder.USERS));
    requireLines(model.items(), folder.resolve(NpyFolder.ITEMS));
    Factors factors = model.factors();
    SequencedMap<String, AtomicFile.Body> files = new LinkedHashMap<>();
    files.put(NpyFolder.USER_FACTORS, channel -> write(channel, factors.users()));
    files.put(NpyFolder.ITEM_FACTORS, channel -> write(channel, factors.items()));
    files.put(NpyFolder.USER_BIASES, channel -> write(channel, factors.userBiases()));
    files.put(NpyFolder.ITEM_BIASES, channel -> write(channel, factors.itemBiases()));
    files.put(NpyFolder.USERS, channel -> write(channel, model.users()));
    files.put(NpyFolder.ITEMS, channel -> write(channel, model.items()));
    byte[] description = ModelJson.of(model).getBytes(StandardCharsets.UTF_8);
    files.put(NpyFolder.MODEL, channel -> channel.write(ByteBuffer.wrap(description)));
    AtomicFileSet.write(folder, files);
  }

  private static void requireLines(IdMap ids, Path file) throws NpyException {
    for (int row = 0; row < ids.size(); row++) {
      String id = ids.id(row);
      if (id.indexOf('\n') >= 0 || id.indexOf('\r') >= 0) {
        String shown = id.replace("\n", "\\n").replace("\r", "\\r");
        throw new NpyException(file, row + 1L, "the id '%s' holds a line break".formatted(shown));
      }
    }
  }

  private static void write(WritableByteChannel channel, FloatMatrix matrix) throws IOException {
    channel.write(ByteBuffer.wrap(NpyHeader.matrix(matrix.rows(), matrix.columns()).encode()));
    float[] row = new float[matrix.columns()];
    int rowBytes = Math.multiplyExact(row.length, Float.BYTES);
    ByteBuffer buffer = buffer(Math.max(BUFFER_BYTES, rowBytes));
    for (int i = 0; i < matrix.rows(); i++) {
      if (buffer.remaining() < rowBytes) {
        channel.write(buffer.flip());
        buffer.clear();
      }
      matrix.copyRow(i, row);
      buffer.asFloatBuffer().put(row);
      buffer.position(buffer.position() + rowBytes);
    }
    channel.write(buffer.flip());
  }

  private static void write(WritableByteChannel channel, float[] values) throws IOException {
    channel.write(ByteBuffer.wrap(NpyHeader.vector(values.length).encode()));
    ByteBuffer buffer = buffer(BUFFER_BYTES);
    for (float value : values) {
      if (!buffer.hasRemaining()) {
        channel.write(buffer.flip());
        buffer.clear();
      }
      buffer.putFloat(value);
    }
    channel.write(buffer.flip());
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void write(WritableByteChannel channel, IdMap ids) throws IOException {
    var encoder = StandardCharsets.UTF_8.newEncoder();
    var out =
        new BufferedWriter(new OutputStreamWriter(Channels.newOutputStream(channel), encoder));
    for (int row = 0; row < ids.size(); row++) {
      out.append(ids.id(row)).append('\n');
    }
    out.flush();
  }

  private NpyExport() {}
}
