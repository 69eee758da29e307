package dev.sapor.model.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Changes files and mends their checksums, so that what is behind the checksums is reached. Written
 * from the description of the format, not with the classes that read and write it.
 */
final class HostileFiles {

  static final int HEADER = 64;
  static final int ENTRY = 32;

  /** A view for changing numbers in place. */
  static ByteBuffer view(byte[] file) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Where the table entry of a section is. */
  static int entry(byte[] file, String id) {
    for (int at = HEADER; at < HEADER + ENTRY * view(file).getInt(16); at += ENTRY) {
      if (new String(file, at, 4, java.nio.charset.StandardCharsets.US_ASCII).equals(id)) {
        return at;
      }
    }
    throw new AssertionError("no section " + id);
  }

  /** Where the payload of a section starts. */
  static int payload(byte[] file, String id) {
    return (int) view(file).getLong(entry(file, id) + 8);
  }

  /** Makes every checksum match what is there, as far as the table can be followed. */
  static byte[] mend(byte[] file) {
    if (file.length < HEADER) {
      return file;
    }
    ByteBuffer bytes = view(file);
    long sections = Math.clamp(bytes.getInt(16), 0, 4096);
    long tableEnd = align(HEADER + ENTRY * sections);
    for (int i = 0; i < sections && HEADER + ENTRY * (i + 1L) <= file.length; i++) {
      int entry = HEADER + ENTRY * i;
      long offset = bytes.getLong(entry + 8);
      long length = bytes.getLong(entry + 16);
      if (offset >= 0 && length >= 0 && length <= file.length - offset) {
        long padded = Math.min(align(length), file.length - offset);
        bytes.putInt(entry + 28, crc(file, offset, padded));
      }
    }
    if (tableEnd <= file.length) {
      bytes.putInt(32, crc(file, HEADER, tableEnd - HEADER));
    }
    bytes.putInt(60, crc(file, 0, 60));
    return file;
  }

  /** Makes the length in the header that of the file, too. */
  static byte[] mendLength(byte[] file) {
    if (file.length >= HEADER) {
      view(file).putLong(24, file.length);
    }
    return mend(file);
  }

  private static long align(long offset) {
    return (offset + 63) / 64 * 64;
  }

  private static int crc(byte[] file, long offset, long length) {
    CRC32C crc = new CRC32C();
    crc.update(file, (int) offset, (int) length);
    return (int) crc.getValue();
  }

  private HostileFiles() {}
}
