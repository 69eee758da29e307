package dev.sapor.source;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/**
 * Runs a query over files in a DuckDB that lives as long as the query. Its rows come in chunks of
 * columns, in the order of the query, without the whole result in memory.
 */
final class DuckDbRows {

  /** The order of the columns in the result. */
  private static final List<ColumnRole> ROLES =
      List.of(
          ColumnRole.USER,
          ColumnRole.ITEM,
          ColumnRole.RATING,
          ColumnRole.TIMESTAMP,
          ColumnRole.EVENT);

  // A chunked result (of DuckDB JDBC 2.0.0) that fails on the way just ends, as if there were no
  // more rows. So one row of ours comes last: when it is there, everything is.
  private static final String LAST_ROW = "SELECT NULL, NULL, NULL, NULL, NULL, 1";
  private static final int LAST_ROW_MARK = 5;

  private final SqlSource source;
  private final ReadOptions options;
  private final RowParts parts;
  private final ReadTally tally;
  private final RowSink sink;

  private DuckDbRows(
      SqlSource source, ReadOptions options, RowParts parts, ReadTally tally, RowSink sink) {
    this.source = source;
    this.options = options;
    this.parts = parts;
    this.tally = tally;
    this.sink = sink;
  }

  static void read(
      SqlSource source, ReadOptions options, RowParts parts, ReadTally tally, RowSink sink) {
    DuckDbRows rows = new DuckDbRows(source, options, parts, tally, sink);
    try {
      Path spill = Files.createTempDirectory("sapor-query");
      try {
        rows.run(spill);
      } finally {
        // DuckDB removes what it has put there; the folder itself may be gone too.
        Files.deleteIfExists(spill);
      }
    } catch (IOException e) {
      throw InputAccessException.of(source.name(), e);
    } catch (SQLException e) {
      throw SqlFailures.ofQuery(source.name(), e);
    }
  }

  private void run(Path spill) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings(spill))) {
      // On a line of its own, so that a comment at the end of the query does not swallow the rest.
      String query = "(" + source.query().strip().replaceFirst("(;\\s*)+$", "") + "\n)";
      List<String> names = new ArrayList<>();
      List<String> types = new ArrayList<>();
      describe(connection, "SELECT * FROM " + query, names, types);
      ColumnLayout layout = ColumnLayout.byHeader(names, options, source.name());
      CellRows rows = new CellRows(source.name(), layout, options, parts, tally, sink);
      String selection = selection(layout, types, rows);
      String columns =
          IntStream.range(0, names.size()).mapToObj(i -> "c" + i).collect(joining(", "));
      String all = "SELECT " + selection + ", 0 FROM " + query + " q(" + columns + ")";
      if (!readAll(connection, all + " UNION ALL " + LAST_ROW, rows)) {
        throw new SQLException(reason(connection, all));
      }
      tally.endOfFile(0);
    }
  }

  private static void describe(
      Connection connection, String query, List<String> names, List<String> types)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      ResultSetMetaData columns = statement.getMetaData();
      for (int column = 1; column <= columns.getColumnCount(); column++) {
        names.add(columns.getColumnName(column));
        types.add(columns.getColumnTypeName(column));
      }
    }
  }

  /** User, item, rating, timestamp and event, so that other columns are not even read. */
  private String selection(ColumnLayout layout, List<String> types, CellRows rows) {
    List<String> expressions = new ArrayList<>();
    for (ColumnRole role : ROLES) {
      int column = layout.index(role);
      expressions.add(
          column != ColumnLayout.ABSENT && rows.needs(role)
              ? DuckDbColumn.of(role, types.get(column)).expression("c" + column, source.name())
              : "CAST(NULL AS BIGINT)");
    }
    return String.join(", ", expressions);
  }

  private static Properties settings(Path spill) {
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("preserve_insertion_order", "true");
    settings.setProperty("jdbc_stream_results", "true");
    settings.setProperty("temp_directory", spill.toString());
    settings.setProperty("threads", "2");
    return settings;
  }

  /** Passes on all rows; false if the result broke off. */
  private static boolean readAll(Connection connection, String query, CellRows rows)
      throws SQLException {
    boolean complete = false;
    try (DuckDBPreparedStatement statement =
            connection.prepareStatement(query).unwrap(DuckDBPreparedStatement.class);
        DuckDBChunkedResult result = statement.query()) {
      while (result.nextChunk()) {
        DuckDBDataChunkReader chunk = result.chunk();
        Cells user = new Cells(chunk.vector(0));
        Cells item = new Cells(chunk.vector(1));
        Cells rating = new Cells(chunk.vector(2));
        Cells time = new Cells(chunk.vector(3));
        Cells event = new Cells(chunk.vector(4));
        DuckDBReadableVector mark = chunk.vector(LAST_ROW_MARK);
        for (long row = 0; row < chunk.rowCount(); row++) {
          if (mark.getInt(row) == 0) {
            rows.row(user.get(row), item.get(row), rating.get(row), time.get(row), event.get(row));
          } else {
            complete = true;
          }
        }
      }
    }
    return complete;
  }

  /** Why a result broke off: the slower way through it says so. */
  private static String reason(Connection connection, String query) {
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        // Only the exception is of interest.
      }
      return "the result broke off";
    } catch (SQLException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** A column of a chunk, as objects. */
  private record Cells(DuckDBReadableVector vector, DuckDBColumnType type) {

    Cells(DuckDBReadableVector vector) {
      this(vector, vector.getType());
    }

    @Nullable Object get(long row) {
      if (vector.isNull(row)) {
        return null;
      }
      return switch (type) {
        case BIGINT -> vector.getLong(row);
        case DOUBLE -> vector.getDouble(row);
        default -> vector.getString(row);
      };
    }
  }
}
