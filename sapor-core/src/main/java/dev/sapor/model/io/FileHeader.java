package dev.sapor.model.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of a file: magic, version, kind, number of sections, length of the whole file
 * and the checksum of the section table. The last four bytes are the CRC-32C of the 60 before, and
 * so cover the table's checksum and through it those of all sections.
 *
 * <p>Whatever a later version changes, the magic, the version and the checksum stay where they are:
 * so a file of a later version is told from a corrupt one.
 */
record FileHeader(int major, int minor, int kind, int sections, long length, int tableChecksum) {

  static final int MAJOR = 1;
  static final int MINOR = 0;
  static final int BYTES = 64;
  static final int MAX_SECTIONS = 4096;

  /** 0x89 "SAPOR" CR LF: seven-bit transport and line-end conversion both damage it. */
  static final long MAGIC = 0x0A0D_524F_5041_5389L;

  /** Everything in a file starts at a multiple of this. */
  private static final int ALIGNMENT = 64;

  /** The next multiple of 64. */
  static long align(long offset) {
    return Math.addExact(offset, ALIGNMENT - 1) & -ALIGNMENT;
  }

  ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(MAGIC).putShort((short) major).putShort((short) minor);
    bytes.putInt(kind).putInt(sections).putInt(0).putLong(length).putInt(tableChecksum);
    return bytes.putInt(BYTES - 4, checksum(bytes)).rewind();
  }

  private static int checksum(ByteBuffer header) {
    CRC32C crc = new CRC32C();
    crc.update(header.duplicate().position(0).limit(BYTES - 4));
    return (int) crc.getValue();
  }

  /** Reads and checks the header of a file. */
  static FileHeader read(SeekableByteChannel channel, Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    ChannelTransfers.readUpTo(channel, 0, bytes);
    requireMagic(bytes.flip(), file);
    if (bytes.limit() < BYTES) {
      throw corrupt(file, bytes.limit(), "the file ends within its header");
    }
    if (bytes.getInt(BYTES - 4) != checksum(bytes)) {
      throw corrupt(file, BYTES - 4, "the checksum does not match");
    }
    requireVersion(bytes, file);
    FileHeader header =
        new FileHeader(
            Short.toUnsignedInt(bytes.getShort(8)),
            Short.toUnsignedInt(bytes.getShort(10)),
            bytes.getInt(12),
            bytes.getInt(16),
            bytes.getLong(24),
            bytes.getInt(32));
    header.validate(bytes, channel.size(), file);
    return header;
  }

  private static void requireMagic(ByteBuffer bytes, Path file) throws ModelFileException {
    for (int i = 0; i < Long.BYTES && i < bytes.limit(); i++) {
      if (bytes.get(i) != (byte) (MAGIC >>> (8 * i))) {
        throw ModelFileException.wrongKind(file, "not a file written by Sapor");
      }
    }
  }

  private static void requireVersion(ByteBuffer bytes, Path file) throws ModelFileException {
    int major = Short.toUnsignedInt(bytes.getShort(8));
    if (major > MAJOR) {
      throw ModelFileException.unsupported(
          file,
          "format version %s is newer than version %s, the last that this Sapor reads"
              .formatted(major, MAJOR));
    }
    if (major < MAJOR) {
      throw corrupt(file, 8, "there is no format version " + major);
    }
  }

  private void validate(ByteBuffer bytes, long size, Path file) throws ModelFileException {
    if (length != size) {
      throw corrupt(file, 24, "the file should have %s bytes but has %s".formatted(length, size));
    }
    if (sections < 1 || sections > MAX_SECTIONS) {
      throw corrupt(file, 16, "the number of sections is " + Integer.toUnsignedString(sections));
    }
    for (int i = 20; i < BYTES - 4; i++) {
      boolean reserved = i < 24 || i >= 36;
      if (reserved && bytes.get(i) != 0) {
        throw corrupt(file, i, "a reserved byte is not zero");
      }
    }
  }

  private static ModelFileException corrupt(Path file, long offset, String what) {
    return ModelFileException.corrupt(file, "header", offset, what);
  }
}
