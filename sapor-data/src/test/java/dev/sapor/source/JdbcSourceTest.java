package dev.sapor.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite files, and what is common to all databases. */
final class JdbcSourceTest {

  private static final ReadOptions DEFAULTS = ReadOptions.defaults();

  @TempDir private Path folder;

  private String database(String... statements) throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("data.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return url;
  }

  private static JdbcSource source(String url, String query) {
    return new JdbcSource(url, query, Optional.empty(), Optional.empty());
  }

  @Test
  void tablesAndQueriesAreRead() throws Exception {
    String url =
        database(
            "CREATE TABLE \"my ratings\" (user_id INTEGER, movie_id TEXT, rating REAL, ts DATETIME)",
            "INSERT INTO \"my ratings\" VALUES (1, 'x', 4.5, 100), (2, '007', 3, '2001-09-09 01:46:40')");
    LoadedInteractions table =
        InteractionReader.read(
            JdbcSource.table(url, "my ratings", Optional.empty(), Optional.empty()), DEFAULTS);
    assertThat(TextCase.rows(table)).containsExactly("1/x=4.5@100", "2/007=3.0@1000000000");
    LoadedInteractions query =
        InteractionReader.read(
            source(url, "SELECT movie_id AS item, user_id AS user FROM \"my ratings\""), DEFAULTS);
    assertThat(TextCase.rows(query)).containsExactly("1/x=1.0", "2/007=1.0");
  }

  @Test
  void manyRowsCome() throws Exception {
    String url =
        database(
            "CREATE TABLE r AS WITH RECURSIVE n(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM n WHERE k < 49999)"
                + " SELECT k % 100 AS user, k AS item, k % 5 AS rating FROM n");
    LoadedInteractions loaded = InteractionReader.read(source(url, "SELECT * FROM r"), DEFAULTS);
    assertThat(loaded.interactions().size()).isEqualTo(50_000);
    assertThat(loaded.interactions().users().size()).isEqualTo(100);
  }

  @Test
  void cellsOfOtherTypesAreBadRows() throws Exception {
    String url =
        database(
            "CREATE TABLE r (user, item, rating)",
            "INSERT INTO r VALUES ('a', 'x', 1), (1.5, 'y', 1), (NULL, 'y', 1), ('b', x'00', 1),"
                + " ('c', 'y', 'many'), ('d', 'y', x'01'), ('e', 'z', '2.5')");
    DataException fault = TextCase.failure(source(url, "SELECT * FROM r"), DEFAULTS);
    assertThat(fault.fault()).isEqualTo(DataFault.BAD_ID_TYPE);
    assertThat(fault.line()).hasValue(2);
    LoadedInteractions loaded =
        InteractionReader.read(
            source(url, "SELECT * FROM r"), DEFAULTS.withBadRows(BadRowPolicy.skip(5)));
    assertThat(TextCase.rows(loaded)).containsExactly("a/x=1.0", "e/z=2.5");
    assertThat(loaded.report().counts().rejectedByFault())
        .containsEntry(DataFault.BAD_ID_TYPE, 2L)
        .containsEntry(DataFault.EMPTY_ID, 1L)
        .containsEntry(DataFault.BAD_NUMBER, 2L);
  }

  @Test
  void nothingIsWritten() throws Exception {
    String url = database("CREATE TABLE r (user, item)", "INSERT INTO r VALUES ('a', 'x')");
    for (String sql : new String[] {"DELETE FROM r", "DROP TABLE r", "CREATE TABLE s (a)"}) {
      assertThat(TextCase.failure(source(url, sql), DEFAULTS).fault())
          .isEqualTo(DataFault.QUERY_FAILED);
    }
    assertThat(
            InteractionReader.read(source(url, "SELECT * FROM r"), DEFAULTS).interactions().size())
        .isEqualTo(1);
  }

  @Test
  void aMissingDatabaseIsNotMade() {
    Path missing = folder.resolve("none.db");
    InputAccessException fault = accessFault(source("jdbc:sqlite:" + missing, "SELECT 1"));
    assertThat(fault.kind()).isEqualTo(InputAccessException.Kind.MISSING);
    assertThat(missing).doesNotExist();
  }

  @Test
  void badQueriesAreOneLine() throws Exception {
    String url = database("CREATE TABLE r (user, item)");
    DataException fault = TextCase.failure(source(url, "SELECT * FROM none"), DEFAULTS);
    assertThat(fault.fault()).isEqualTo(DataFault.QUERY_FAILED);
    assertThat(fault.getMessage()).contains("no such table").doesNotContain("\n");
    assertThat(TextCase.failure(source(url, "SELECT * FROM r"), DEFAULTS).fault())
        .isEqualTo(DataFault.EMPTY_INPUT);
  }

  @Test
  void secretsAreInNoMessage() {
    String secret = "s3cr3t";
    for (String url :
        new String[] {
          "jdbc:postgresql://127.0.0.1:1/db?user=me&password=" + secret,
          "jdbc:nosuch://me:" + secret + "@host/db",
          "jdbc:postgresql://127.0.0.1:1/db"
        }) {
      JdbcSource source = new JdbcSource(url, "SELECT 1", Optional.of("me"), Optional.of(secret));
      InputAccessException fault = accessFault(source);
      assertThat(fault.kind()).isEqualTo(InputAccessException.Kind.CONNECTION);
      assertThat(fault.getMessage()).doesNotContain(secret).doesNotContain("\n");
      assertThat(fault.getCause()).isNull();
      assertThat(source.toString()).doesNotContain(secret);
    }
  }

  private static InputAccessException accessFault(Source source) {
    return catchThrowableOfType(
        InputAccessException.class, () -> InteractionReader.read(source, DEFAULTS));
  }

  @Test
  void addressesAndQueriesAreNeeded() {
    assertThatIllegalArgumentException().isThrownBy(() -> source("sqlite:x", "SELECT 1"));
    assertThatIllegalArgumentException().isThrownBy(() -> source("jdbc:sqlite:x", " "));
  }
}
