package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.recommend.ItemIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TrainCommandTest {

  @TempDir private Path folder = Path.of("");
  private String ratings = "";
  private String clicks = "";

  @BeforeEach
  void write() throws IOException {
    ratings = SampleData.ratings(folder).toString();
    clicks = SampleData.clicks(folder).toString();
  }

  private String model(String name) {
    return folder.resolve(name + ".sapor").toString();
  }

  @Test
  void ratingsGiveAModelThatPredicts() {
    JsonNode json = CommandLineRun.json("train", ratings, "--out", model("m"), "--holdout", "0.2");
    assertThat(json.propertyNames())
        .contains(
            "model",
            "algorithm",
            "users",
            "items",
            "interactions",
            "factors",
            "epochs",
            "test",
            "baselines",
            "seconds");
    assertThat(json.path("algorithm").asString()).isEqualTo("als");
    assertThat(json.path("epochs").get(0).propertyNames())
        .containsExactlyInAnyOrder("epoch", "objective", "trainRmse", "validationRmse", "seconds");
    assertThat(json.path("epochs").get(0).path("validationRmse").isNull()).isTrue();
    assertThat(json.path("test").propertyNames())
        .contains("rmse", "mae", "count", "coldUsers", "coldItems", "ndcg10", "recall10")
        .contains("judgedUsers", "unknownUsersLeftOut", "usersWithoutTest", "remarks");
    JsonNode figures = json.path("test").path("figures");
    assertThat(figures.valueStream().map(figure -> figure.path("metric").asString()))
        .containsExactly("rmse", "mae", "r2", "ndcg@10", "recall@10", "hr@10", "coverage@10");
    JsonNode first = figures.get(0);
    assertThat(first.path("value").asDouble())
        .isEqualTo(json.path("test").path("rmse").asDouble())
        .isBetween(first.path("low").asDouble(), first.path("high").asDouble());
    assertThat(json.path("seconds").propertyNames())
        .containsExactlyInAnyOrder("load", "train", "evaluate", "save");
    double rmse = json.path("test").path("rmse").asDouble();
    assertThat(rmse).isBetween(0.3, 0.9);
    JsonNode baselines = json.path("baselines");
    assertThat(rmse)
        .isLessThan(baselines.path("globalMean").path("rmse").asDouble())
        .isLessThan(baselines.path("userItemMean").path("rmse").asDouble());
    assertThat(baselines.path("popularity").propertyNames())
        .containsExactlyInAnyOrder("ndcg10", "recall10", "figures");
  }

  @Test
  void clicksGiveAModelThatRecommends() {
    JsonNode json = CommandLineRun.json("train", clicks, "--out", model("m"), "--holdout", "0.2");
    assertThat(json.path("algorithm").asString()).isEqualTo("implicit-als");
    JsonNode test = json.path("test");
    assertThat(test.path("rmse").isNull()).isTrue();
    assertThat(test.path("ndcg10").asDouble())
        .isGreaterThan(json.path("baselines").path("popularity").path("ndcg10").asDouble());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "als",
        "sgd",
        "svdpp",
        "gradient-descent",
        "bayes",
        "implicit-als",
        "bpr",
        "softmax"
      })
  void everyAlgorithmGivesTheSameBytesWhateverTheThreadsAndTheOrderOfRows(String algorithm)
      throws IOException {
    List<String> shuffled = new ArrayList<>(SampleData.ratingRows());
    Collections.reverse(shuffled);
    String reversed =
        SampleData.write(folder.resolve("reversed.csv"), "user,item,rating", shuffled).toString();
    byte[] first = train(ratings, "1", algorithm);
    assertThat(train(ratings, "2", algorithm)).isEqualTo(first);
    assertThat(train(reversed, "3", algorithm)).isEqualTo(first);
  }

  private byte[] train(String data, String threads, String algorithm) throws IOException {
    CommandLineRun.ok(
        "train",
        data,
        "--out",
        model("same"),
        "--algorithm",
        algorithm,
        "--threads",
        threads,
        "--factors",
        "4");
    return Files.readAllBytes(Path.of(model("same")));
  }

  @Test
  void testDataAreRead() throws IOException {
    List<String> rows = SampleData.ratingRows();
    int cut = rows.size() * 4 / 5;
    String train =
        SampleData.write(folder.resolve("a.csv"), "user,item,rating", rows.subList(0, cut))
            .toString();
    String test =
        SampleData.write(
                folder.resolve("b.csv"), "user,item,rating", rows.subList(cut, rows.size()))
            .toString();
    JsonNode json = CommandLineRun.json("train", train, "--test", test, "--out", model("m"));
    assertThat(json.path("test").path("count").asInt()).isEqualTo(rows.size() - cut);
    assertThat(json.path("test").path("coldUsers").asInt()).isPositive();
    JsonNode later = CommandLineRun.json("evaluate", model("m"), "--test", test);
    for (String figure : List.of("rmse", "mae", "count", "coldUsers", "ndcg10", "recall10")) {
      assertThat(later.path(figure)).isEqualTo(json.path("test").path(figure));
    }
    assertThat(later.path("baselines")).isEqualTo(json.path("baselines"));
  }

  @Test
  void hyperParametersArriveInTheRecord() {
    CommandLineRun.ok(
        "train",
        ratings,
        "--out",
        model("m"),
        "--algorithm",
        "gradient-descent",
        "--factors",
        "3",
        "--epochs",
        "7",
        "--no-early-stopping",
        "--learning-rate",
        "0.001",
        "--momentum",
        "0.5",
        "--schedule",
        "inverse",
        "--decay",
        "0.25",
        "--regularization",
        "0.5",
        "--nu",
        "0.5",
        "--kappa",
        "2.5",
        "--no-biases",
        "--initial-scale",
        "0.2",
        "--seed",
        "9");
    JsonNode json = CommandLineRun.json("info", model("m"));
    JsonNode parameters = json.path("parameters");
    assertThat(json.path("seed").asInt()).isEqualTo(9);
    assertThat(json.path("epochs").size()).isEqualTo(7);
    assertThat(json.path("globalMean").asDouble()).isZero();
    assertThat(parameters.path("factors").asString()).isEqualTo("3");
    assertThat(parameters.path("momentum").asString()).isEqualTo("0.5");
    assertThat(parameters.path("learning-rate").asString()).isEqualTo("0.001");
    assertThat(parameters.path("schedule").asString()).isEqualTo("inverse 0.25");
    assertThat(parameters.path("regularization").asString()).isEqualTo("0.5");
    assertThat(parameters.path("nu").asString()).isEqualTo("0.5");
    assertThat(parameters.path("kappa").asString()).isEqualTo("2.5");
    assertThat(parameters.path("biases").asString()).isEqualTo("false");
    assertThat(parameters.path("initial-scale").asString()).isEqualTo("0.2");
  }

  @Test
  void parametersOfAdagradArriveInTheRecord() {
    CommandLineRun.ok(
        "train",
        ratings,
        "--out",
        model("m"),
        "--algorithm",
        "sgd",
        "--optimizer",
        "adagrad",
        "--factors",
        "12",
        "--epochs",
        "3",
        "--no-early-stopping",
        "--centred",
        "false",
        "--late-start",
        "1");
    JsonNode json = CommandLineRun.json("info", model("m"));
    JsonNode parameters = json.path("parameters");
    assertThat(json.path("globalMean").asDouble()).isZero();
    assertThat(parameters.path("optimizer").asString()).isEqualTo("adagrad");
    assertThat(parameters.path("centred").asString()).isEqualTo("false");
    assertThat(parameters.path("late-start").asString()).isEqualTo("1");
  }

  @Test
  void anAnnealedRateFallsOverTheEpochsThatAreAskedFor() {
    for (String epochs : List.of("2", "4")) {
      CommandLineRun.ok(
          "train",
          ratings,
          "--out",
          model(epochs),
          "--algorithm",
          "sgd",
          "--schedule",
          "annealed",
          "--decay",
          "0.05",
          "--factors",
          "3",
          "--epochs",
          epochs);
    }
    JsonNode json = CommandLineRun.json("info", model("4"));
    assertThat(json.path("parameters").path("schedule").asString()).isEqualTo("annealed 0.05");
    assertThat(lossAfterTwo("4")).isNotEqualTo(lossAfterTwo("2"));
  }

  private double lossAfterTwo(String name) {
    return CommandLineRun.json("info", model(name))
        .path("epochs")
        .path(1)
        .path("objective")
        .asDouble();
  }

  @Test
  void infoTellsHowQueriesWillBeAnsweredAndWhy() {
    CommandLineRun.ok("train", ratings, "--out", model("m"), "--factors", "3", "--epochs", "2");
    JsonNode json = CommandLineRun.json("info", model("m"));
    ItemIndex.Choice choice = ItemIndex.choose(json.path("items").asInt(), 3);
    assertThat(json.path("search").asString()).isEqualTo("scan");
    assertThat(json.path("searchReason").asString()).isEqualTo(choice.reason());
    assertThat(json.path("indexBytes").asLong()).isEqualTo(choice.bytes());
    assertThat(CommandLineRun.ok("info", model("m")).out())
        .contains(choice.reason())
        .contains("beside the model");
  }

  @Test
  void earlyStoppingChoosesTheEpochsByValidation() {
    JsonNode json =
        CommandLineRun.json(
            "train",
            ratings,
            "--out",
            model("m"),
            "--validation",
            "0.2",
            "--patience",
            "2",
            "--epochs",
            "30");
    JsonNode epochs = json.path("epochs");
    double last = epochs.get(epochs.size() - 1).path("validationRmse").asDouble();
    for (JsonNode epoch : epochs) {
      assertThat(epoch.path("validationRmse").asDouble()).isGreaterThanOrEqualTo(last);
    }
  }

  @Test
  void backoffHalvesTheRateAndSaysSo() {
    CommandLineRun run =
        CommandLineRun.ok(
            "train",
            ratings,
            "--out",
            model("m"),
            "--algorithm",
            "sgd",
            "--learning-rate",
            "20",
            "--auto-backoff",
            "--no-early-stopping",
            "--epochs",
            "5");
    assertThat(run.err()).contains("starting again with half the learning rate");
    JsonNode parameters = CommandLineRun.json("info", model("m")).path("parameters");
    assertThat(parameters.path("learning-rate-halvings").asInt()).isPositive();
  }

  @Test
  void titlesAreShown() throws IOException {
    CommandLineRun.ok(
        "train", clicks, "--out", model("m"), "--items", SampleData.titles(folder).toString());
    JsonNode items = CommandLineRun.json("recommend", model("m"), "--user", "u3").path("items");
    for (JsonNode item : items) {
      String number = item.path("item").asString().substring(1);
      assertThat(item.path("title").asString()).isEqualTo("Title, no. " + number);
    }
    assertThat(CommandLineRun.ok("similar", model("m"), "--item", "i3").out())
        .contains("like item i3 (Title, no. 3):");
  }

  @Test
  void exportedFactorsAreAWarmStart() {
    String exported = folder.resolve("factors").toString();
    CommandLineRun.ok("train", ratings, "--out", model("a"), "--factors", "5");
    CommandLineRun.ok("export", model("a"), exported, "--format", "npy");
    for (String file :
        List.of(
            "user_factors.npy",
            "item_factors.npy",
            "user_biases.npy",
            "item_biases.npy",
            "users.txt",
            "items.txt",
            "model.json")) {
      assertThat(folder.resolve("factors").resolve(file)).isNotEmptyFile();
    }
    JsonNode warm =
        CommandLineRun.json(
            "train", ratings, "--out", model("b"), "--init", exported, "--epochs", "1");
    JsonNode cold =
        CommandLineRun.json(
            "train", ratings, "--out", model("c"), "--factors", "5", "--epochs", "1");
    assertThat(warm.path("factors").asInt()).isEqualTo(5);
    assertThat(objective(warm)).isLessThan(objective(cold));
    CommandLineRun clash =
        CommandLineRun.of(
            "train", ratings, "--out", model("d"), "--init", exported, "--factors", "6");
    assertThat(clash.code()).isEqualTo(2);
    assertThat(clash.err()).contains("--factors is 6, but the factors given by --init are 5");
  }

  private static double objective(JsonNode json) {
    JsonNode epochs = json.path("epochs");
    return epochs.get(epochs.size() - 1).path("objective").asDouble();
  }

  @Test
  void dataComeFromStdinQueriesAndDatabases() throws IOException {
    CommandLineRun.ok("train", ratings, "--out", model("file"));
    byte[] expected = Files.readAllBytes(Path.of(model("file")));
    CommandLineRun stdin =
        CommandLineRun.withInput(
            Files.readString(Path.of(ratings)), "train", "-", "--out", model("stdin"));
    assertThat(stdin.code()).as(stdin.err()).isZero();
    assertThat(Files.readAllBytes(Path.of(model("stdin")))).isEqualTo(expected);
    CommandLineRun.ok("train", "--sql", "SELECT * FROM '" + ratings + "'", "--out", model("sql"));
    assertThat(Files.readAllBytes(Path.of(model("sql")))).isEqualTo(expected);
  }

  @Test
  void dataComeFromADatabase() throws IOException, SQLException {
    CommandLineRun.ok("train", ratings, "--out", model("file"));
    String url = "jdbc:sqlite:" + folder.resolve("ratings.db");
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE r (who TEXT, what TEXT, stars REAL)");
      for (String row : SampleData.ratingRows()) {
        String[] fields = row.split(",", 3);
        statement.execute(
            "INSERT INTO r VALUES ('%s', '%s', %s)".formatted(fields[0], fields[1], fields[2]));
      }
    }
    CommandLineRun.ok(
        "train",
        "--jdbc-url",
        url,
        "--jdbc-query",
        "SELECT stars, who, what FROM r",
        "--columns",
        "user=who,item=what,rating=stars",
        "--out",
        model("db"));
    assertThat(Files.readAllBytes(Path.of(model("db"))))
        .isEqualTo(Files.readAllBytes(Path.of(model("file"))));
  }

  @Test
  void passwordOfADatabaseIsInNoMessage() throws IOException {
    Path secret = Files.writeString(folder.resolve("password.txt"), "s3cret\n");
    CommandLineRun run =
        CommandLineRun.of(
            "train",
            "--jdbc-url",
            "jdbc:postgresql://localhost:1/none?password=s3cret",
            "--jdbc-query",
            "SELECT 1",
            "--jdbc-user",
            "me",
            "--jdbc-password-file",
            secret.toString(),
            "--out",
            model("db"),
            "--debug");
    assertThat(run.code()).isEqualTo(5);
    assertThat(run.err()).startsWith("sapor: error E_IO: ").doesNotContain("s3cret");
  }

  @Test
  void badRowsAreCounted() throws IOException {
    Path dirty = folder.resolve("dirty.csv");
    Files.writeString(dirty, Files.readString(Path.of(ratings)) + "u1,i1,NaN\n\nu2\n");
    JsonNode read =
        CommandLineRun.json(
                "train", dirty.toString(), "--out", model("m"), "--on-bad-row", "skip:2")
            .path("read");
    assertThat(read.path("rejected").asInt()).isEqualTo(2);
    assertThat(
            read.path("headerLines").asInt()
                + read.path("blankLines").asInt()
                + read.path("continuationLines").asInt()
                + read.path("rows").asInt()
                + read.path("rejected").asInt())
        .isEqualTo(read.path("lines").asInt());
  }

  @Test
  void nextCommandIsSaid() {
    assertThat(CommandLineRun.ok("train", clicks, "--out", model("m")).err())
        .contains("next: sapor recommend " + model("m") + " --user u0");
  }
}
