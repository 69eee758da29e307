package dev.sapor.source;

import java.util.Arrays;

/**
 * Finds the line of a row by its ordinal. Most rows stand on the line after the one before, so only
 * the rows that do not are kept.
 */
final class RowLocations {

  private long[] ordinals = new long[16];
  private long[] lines = new long[16];
  private String[] sources = new String[16];
  private int size;

  void add(long ordinal, String source, long line) {
    int last = size - 1;
    if (size > 0
        && sources[last].equals(source)
        && line - lines[last] == ordinal - ordinals[last]) {
      return;
    }
    if (size == ordinals.length) {
      ordinals = Arrays.copyOf(ordinals, 2 * size);
      lines = Arrays.copyOf(lines, 2 * size);
      sources = Arrays.copyOf(sources, 2 * size);
    }
    ordinals[size] = ordinal;
    lines[size] = line;
    sources[size++] = source;
  }

  String source(long ordinal) {
    return sources[run(ordinal)];
  }

  long line(long ordinal) {
    int run = run(ordinal);
    return lines[run] + ordinal - ordinals[run];
  }

  private int run(long ordinal) {
    int at = Arrays.binarySearch(ordinals, 0, size, ordinal);
    return at >= 0 ? at : -at - 2;
  }
}
