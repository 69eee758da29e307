package dev.sapor.cli.report;

import java.util.List;

/**
 * A table: the first cell of each row is its heading.
 *
 * @param caption what the table shows
 * @param headers one for each column; a column whose header starts with {@code >} holds numbers and
 *     is aligned to the right, the mark is not shown
 * @param rows cells, as many as headers
 */
public record DataTable(String caption, List<String> headers, List<List<String>> rows) {

  private static final String RIGHT = ">";

  /**
   * @throws IllegalArgumentException if a row has not as many cells as there are headers
   */
  public DataTable {
    headers = List.copyOf(headers);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != headers.size()) {
        throw new IllegalArgumentException(
            "expected " + headers.size() + " cells (got " + row.size() + ": " + row + ")");
      }
    }
  }

  boolean isNumeric(int column) {
    return headers.get(column).startsWith(RIGHT);
  }

  String header(int column) {
    String header = headers.get(column);
    return isNumeric(column) ? header.substring(RIGHT.length()) : header;
  }
}
