package dev.sapor.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
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

  private static final Set<DuckDBColumnType> ID_TYPES =
      EnumSet.of(
          DuckDBColumnType.VARCHAR,
          DuckDBColumnType.ENUM,
          DuckDBColumnType.UUID,
          DuckDBColumnType.TINYINT,
          DuckDBColumnType.SMALLINT,
          DuckDBColumnType.INTEGER,
          DuckDBColumnType.BIGINT,
          DuckDBColumnType.UTINYINT,
          DuckDBColumnType.USMALLINT,
          DuckDBColumnType.UINTEGER,
          DuckDBColumnType.UBIGINT,
          DuckDBColumnType.HUGEINT,
          DuckDBColumnType.UHUGEINT);
  private static final Set<DuckDBColumnType> RATING_TYPES =
      with(ID_TYPES, DuckDBColumnType.FLOAT, DuckDBColumnType.DOUBLE, DuckDBColumnType.DECIMAL);
  private static final Set<DuckDBColumnType> TIME_TYPES =
      with(
          RATING_TYPES,
          DuckDBColumnType.DATE,
          DuckDBColumnType.TIMESTAMP,
          DuckDBColumnType.TIMESTAMP_S,
          DuckDBColumnType.TIMESTAMP_MS,
          DuckDBColumnType.TIMESTAMP_NS,
          DuckDBColumnType.TIMESTAMP_WITH_TIME_ZONE);

  private static Set<DuckDBColumnType> with(Set<DuckDBColumnType> types, DuckDBColumnType... more) {
    Set<DuckDBColumnType> all = EnumSet.copyOf(types);
    all.addAll(List.of(more));
    return all;
  }

  private final SqlSource source;
  private final ReadOptions options;
  private final boolean pairsOnly;
  private final ReadTally tally;
  private final RowSink sink;

  private DuckDbRows(
      SqlSource source, ReadOptions options, boolean pairsOnly, ReadTally tally, RowSink sink) {
    this.source = source;
    this.options = options;
    this.pairsOnly = pairsOnly;
    this.tally = tally;
    this.sink = sink;
  }

  static void read(
      SqlSource source, ReadOptions options, boolean pairsOnly, ReadTally tally, RowSink sink) {
    DuckDbRows rows = new DuckDbRows(source, options, pairsOnly, tally, sink);
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
    // On a line of its own, so that a comment at the end of the query does not swallow the rest.
    String query = source.query().strip().replaceFirst("(;\\s*)+$", "");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings(spill));
        DuckDBPreparedStatement statement =
            connection
                .prepareStatement("SELECT * FROM (" + query + "\n)")
                .unwrap(DuckDBPreparedStatement.class);
        DuckDBChunkedResult result = statement.query()) {
      readChunks(result);
    }
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

  private void readChunks(DuckDBChunkedResult result) {
    List<String> names = new ArrayList<>();
    for (long column = 0; column < result.columnCount(); column++) {
      names.add(result.columnName(column));
    }
    ColumnLayout layout = ColumnLayout.byHeader(names, options.columns(), source.name());
    CellRows rows = new CellRows(source.name(), layout, pairsOnly, tally, sink);
    boolean typesToCheck = true;
    while (result.nextChunk()) {
      DuckDBDataChunkReader chunk = result.chunk();
      Cells user = cells(chunk, layout, rows, ColumnRole.USER);
      Cells item = cells(chunk, layout, rows, ColumnRole.ITEM);
      Cells rating = cells(chunk, layout, rows, ColumnRole.RATING);
      Cells time = cells(chunk, layout, rows, ColumnRole.TIMESTAMP);
      if (typesToCheck) {
        typesToCheck = false;
        user.require(ColumnRole.USER, ID_TYPES);
        item.require(ColumnRole.ITEM, ID_TYPES);
        rating.require(ColumnRole.RATING, RATING_TYPES);
        time.require(ColumnRole.TIMESTAMP, TIME_TYPES);
      }
      for (long row = 0; row < chunk.rowCount(); row++) {
        rows.row(user.get(row), item.get(row), rating.get(row), time.get(row));
      }
    }
    tally.endOfFile(0);
  }

  private Cells cells(
      DuckDBDataChunkReader chunk, ColumnLayout layout, CellRows rows, ColumnRole role) {
    int column = layout.index(role);
    return new Cells(
        column != ColumnLayout.ABSENT && rows.needs(role) ? chunk.vector(column) : null);
  }

  /** A column of a chunk, as objects; all null where there is none. */
  private final class Cells {
    private final @Nullable DuckDBReadableVector vector;
    private final DuckDBColumnType type;

    Cells(@Nullable DuckDBReadableVector vector) {
      this.vector = vector;
      type = vector == null ? DuckDBColumnType.UNKNOWN : vector.getType();
    }

    void require(ColumnRole role, Set<DuckDBColumnType> fitting) {
      if (vector == null || fitting.contains(type)) {
        return;
      }
      throw DataException.of(DataFault.BAD_COLUMN_TYPE, source.name())
          .problem("the %s column is %s".formatted(role.label(), type))
          .advice(
              role == ColumnRole.USER || role == ColumnRole.ITEM
                  ? "ids are text or integers: CAST it to BIGINT or VARCHAR in the query"
                  : "CAST it to a number in the query")
          .exception();
    }

    @Nullable Object get(long row) {
      DuckDBReadableVector cells = vector;
      if (cells == null || cells.isNull(row)) {
        return null;
      }
      return switch (type) {
        case TINYINT -> (long) cells.getByte(row);
        case SMALLINT -> (long) cells.getShort(row);
        case INTEGER -> (long) cells.getInt(row);
        case BIGINT -> cells.getLong(row);
        case UTINYINT -> (long) cells.getUint8(row);
        case USMALLINT -> (long) cells.getUint16(row);
        case UINTEGER -> cells.getUint32(row);
        case UBIGINT -> cells.getUint64(row);
        case HUGEINT -> cells.getHugeInt(row);
        case UHUGEINT -> cells.getUHugeInt(row);
        case FLOAT -> cells.getFloat(row);
        case DOUBLE -> cells.getDouble(row);
        case DECIMAL -> cells.getBigDecimal(row);
        case DATE -> cells.getLocalDate(row);
        case TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS -> cells.getLocalDateTime(row);
        case TIMESTAMP_WITH_TIME_ZONE -> cells.getOffsetDateTime(row);
        default -> cells.getString(row);
      };
    }
  }
}
