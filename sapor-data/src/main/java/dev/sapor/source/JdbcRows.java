package dev.sapor.source;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Runs a query in a database over a read-only connection. The rows come in batches: PostgreSQL does
 * so only outside of auto-commit, and SQLite always.
 */
final class JdbcRows {

  private static final String SQLITE = "jdbc:sqlite:";
  private static final int FETCH_ROWS = 10_000;

  static void read(
      JdbcSource source, ReadOptions options, RowParts parts, ReadTally tally, RowSink sink) {
    try (Connection connection = connect(source)) {
      try (PreparedStatement statement = prepare(connection, source);
          ResultSet result = statement.executeQuery()) {
        readRows(source, options, parts, tally, sink, result);
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw SqlFailures.ofQuery(source.name(), e);
    }
  }

  private static Connection connect(JdbcSource source) {
    Properties properties = new Properties();
    source.user().ifPresent(user -> properties.setProperty("user", user));
    source.password().ifPresent(password -> properties.setProperty("password", password));
    if (source.url().startsWith(SQLITE)) {
      requireFile(source);
      // SQLITE_OPEN_READONLY: otherwise a missing file would be made.
      properties.setProperty("open_mode", "1");
    }
    try {
      Connection connection = DriverManager.getConnection(source.url(), properties);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      throw SqlFailures.ofConnection(source, e);
    }
  }

  private static void requireFile(JdbcSource source) {
    String file = source.name().substring(SQLITE.length());
    if (!file.isEmpty() && !file.startsWith(":") && !file.startsWith("file:")) {
      InputAccessException.requireFile(Path.of(file));
    }
  }

  private static PreparedStatement prepare(Connection connection, JdbcSource source)
      throws SQLException {
    PreparedStatement statement =
        connection.prepareStatement(
            source.query(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    statement.setFetchSize(FETCH_ROWS);
    return statement;
  }

  private static void readRows(
      JdbcSource source,
      ReadOptions options,
      RowParts parts,
      ReadTally tally,
      RowSink sink,
      ResultSet result)
      throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    List<String> names = new ArrayList<>();
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      names.add(columns.getColumnLabel(column));
    }
    ColumnLayout layout = ColumnLayout.byHeader(names, options, source.name());
    CellRows rows = new CellRows(source.name(), layout, options, parts, tally, sink);
    Cells user = Cells.of(source, columns, layout, rows, ColumnRole.USER);
    Cells item = Cells.of(source, columns, layout, rows, ColumnRole.ITEM);
    Cells rating = Cells.of(source, columns, layout, rows, ColumnRole.RATING);
    Cells time = Cells.of(source, columns, layout, rows, ColumnRole.TIMESTAMP);
    Cells event = Cells.of(source, columns, layout, rows, ColumnRole.EVENT);
    while (result.next()) {
      rows.row(
          user.get(result),
          item.get(result),
          rating.get(result),
          time.get(result),
          event.get(result));
    }
    tally.endOfFile(0);
  }

  /** How the cells of a column are taken from a result. */
  @FunctionalInterface
  private interface Cells {

    @Nullable Object get(ResultSet result) throws SQLException;

    static Cells of(
        JdbcSource source,
        ResultSetMetaData columns,
        ColumnLayout layout,
        CellRows rows,
        ColumnRole role)
        throws SQLException {
      int column = layout.index(role) + 1;
      if (column == 0 || !rows.needs(role)) {
        return _ -> null;
      }
      // SQLite has no dates, only texts and numbers in columns that are called so.
      Class<?> date = source.url().startsWith(SQLITE) ? null : dateType(columns, column);
      return date == null
          ? result -> result.getObject(column)
          : result -> result.getObject(column, date);
    }

    /**
     * The class for a column of dates, or null if it is another. Classes of java.time, for a
     * java.sql.Timestamp depends on the time zone of this machine.
     */
    private static @Nullable Class<?> dateType(ResultSetMetaData columns, int column)
        throws SQLException {
      String name = columns.getColumnTypeName(column).toLowerCase(Locale.ROOT);
      boolean zoned = name.equals("timestamptz") || name.contains("with time zone");
      return switch (columns.getColumnType(column)) {
        case Types.DATE -> LocalDate.class;
        case Types.TIMESTAMP -> zoned ? OffsetDateTime.class : LocalDateTime.class;
        case Types.TIMESTAMP_WITH_TIMEZONE -> OffsetDateTime.class;
        default -> null;
      };
    }
  }

  private JdbcRows() {}
}
