package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** recommend, similar and predict. */
class ListsTest {

  @TempDir private Path folder = Path.of("");
  private String clicks = "";
  private String ratings = "";
  private String recommend = "";
  private String predict = "";

  @BeforeEach
  void train() throws IOException {
    clicks = SampleData.clicks(folder).toString();
    ratings = SampleData.ratings(folder).toString();
    recommend = folder.resolve("recommend.sapor").toString();
    predict = folder.resolve("predict.sapor").toString();
    CommandLineRun.ok("train", clicks, "--out", recommend, "--factors", "4");
    CommandLineRun.ok("train", ratings, "--out", predict);
  }

  @Test
  void listIsOfUnseenItemsOfTheRightKindInOrder() throws IOException {
    JsonNode json = CommandLineRun.json("recommend", recommend, "--user", "u4", "-n", "5");
    assertThat(json.path("user").asString()).isEqualTo("u4");
    assertThat(json.path("items").size()).isEqualTo(5);
    List<String> seen = Files.readAllLines(Path.of(clicks));
    double before = Double.POSITIVE_INFINITY;
    int ofTheKind = 0;
    for (JsonNode item : json.path("items")) {
      String id = item.path("item").asString();
      assertThat(seen).doesNotContain("u4," + id);
      assertThat(item.path("score").asDouble()).isLessThanOrEqualTo(before);
      before = item.path("score").asDouble();
      ofTheKind += Integer.parseInt(id.substring(1)) % 2 == 0 ? 1 : 0;
    }
    assertThat(ofTheKind).isGreaterThanOrEqualTo(4);
  }

  @Test
  void seenItemsMayBeIncluded() {
    JsonNode all =
        CommandLineRun.json("recommend", recommend, "--user", "u4", "-n", "100", "--include-seen");
    assertThat(all.path("items").size()).isEqualTo(SampleData.ITEMS);
  }

  @Test
  void ratingModelSaysThatItRecommendsBadly() {
    assertThat(CommandLineRun.ok("recommend", predict, "--user", "u4").err())
        .contains("recommends badly")
        .contains("--goal recommend");
    assertThat(CommandLineRun.ok("recommend", recommend, "--user", "u4").err())
        .doesNotContain("badly");
  }

  @Test
  void similarItemsAreOfTheSameKind() {
    JsonNode items =
        CommandLineRun.json("similar", recommend, "--item", "i7", "-n", "5").path("items");
    int ofTheKind = 0;
    for (JsonNode item : items) {
      String id = item.path("item").asString();
      assertThat(id).isNotEqualTo("i7");
      assertThat(item.path("score").asDouble()).isBetween(-1.0, 1.0);
      ofTheKind += Integer.parseInt(id.substring(1)) % 2;
    }
    assertThat(ofTheKind).isGreaterThanOrEqualTo(4);
  }

