package dev.sapor.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries over files, and Parquet and JSON lines as they are. */
final class SqlSourceTest {

  private static final ReadOptions DEFAULTS = ReadOptions.defaults();

  @TempDir private Path folder;

  private Path parquet(String query) throws Exception {
    Path file = folder.resolve("data.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
    }
    return file;
  }

  private static LoadedInteractions query(String sql) {
    return InteractionReader.read(SqlSource.of(sql), DEFAULTS);
  }

  private static DataException failure(String sql) {
    return TextCase.failure(SqlSource.of(sql), DEFAULTS);
  }

  private static LoadedInteractions readFile(Path file) {
    Source source = Source.of(List.of(file.toString()), InputStream.nullInputStream());
    return InteractionReader.read(source, DEFAULTS);
  }

  @Test
  void parquetIsReadByItsName() throws Exception {
    Path file =
        parquet(
            "SELECT CAST(range % 7 AS INTEGER) AS userId, 'i' || range AS movie_id,"
                + " CAST(range AS FLOAT) / 2 AS score, range + 100 AS ts, 'x' AS other"
                + " FROM range(5000)");
    LoadedInteractions loaded = readFile(file);
    assertThat(loaded.interactions().size()).isEqualTo(5000);
    assertThat(TextCase.rows(loaded)).contains("3/i4210=2105.0@4310");
    assertThat(loaded.report().counts().lines()).isEqualTo(5000);
    assertThat(loaded.report().sources()).containsExactly(file.toString());
    assertThat(loaded.report().notes()).containsExactly("columns not read: other");
  }

