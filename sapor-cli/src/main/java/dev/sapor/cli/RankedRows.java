package dev.sapor.cli;

import dev.sapor.model.io.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Where rows of ranked items go, one by one. */
interface RankedRows {

  /**
   * Takes a row; the rank counts from 1.
   *
   * @param popular whether the list is that of the most popular items, for nothing is known of the
   *     user
   */
  void row(String userId, int rank, String itemId, float score, boolean popular);

  /** Gives all rows. */
  @FunctionalInterface
  interface Body {
    void giveTo(RankedRows sink) throws IOException;
  }

  /**
   * Writes a CSV file with a header: whole, or not at all.
   *
   * @param labelled whether a column {@code fallback} says which lists are of popular items
   * @return number of rows
   */
  static long writeCsv(Path file, boolean labelled, Body body) throws IOException {
    long[] rows = {0};
    AtomicFile.write(
        file,
        channel -> {
          Writer out = Channels.newWriter(channel, StandardCharsets.UTF_8.newEncoder(), 1 << 16);
          CsvWriter csv = new CsvWriter(out);
          csv.row(cells(labelled, "fallback", "user", "rank", "item", "score"));
          body.giveTo((user, rank, item, score, popular) -> {
            String place = Integer.toString(rank);
            csv.row(cells(labelled, label(popular), user, place, item, Float.toString(score)));
            rows[0]++;
          });
          csv.flush();
        });
    return rows[0];
  }

  /**
   * Writes a Parquet file: whole, or not at all. Rows are collected in a table of a temporary
   * database beside the file and copied from there, in little memory.
   *
   * @param labelled whether a column {@code fallback} says which lists are of popular items
   * @return number of rows
   */
  static long writeParquet(Path file, boolean labelled, Body body) throws IOException {
    long[] rows = {0};
    AtomicFile.writeBy(
        file,
        temporary -> {
          Path folder =
              Files.createTempDirectory(temporary.toAbsolutePath().getParent(), ".sapor-rows-");
          try {
            rows[0] = copyToParquet(folder, temporary, labelled, body);
          } catch (SQLException e) {
            throw new IOException("the Parquet file cannot be written: " + e.getMessage(), e);
          } finally {
            delete(folder);
          }
        });
    return rows[0];
  }

  private static long copyToParquet(Path folder, Path target, boolean labelled, Body body)
      throws SQLException, IOException {
    try (DuckDBConnection connection =
            (DuckDBConnection)
                DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("rows.duckdb"));
        Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '512MB'");
      statement.execute("SET threads = 1");
      statement.execute(
          "CREATE TABLE lists (\"user\" VARCHAR, rank INTEGER, item VARCHAR, score FLOAT"
              + (labelled ? ", fallback VARCHAR)" : ")"));
      try (DuckDBAppender appender = connection.createAppender("lists")) {
        body.giveTo((user, rank, item, score, popular) ->
            append(appender, user, rank, item, score, labelled ? label(popular) : null));
      }
      String name = target.toString().replace("'", "''");
      return statement.executeUpdate("COPY lists TO '" + name + "' (FORMAT parquet)");
    }
  }

  private static void append(
      DuckDBAppender appender,
      String user,
      int rank,
      String item,
      float score,
      @Nullable String label) {
    try {
      appender.beginRow().append(user).append(rank).append(item).append(score);
      if (label != null) {
        appender.append(label);
      }
      appender.endRow();
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    }
  }

  private static String label(boolean popular) {
    return popular ? Labels.of(Fallback.POPULAR) : "";
  }

  private static String[] cells(boolean labelled, String label, String... cells) {
    return labelled
        ? Stream.concat(Stream.of(cells), Stream.of(label)).toArray(String[]::new)
        : cells;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
