package dev.sapor.benchmarks.synthetic;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes ratings as CSV with a header line; ids are numbers from 1. */
final class RatingText implements Closeable {

  static final String HEADER = "user,item,rating\n";

  // Two numbers of ten digits, one digit, two commas and the end of the line.
  private static final int LONGEST_ROW = 24;

  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 16];
  private int length;

  RatingText(OutputStream out) {
    this.out = out;
    byte[] header = HEADER.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(header, 0, buffer, 0, header.length);
    length = header.length;
  }

  /**
   * @throws UncheckedIOException if the stream does not take it
   */
  void row(int user, int item, int stars) {
    if (length + LONGEST_ROW > buffer.length) {
      try {
        flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    number(user + 1);
    buffer[length++] = ',';
    number(item + 1);
    buffer[length++] = ',';
    number(stars);
    buffer[length++] = '\n';
  }

  private void number(int value) {
    int digits = 1;
    for (int rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    int rest = value;
    for (int at = length + digits - 1; at >= length; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  private void flush() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
  }

  @Override
  public void close() throws IOException {
    try (out) {
      flush();
    }
  }
}