  @Test
  void jsonLinesAreReadByTheirName() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("e.jsonl"),
            """
            {"user": "a", "item": "x", "rating": 4.5}
            {"user": "b", "item": "7", "rating": 1}
            """);
    assertThat(TextCase.rows(readFile(file))).containsExactly("a/x=4.5", "b/7=1.0");
  }

  @Test
  void queriesOverCsvAndParquetGiveTheSameAsText() throws Exception {
    Path csv = folder.resolve("r.csv");
    Files.writeString(csv, "userId,movieId,rating\n1,10,4.5\n2,10,3\n2,20,1\n");
    Path parquet = parquet("FROM '" + csv + "'");
    LoadedInteractions text = InteractionReader.read(TextSource.of(csv), DEFAULTS);
    for (String from : List.of("read_csv('" + csv + "')", "'" + csv + "'", "'" + parquet + "'")) {
      LoadedInteractions loaded = query("SELECT * FROM " + from);
      assertThat(loaded.interactions().digest()).isEqualTo(text.interactions().digest());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a' AS user, 'x' AS item, 3 AS rating",
        "SELECT 'a' AS user, 'x' AS item, 3.0 AS rating;",
        "SELECT 'a' AS user, 'x' AS item, CAST(3 AS DOUBLE) AS rating -- a comment",
        "WITH t AS (SELECT 'a' AS u) SELECT u AS user, 'x' AS item, '3' AS rating FROM t",
        "FROM (VALUES ('a', 'x', CAST(3 AS HUGEINT))) v(user_id, item_id, rating)"
      })
  void queriesOfManyForms(String sql) {
    assertThat(TextCase.rows(query(sql))).containsExactly("a/x=3.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TINYINT",
        "SMALLINT",
        "INTEGER",
        "BIGINT",
        "UTINYINT",
        "USMALLINT",
        "UINTEGER",
        "UBIGINT",
        "HUGEINT",
        "UHUGEINT",
        "VARCHAR"
      })
  void integersOfAllSizesAreIds(String type) {
    assertThat(
            TextCase.rows(
                query("SELECT CAST(7 AS " + type + ") AS user, CAST(8 AS " + type + ") AS item")))
        .containsExactly("7/8=1.0");
  }

  @Test
  void otherTypesOfIds() {
    assertThat(
            TextCase.rows(
                query(
                    "SELECT CAST('00000000-0000-0000-0000-00000000000a' AS UUID) AS user,"
                        + " CAST('b' AS ENUM('a', 'b')) AS item")))
        .containsExactly("00000000-0000-0000-0000-00000000000a/b=1.0");
    for (String type : List.of("DOUBLE", "FLOAT", "DECIMAL(4, 1)", "BOOLEAN", "DATE")) {
      String value = type.equals("DATE") ? "'2001-01-01'" : "1";
      DataException fault =
          failure("SELECT CAST(" + value + " AS " + type + ") AS user, 'x' AS item");
      assertThat(fault.fault()).as(type).isEqualTo(DataFault.BAD_COLUMN_TYPE);
      assertThat(fault).hasMessageContaining("CAST it to BIGINT or VARCHAR");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1000000000",
        "1000000000.9",
        "CAST(1000000000.9 AS DOUBLE)",
        "'1000000000'",
        "'2001-09-09T01:46:40Z'",
        "TIMESTAMP '2001-09-09 01:46:40.5'",
        "CAST('2001-09-09 01:46:40' AS TIMESTAMP_S)",
        "CAST('2001-09-09 01:46:40.123' AS TIMESTAMP_MS)",
        "CAST('2001-09-09 01:46:40.123456789' AS TIMESTAMP_NS)",
        "make_timestamptz(1000000000000000)"
      })
  void timesOfAllTypesAreSeconds(String time) {
    assertThat(
            TextCase.rows(
                query("SELECT 'a' AS user, 'x' AS item, 1 AS rating, " + time + " AS ts")))
        .containsExactly("a/x=1.0@1000000000");
  }

  @Test
  void datesAreSeconds() {
    assertThat(TextCase.rows(query("SELECT 'a' AS user, 'x' AS item, DATE '1970-01-03' AS date")))
        .containsExactly("a/x=1.0@172800");
  }

  @Test
  void badRowsFollowThePolicyWithTheirNumber() {
    String sql =
        "FROM (VALUES ('a', 'x', 1.5, 1), (NULL, 'y', 1, 1), ('c', 'z', NULL, 1), ('', 'z', 1, 1),"
            + " ('d', 'v', 2, NULL), ('e', 'w', 5, 1)) t(user, item, rating, ts)";
    DataException fault = failure(sql);
    assertThat(fault.fault()).isEqualTo(DataFault.EMPTY_ID);
    assertThat(fault.line()).hasValue(2);
    assertThat(fault.column()).hasValue(1);
    LoadedInteractions loaded =
        InteractionReader.read(SqlSource.of(sql), DEFAULTS.withBadRows(BadRowPolicy.skip(4)));
    assertThat(TextCase.rows(loaded)).containsExactly("a/x=1.5@1", "e/w=5.0@1");
    assertThat(loaded.report().counts().rejectedByFault())
        .containsEntry(DataFault.EMPTY_ID, 2L)
        .containsEntry(DataFault.EMPTY_VALUE, 2L);
    assertThat(failure("SELECT 'a' AS user, 'x' AS item, 'NaN'::FLOAT AS rating").fault())
        .isEqualTo(DataFault.NOT_FINITE);
    assertThat(failure("SELECT 'a' AS user, 'x' AS item, 1e300 AS rating").fault())
        .isEqualTo(DataFault.NOT_FINITE);
    assertThat(failure("SELECT repeat('u', 1025) AS user, 'x' AS item").fault())
        .isEqualTo(DataFault.ID_TOO_LONG);
    assertThat(failure("SELECT 'a' || chr(0) AS user, 'x' AS item").fault())
        .isEqualTo(DataFault.NUL_BYTE);
    assertThat(failure("SELECT 'a' AS user, 'x' AS item WHERE false").fault())
        .isEqualTo(DataFault.EMPTY_INPUT);
  }

  @Test
  void columnsAreChosenAsInText() {
    String sql = "SELECT 'a' AS who, 'x' AS what, 3 AS grade";
    assertThat(failure(sql)).hasMessageContaining("who, what, grade");
    ReadOptions chosen = DEFAULTS.withColumns(ColumnRoles.parse("user=who,item=2,rating=grade"));
    assertThat(TextCase.rows(InteractionReader.read(SqlSource.of(sql), chosen)))
        .containsExactly("a/x=3.0");
  }

  @Test
  void theOrderOfTheQueryIsKept() {
    List<String> pairs = new ArrayList<>();
    PairReader.read(
        SqlSource.of("SELECT range AS user, 'x' AS item FROM range(20000) ORDER BY range DESC"),
        DEFAULTS,
        ReadListener.NONE,
        (user, item, line) -> pairs.add(user));
    assertThat(pairs).hasSize(20000).startsWith("19999", "19998").endsWith("1", "0");
  }

  @Test
  void badQueriesAreOneLine() throws Exception {
    for (String sql :
        List.of(
            "SELEC 1",
            "SELECT 1; DROP TABLE x",
            "COPY (SELECT 1) TO '" + folder.resolve("out.csv") + "'",
            "INSTALL httpfs",
            "SELECT * FROM nothing",
            "SELECT * FROM read_parquet('"
                + Files.writeString(folder.resolve("bad.parquet"), "x")
                + "')",
            "SELECT * FROM 'https://localhost:1/a.parquet'",
            "SELECT CAST(item AS INTEGER) AS user, item FROM (VALUES ('1'), ('x')) t(item)")) {
      DataException fault = failure(sql);
      assertThat(fault).as(sql).isNotNull();
      assertThat(fault.fault()).as(sql).isEqualTo(DataFault.QUERY_FAILED);
      assertThat(fault.getMessage()).as(sql).doesNotContain("\n");
    }
    assertThat(folder.resolve("out.csv")).doesNotExist();
  }

  @Test
  void aFailureInTheMiddleIsNotTheEnd() {
    DataException fault =
        failure(
            """
            SELECT CAST(CASE WHEN range = 800000 THEN 'x' ELSE '1' END AS INTEGER) AS user,
              range AS item
            FROM range(1000000)
            """);
    assertThat(fault.fault()).isEqualTo(DataFault.QUERY_FAILED);
    assertThat(fault).hasMessageContaining("Could not convert string 'x'");
  }

  @Test
  void missingFilesAreMissing() {
    InputAccessException missing =
        catchThrowableOfType(
            InputAccessException.class, () -> query("SELECT * FROM '" + folder + "/no.parquet'"));
    assertThat(missing.kind()).isEqualTo(InputAccessException.Kind.MISSING);
  }
}
