package dev.sapor.data;

import dev.sapor.linalg.CsrMatrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over the ids of both sides and the entries in user-major order. */
final class DataDigest {

  private final MessageDigest digest;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  private DataDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String of(Interactions data) {
    DataDigest digest = new DataDigest();
    digest.put(data.users());
    digest.put(data.items());
    digest.put(data.byUser());
    digest.flush();
    return HexFormat.of().formatHex(digest.digest.digest());
  }

  private void put(IdMap ids) {
    putInt(ids.size());
    for (int index = 0; index < ids.size(); index++) {
      byte[] bytes = ids.id(index).getBytes(StandardCharsets.UTF_8);
      putInt(bytes.length);
      flush();
      digest.update(bytes);
    }
  }

  private void put(CsrMatrix matrix) {
    for (int row = 0; row < matrix.rows(); row++) {
      putInt(matrix.count(row));
      for (long at = matrix.start(row); at < matrix.end(row); at++) {
        putInt(matrix.column(at));
        putInt(Float.floatToIntBits(matrix.value(at)));
      }
    }
  }

  private void putInt(int value) {
    if (buffer.remaining() < Integer.BYTES) {
      flush();
    }
    buffer.putInt(value);
  }

  private void flush() {
    digest.update(buffer.flip());
    buffer.clear();
  }
}
