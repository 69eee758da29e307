package dev.sapor.model.io;

import java.io.IOException;

/** Writes a section of single values. */
public interface RecordWriter {

  void writeInt(int value) throws IOException;

  void writeLong(long value) throws IOException;

  void writeFloat(float value) throws IOException;

  /** Writes the 64 bits of a number, so that it is read back as it was. */
  void writeDouble(double value) throws IOException;

  /**
   * Writes a text as UTF-8.
   *
   * @throws IllegalArgumentException if it holds half of a surrogate pair
   */
  void writeString(String value) throws IOException;
}
