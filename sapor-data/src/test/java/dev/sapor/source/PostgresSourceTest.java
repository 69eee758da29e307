package dev.sapor.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** A real PostgreSQL. */
final class PostgresSourceTest {

  private static final ReadOptions DEFAULTS = ReadOptions.defaults();

  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA shop");
      statement.execute(
          "CREATE TABLE shop.ratings AS SELECT (k % 500)::int AS user_id, 'i' || k AS item_id,"
              + " (k % 9)::numeric(3, 1) / 2 AS rating, to_timestamp(k) AS rated_at"
              + " FROM generate_series(0, 59999) k");
      statement.execute(
          "CREATE TABLE times AS SELECT 'a' AS u, 'x' AS i,"
              + " timestamp '2001-09-09 01:46:40' AS plain,"
              + " timestamptz '2001-09-09 03:46:40+02' AS zoned, date '2001-09-09' AS day");
    }
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  private static JdbcSource source(String query) {
    return new JdbcSource(
        postgres.getJdbcUrl("postgres", "postgres"), query, Optional.empty(), Optional.empty());
  }

  @Test
  void aTableIsRead() {
    JdbcSource source =
        JdbcSource.table(
            postgres.getJdbcUrl("postgres", "postgres"),
            "shop.ratings",
            Optional.of("postgres"),
            Optional.of("ignored"));
    LoadedInteractions loaded = InteractionReader.read(source, DEFAULTS);
    assertThat(loaded.interactions().size()).isEqualTo(60_000);
    assertThat(loaded.interactions().users().size()).isEqualTo(500);
    assertThat(TextCase.rows(loaded)).contains("499/i52999=3.5@52999");
    assertThat(loaded.report().counts().lines()).isEqualTo(60_000);
  }

  @Test
  @ResourceLock(Resources.TIME_ZONE)
  void datesDoNotDependOnTheTimeZoneOfThisMachine() {
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
      String from = " AS ts, u AS user, i AS item FROM times";
      assertThat(TextCase.rows(read("SELECT plain" + from))).containsExactly("a/x=1.0@1000000000");
      assertThat(TextCase.rows(read("SELECT zoned" + from))).containsExactly("a/x=1.0@1000000000");
      assertThat(TextCase.rows(read("SELECT day" + from))).containsExactly("a/x=1.0@999993600");
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  private static LoadedInteractions read(String query) {
    return InteractionReader.read(source(query), DEFAULTS);
  }

  @Test
  void badRowsFollowThePolicy() {
    String query = "SELECT 'a' AS user, NULL AS item UNION ALL SELECT 'b', 'y'";
    assertThat(TextCase.failure(source(query), DEFAULTS).line()).hasValue(1);
    assertThat(
            TextCase.rows(
                InteractionReader.read(source(query), DEFAULTS.withBadRows(BadRowPolicy.skip(1)))))
        .containsExactly("b/y=1.0");
    assertThat(TextCase.failure(source("SELECT 1.5 AS user, 'x' AS item"), DEFAULTS).fault())
        .isEqualTo(DataFault.BAD_ID_TYPE);
    assertThat(
            TextCase.failure(
                    source("SELECT 'a' AS user, 'x' AS item, 'NaN'::float8 AS rating"), DEFAULTS)
                .fault())
        .isEqualTo(DataFault.NOT_FINITE);
  }

  @Test
  void nothingIsWrittenAndFailuresAreOneLine() {
    for (String query :
        new String[] {
          "DELETE FROM shop.ratings RETURNING user_id, item_id",
          "SELECT * FROM none",
          "SELEC",
          "SELECT 1 / (60000 - count(*)) AS user, 'x' AS item FROM shop.ratings"
        }) {
      DataException fault = TextCase.failure(source(query), DEFAULTS);
      assertThat(fault.fault()).as(query).isEqualTo(DataFault.QUERY_FAILED);
      assertThat(fault.getMessage()).doesNotContain("\n");
    }
    assertThat(read("SELECT user_id, item_id FROM shop.ratings").interactions().size())
        .isEqualTo(60_000);
  }
}
