package dev.sapor.source;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A query over files, run by DuckDB within this process: {@code SELECT ... FROM 'ratings.parquet'},
 * {@code read_csv('*.csv')}, {@code read_json('events.jsonl')}. Nothing is fetched from a network
 * and no extension is installed.
 *
 * @param name for messages
 * @param query one statement that returns rows
 */
public record SqlSource(String name, String query) implements Source {

  public SqlSource {
    if (query.isBlank()) {
      throw new IllegalArgumentException("the query must not be empty");
    }
  }

  /** A query. */
  public static SqlSource of(String query) {
    return new SqlSource("query", query);
  }

  static SqlSource parquet(List<Path> files) {
    return new SqlSource(name(files), "SELECT * FROM read_parquet(" + list(files) + ")");
  }

  static SqlSource jsonLines(List<Path> files) {
    return new SqlSource(
        name(files), "SELECT * FROM read_json(" + list(files) + ", format = 'newline_delimited')");
  }

  private static String name(List<Path> files) {
    String first = files.getFirst().toString();
    return files.size() == 1 ? first : first + " and " + (files.size() - 1) + " more";
  }

  private static String list(List<Path> files) {
    return files.stream()
        .map(file -> "'" + file.toString().replace("'", "''") + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
