package dev.sapor.cli.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of text in aligned columns. A column whose header starts with {@code >} is aligned to the
 * right, as numbers are; the mark is not shown.
 */
public final class Table {

  private static final String RIGHT = ">";
  private static final String GAP = "  ";

  private final boolean[] right;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(List<String> headers) {
    right = new boolean[headers.size()];
    List<String> shown = new ArrayList<>();
    for (int column = 0; column < right.length; column++) {
      right[column] = headers.get(column).startsWith(RIGHT);
      shown.add(right[column] ? headers.get(column).substring(1) : headers.get(column));
    }
    rows.add(shown);
  }

  /** A table with these headers. */
  public static Table of(String... headers) {
    return new Table(Arrays.asList(headers));
  }

  /**
   * Adds a row; control characters in it are escaped.
   *
   * @throws IllegalArgumentException if the number of cells is not that of the columns
   */
  public Table row(String... cells) {
    if (cells.length != right.length) {
      throw new IllegalArgumentException(
          "expected %s cells (got %s)".formatted(right.length, cells.length));
    }
    rows.add(Arrays.stream(cells).map(PrintableText::escape).toList());
    return this;
  }

  /** The lines, the header first, each indented by two spaces, without trailing blanks. */
  public List<String> lines() {
    int[] widths = new int[right.length];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], width(row.get(column)));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      String blanks = " ".repeat(widths[column] - width(cell));
      line.append(GAP).append(right[column] ? blanks + cell : cell + blanks);
    }
    return line.toString().stripTrailing();
  }

  /** Columns of a terminal that a text takes: marks that combine take none, wide letters two. */
  static int width(String text) {
    return text.codePoints().map(Table::width).sum();
  }

  private static int width(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        (point >= 0x1100 && point <= 0x115F)
            || (point >= 0x2E80 && point <= 0xA4CF)
            || (point >= 0xAC00 && point <= 0xD7A3)
            || (point >= 0xF900 && point <= 0xFAFF)
            || (point >= 0xFE30 && point <= 0xFE6F)
            || (point >= 0xFF00 && point <= 0xFF60)
            || (point >= 0x1F300 && point <= 0x1FAFF)
            || (point >= 0x20000 && point <= 0x3FFFD);
    return wide ? 2 : 1;
  }
}
