package dev.sapor.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * Writes rows of comma-separated text (RFC 4180, lines end with a line feed). A field with a comma,
 * a quote, a line end or blanks at its ends is quoted, so that every id is read back as it was.
 */
final class CsvWriter {

  private final Writer out;

  CsvWriter(Writer out) {
    this.out = out;
  }

  void row(String... fields) {
    try {
      for (int i = 0; i < fields.length; i++) {
        if (i > 0) {
          out.write(',');
        }
        out.write(quoted(fields[i]));
      }
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("the rows cannot be written", e);
    }
  }

  void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the rows cannot be written", e);
    }
  }

  static String quoted(String field) {
    boolean plain =
        field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
            && field.strip().equals(field)
            && !field.isEmpty();
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
