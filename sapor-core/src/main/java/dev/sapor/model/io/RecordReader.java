package dev.sapor.model.io;

import java.io.IOException;

/**
 * Reads a section of single values in the order in which they were written. Every method throws
 * {@link ModelFileException} where the section ends too early or holds what it must not.
 */
public interface RecordReader {

  int readInt() throws IOException;

  long readLong() throws IOException;

  float readFloat() throws IOException;

  double readDouble() throws IOException;

  String readString() throws IOException;

  /**
   * Reads the number of parts that follow, each of at least so many bytes, and makes sure that the
   * section can hold them: what it returns may be allocated.
   */
  int readCount(int bytesEach) throws IOException;

  /** The exception for a value that the reader cannot accept. */
  ModelFileException corrupt(String what) throws IOException;
}