  @Test
  void listsOfAllUsersAreThoseOfEach() throws IOException {
    Path csv = folder.resolve("lists.csv");
    JsonNode json =
        CommandLineRun.json(
            "recommend",
            recommend,
            "--all-users",
            "--out",
            csv.toString(),
            "-n",
            "4",
            "--threads",
            "3");
    List<String> rows = Files.readAllLines(csv);
    assertThat(rows.getFirst()).isEqualTo("user,rank,item,score");
    assertThat(json.path("rows").asInt())
        .isEqualTo(rows.size() - 1)
        .isEqualTo(4 * SampleData.USERS);
    List<String> expected = new ArrayList<>();
    JsonNode one = CommandLineRun.json("recommend", recommend, "--user", "u17", "-n", "4");
    int rank = 1;
    for (JsonNode item : one.path("items")) {
      expected.add(
          "u17,%d,%s,%s"
              .formatted(
                  rank++, item.path("item").asString(), (float) item.path("score").asDouble()));
    }
    assertThat(rows.stream().filter(row -> row.startsWith("u17,")))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void parquetHoldsTheSameRows() throws IOException, SQLException {
    Path csv = folder.resolve("lists.csv");
    Path parquet = folder.resolve("it's lists.parquet");
    CommandLineRun.ok("recommend", recommend, "--all-users", "--out", csv.toString());
    CommandLineRun.ok("recommend", recommend, "--all-users", "--out", parquet.toString());
    List<String> rows = new ArrayList<>();
    rows.add("user,rank,item,score");
    String file = parquet.toString().replace("'", "''");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT \"user\", rank, item, score FROM '" + file + "'")) {
      while (found.next()) {
        rows.add(
            "%s,%d,%s,%s"
                .formatted(
                    found.getString(1), found.getInt(2), found.getString(3), found.getFloat(4)));
      }
    }
    assertThat(rows).containsExactlyElementsOf(Files.readAllLines(csv));
    assertThat(folder).isDirectoryNotContaining("glob:**.sapor-*");
  }

  @Test
  void idsAreWrittenAsTheyAre() throws IOException {
    List<String> ids = List.of("007", "a,b", "say \"hi\"", " blank ", "π", "@file", "-5");
    List<String> rows = new ArrayList<>();
    for (String user : ids) {
      for (String item : ids) {
        rows.add(CsvWriter.quoted(user) + "," + CsvWriter.quoted(item));
      }
    }
    rows.removeIf(row -> row.startsWith("007,") && row.endsWith("-5"));
    Path data = SampleData.write(folder.resolve("ids.csv"), "user,item", rows);
    String model = folder.resolve("ids.sapor").toString();
    CommandLineRun.ok("train", data.toString(), "--out", model);
    for (String id : ids) {
      JsonNode json =
          CommandLineRun.json("recommend", model, "--user=" + id, "--include-seen", "-n", "20");
      assertThat(json.path("user").asString()).isEqualTo(id);
      List<String> items = new ArrayList<>();
      json.path("items").forEach(item -> items.add(item.path("item").asString()));
      assertThat(items).containsExactlyInAnyOrderElementsOf(ids);
    }
    CommandLineRun lists = CommandLineRun.ok("predict", model, "--pairs", data.toString());
    assertThat(lists.out().lines().skip(1).map(row -> row.substring(0, row.lastIndexOf(','))))
        .containsExactlyElementsOf(rows);
  }

  @Test
  void predictionOfOnePairAndOfMany() throws IOException {
    JsonNode known = CommandLineRun.json("predict", predict, "--user", "u1", "--item", "i1");
    assertThat(known.path("prediction").asDouble()).isBetween(3.0, 5.0);
    JsonNode cold =
        CommandLineRun.json("predict", predict, "--user", "nobody", "--item", "nothing");
    assertThat(cold.path("knownUser").asBoolean()).isFalse();
    double mean = CommandLineRun.json("info", predict).path("globalMean").asDouble();
    assertThat(cold.path("prediction").asDouble()).isEqualTo(mean);

    CommandLineRun run =
        CommandLineRun.withInput(
            "user,item\nu1,i1\nnobody,i1\n", "predict", predict, "--pairs", "-");
    assertThat(run.code()).isZero();
    List<String> rows = run.out().lines().toList();
    assertThat(rows).hasSize(3);
    assertThat(rows.get(1)).isEqualTo("u1,i1," + (float) known.path("prediction").asDouble());
    assertThat(run.err()).contains("clipped to the range of the training values, 1.0 to 5.0");
    Path out = folder.resolve("predictions.csv");
    JsonNode counts =
        CommandLineRun.json("predict", predict, "--pairs", ratings, "--out", out.toString());
    assertThat(counts.path("rows").asInt()).isEqualTo(SampleData.ratingRows().size());
    assertThat(Files.readAllLines(out)).hasSize(SampleData.ratingRows().size() + 1);
  }

  @Test
  void badPairsLeaveNoFile() throws IOException {
    Path out = folder.resolve("predictions.csv");
    Path pairs = Files.writeString(folder.resolve("pairs.csv"), "user,item\nu1,i1\nu2\n");
    CommandLineRun run =
        CommandLineRun.of("predict", predict, "--pairs", pairs.toString(), "--out", out.toString());
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("pairs.csv:3");
    assertThat(out).doesNotExist();
    CommandLineRun json =
        CommandLineRun.of("predict", predict, "--pairs", pairs.toString(), "--json");
    assertThat(json.code()).isEqualTo(2);
  }
}
