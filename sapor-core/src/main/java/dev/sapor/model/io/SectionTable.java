package dev.sapor.model.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The table behind the header: 32 bytes for each section, padded with zeros to a multiple of 64.
 * Offsets are stored although the lengths determine them: a reader computes them and asks for
 * equality, and so neither overlaps nor holes can be.
 */
final class SectionTable {

  private static final int ENTRY_BYTES = 32;
  private static final int REQUIRED = 1;

  /** Where the payload of the first of so many sections starts. */
  static long end(int sections) {
    return FileHeader.align(FileHeader.BYTES + (long) ENTRY_BYTES * sections);
  }

  static ByteBuffer encode(List<SectionInfo> sections) {
    int bytes = (int) end(sections.size()) - FileHeader.BYTES;
    ByteBuffer table = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (SectionInfo section : sections) {
      table.put(section.id().getBytes(StandardCharsets.US_ASCII)).putInt(section.index());
      table.putLong(section.offset()).putLong(section.length());
      table.putInt(section.required() ? REQUIRED : 0).putInt(section.checksum());
    }
    return table.rewind();
  }

  static int checksum(ByteBuffer table) {
    CRC32C crc = new CRC32C();
    crc.update(table.duplicate());
    return (int) crc.getValue();
  }

  /** Reads and checks the table that a header announces. */
  static List<SectionInfo> read(SeekableByteChannel channel, FileHeader header, Path file)
      throws IOException {
    long end = end(header.sections());
    if (end > header.length()) {
      throw corrupt(file, header.length(), "the file ends within it");
    }
    ByteBuffer table = ByteBuffer.allocate((int) end - FileHeader.BYTES);
    ChannelTransfers.readUpTo(channel, FileHeader.BYTES, table.order(ByteOrder.LITTLE_ENDIAN));
    if (table.hasRemaining()) {
      throw corrupt(file, at(table), "the file ends within it");
    }
    if (checksum(table.flip()) != header.tableChecksum()) {
      throw corrupt(file, FileHeader.BYTES, "the checksum does not match");
    }
    return decode(table, header, file);
  }

  private static List<SectionInfo> decode(ByteBuffer table, FileHeader header, Path file)
      throws IOException {
    List<SectionInfo> sections = new ArrayList<>();
    Set<String> names = new HashSet<>();
    long offset = end(header.sections());
    for (int i = 0; i < header.sections(); i++) {
      SectionInfo section = entry(table, offset, header.length(), file);
      if (!names.add(section.id() + section.index())) {
        throw corrupt(file, FileHeader.BYTES, "section " + section.name() + " occurs twice");
      }
      sections.add(section);
      offset += section.paddedLength();
    }
    while (table.hasRemaining()) {
      if (table.get() != 0) {
        throw corrupt(file, at(table) - 1, "a byte of the padding is not zero");
      }
    }
    if (offset != header.length()) {
      throw corrupt(
          file, 24, "the sections end at %s, not at the end of the file".formatted(offset));
    }
    return sections;
  }

  private static SectionInfo entry(ByteBuffer table, long offset, long fileLength, Path file)
      throws ModelFileException {
    long at = at(table);
    byte[] id = new byte[4];
    table.get(id);
    String name = new String(id, StandardCharsets.ISO_8859_1);
    int index = table.getInt();
    long stored = table.getLong();
    long length = table.getLong();
    int flags = table.getInt();
    if (!SectionInfo.isId(name) || index < 0) {
      throw corrupt(file, at, "the section has no valid id");
    }
    if (stored != offset) {
      throw corrupt(
          file, at + 8, "section %s should start at %s, not %s".formatted(name, offset, stored));
    }
    if (length < 0 || length > fileLength - offset) {
      throw corrupt(file, at + 16, "section %s does not fit into the file".formatted(name));
    }
    if ((flags & ~REQUIRED) != 0) {
      throw corrupt(file, at + 24, "section %s has unknown flags".formatted(name));
    }
    return new SectionInfo(name, index, offset, length, flags == REQUIRED, table.getInt());
  }

  private static long at(ByteBuffer table) {
    return (long) FileHeader.BYTES + table.position();
  }

  private static ModelFileException corrupt(Path file, long offset, String what) {
    return ModelFileException.corrupt(file, "section table", offset, what);
  }

  private SectionTable() {}
}
