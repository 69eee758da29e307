package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code train --algorithm bayes} and what its models can do. */
final class BayesCommandTest {

  @TempDir private static Path folder = Path.of("");

  private static String model = "";
  private static String ratings = "";

  @BeforeAll
  static void train() throws IOException {
    ratings = SampleData.ratings(folder).toString();
    model = folder.resolve("bayes.sapor").toString();
    Path items =
        Files.writeString(
            folder.resolve("items.csv"), "item,title,genres\ni1,One,a|b\ni2,Two,a\ni3,Three,c\n");
    Path users = Files.writeString(folder.resolve("users.csv"), "id,kind\nu1,x\nu2,y\n");
    JsonNode json =
        CommandLineRun.json(
            "train",
            ratings,
            "--algorithm",
            "bayes",
            "--factors",
            "3",
            "--epochs",
            "24",
            "--burn-in",
            "8",
            "--samples",
            "4",
            "--features",
            "iu,ii," + items + ":genres",
            "--user-features",
            users + ":kind",
            "--out",
            model);
    assertThat(json.isObject()).isTrue();
  }

  @Test
  void theRecordNamesWhatWasAskedFor() {
    String info = CommandLineRun.json("info", model).toString();
    assertThat(info)
        .contains("\"features\":\"iu,ii,users:users.csv:kind,items:items.csv:genres\"")
        .contains("\"burn-in\":\"8\"")
        .contains("\"samples\":\"4\"")
        .contains("\"factors\":\"3\"");
    assertThat(CommandLineRun.ok("verify", model).out()).isNotEmpty();
  }

  @Test
  void aPredictionHasAStandardDeviation() throws IOException {
    JsonNode json =
        CommandLineRun.json("predict", model, "--user", "u1", "--item", "i1", "--with-uncertainty");
    assertThat(json.path("standardDeviation").asDouble()).isBetween(0.1, 3.0);
    assertThat(
            CommandLineRun.ok(
                    "predict", model, "--user", "u1", "--item", "i1", "--with-uncertainty")
                .out())
        .contains(" ± ");
    Path pairs =
        Files.writeString(folder.resolve("pairs.csv"), "user,item\nu1,i1\nnobody,i1\nu1,nothing\n");
    List<String> rows =
        CommandLineRun.ok("predict", model, "--pairs", pairs.toString(), "--with-uncertainty")
            .out()
            .lines()
            .toList();
    assertThat(rows.get(0)).isEqualTo("user,item,prediction,deviation");
    double known = last(rows.get(1));
    double unknown = last(rows.get(2));
    assertThat(known).isLessThan(unknown);
    assertThat(rows.get(3)).endsWith(",\"\"");
  }

  private static double last(String row) {
    return Double.parseDouble(row.substring(row.lastIndexOf(',') + 1));
  }

  @Test
  void theDayOfARatingIsAFeature() throws IOException {
    // Whoever rates on the last of four days is a point lower.
    StringBuilder rows = new StringBuilder("user,item,rating,date\n");
    for (int user = 0; user < 12; user++) {
      for (int item = 0; item < 10; item++) {
        int day = (user + item) % 4;
        int rating = 3 + (user + item) % 2 - (day == 3 ? 2 : 0);
        rows.append("u%d,i%d,%d,2020-01-0%dT12:00\n".formatted(user, item, rating, day + 1));
      }
    }
    Path data = Files.writeString(folder.resolve("days.csv"), rows);
    String timed = folder.resolve("days.sapor").toString();
    JsonNode trained =
        CommandLineRun.json(
            "train",
            data.toString(),
            "--algorithm",
            "bayes",
            "--factors",
            "2",
            "--epochs",
            "60",
            "--samples",
            "10",
            "--features",
            "time",
            "--out",
            timed);
    assertThat(trained.isObject()).isTrue();
    assertThat(CommandLineRun.json("info", timed).toString()).contains("\"features\":\"time\"");

    JsonNode low = at(timed, "2020-01-04");
    JsonNode high = at(timed, "2020-01-02T23:59");
    assertThat(low.path("prediction").asDouble())
        .isLessThan(high.path("prediction").asDouble() - 0.5);
    assertThat(low.path("knownDay").asBoolean()).isTrue();
    JsonNode never = at(timed, "2021-01-01");
    JsonNode untimed = CommandLineRun.json("predict", timed, "--user", "u1", "--item", "i3");
    assertThat(never.path("knownDay").asBoolean()).isFalse();
    assertThat(never.path("prediction")).isEqualTo(untimed.path("prediction"));
    assertThat(untimed.has("knownDay")).isFalse();
    assertThat(
            CommandLineRun.ok(
                    "predict", timed, "--user", "u1", "--item", "i3", "--at", "2021-01-01")
                .err())
        .contains("nothing was rated on that day in training");

    Path pairs =
        Files.writeString(
            folder.resolve("timed-pairs.csv"),
            "user,item,timestamp\nu1,i3,2020-01-04\nu1,i3,2020-01-02\nu1,i3,2021-01-01\n");
    List<String> own =
        CommandLineRun.ok("predict", timed, "--pairs", pairs.toString()).out().lines().toList();
    assertThat(last(own.get(1))).isCloseTo(low.path("prediction").asDouble(), within(1e-5));
    assertThat(last(own.get(2))).isCloseTo(high.path("prediction").asDouble(), within(1e-5));
    assertThat(last(own.get(3))).isCloseTo(untimed.path("prediction").asDouble(), within(1e-5));
    List<String> same =
        CommandLineRun.ok(
                "predict",
                timed,
                "--pairs",
                pairs.toString(),
                "--at",
                "2020-01-04",
                "--with-uncertainty")
            .out()
            .lines()
            .toList();
    assertThat(same.get(1)).isEqualTo(same.get(2)).isEqualTo(same.get(3));
    double told = deviation(timed, "--at", "2020-01-02");
    assertThat(told).isLessThan(deviation(timed));

    assertThat(CommandLineRun.json("recommend", timed, "--history", "i1:5,i2:1").path("items"))
        .isNotEmpty();
    String evaluated = CommandLineRun.json("evaluate", timed, "--test", data.toString()).toString();
    assertThat(evaluated).contains("rmse");
  }

  private static JsonNode at(String model, String time) {
    return CommandLineRun.json("predict", model, "--user", "u1", "--item", "i3", "--at", time);
  }

  private static double deviation(String model, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("predict", model, "--user", "u1", "--item", "i3", "--with-uncertainty"));
    words.addAll(List.of(more));
    return CommandLineRun.json(words.toArray(String[]::new)).path("standardDeviation").asDouble();
  }

  @Test
  void ratingsMayBeLevels() throws IOException {
    // A scale that is none: 1, 2 and 10.
    StringBuilder rows = new StringBuilder("user,item,rating\n");
    for (int user = 0; user < 12; user++) {
      for (int item = 0; item < 10; item++) {
        int rating = item < 3 ? 1 : (user + item) % 2 == 0 ? 2 : 10;
        if (user != 5 || item != 4) {
          rows.append("u%d,i%d,%d\n".formatted(user, item, rating));
        }
      }
    }
    Path data = Files.writeString(folder.resolve("levels.csv"), rows);
    String levels = folder.resolve("levels.sapor").toString();
    CommandLineRun.json(
        "train",
        data.toString(),
        "--algorithm",
        "bayes",
        "--factors",
        "2",
        "--epochs",
        "60",
        "--samples",
        "10",
        "--likelihood",
        "ordered-probit",
        "--out",
        levels);
    assertThat(CommandLineRun.json("info", levels).toString())
        .contains("\"likelihood\":\"ordered-probit\"");
    assertThat(CommandLineRun.ok("verify", levels).out()).isNotEmpty();
    double low = figure(levels, "i1", "prediction");
    double high = figure(levels, "i4", "prediction");
    assertThat(low).isBetween(1.0, 2.0);
    assertThat(high).isBetween(low + 1, 10.0);
    assertThat(figure(levels, "i1", "standardDeviation"))
        .isLessThan(figure(levels, "i4", "standardDeviation"));
    JsonNode list =
        CommandLineRun.json("recommend", levels, "--user", "u5", "-n", "1").path("items");
    assertThat(list.get(0).path("item").asString()).isEqualTo("i4");
    assertThat(CommandLineRun.json("explain", levels, "--user", "u5", "--item", "i4").toString())
        .contains("prior of the user");
    assertThat(CommandLineRun.json("evaluate", levels, "--test", data.toString()).toString())
        .contains("rmse");
    assertThat(error("--likelihood", "probit", "--out", levels))
        .contains("expected one of normal, ordered-probit but was 'probit'");
    assertThat(CommandLineRun.of("train", ratings, "--likelihood", "normal", "--out", levels).err())
        .contains("--likelihood does not apply to the algorithm als");
  }

  @Test
  void ratingsThatAreNoLevelsAreAnErrorOfTheData() throws IOException {
    StringBuilder many = new StringBuilder("user,item,rating\n");
    for (int k = 0; k < 60; k++) {
      many.append("u%s,i%s,%s%n".formatted(k % 9, k, k));
    }
    assertThat(refused(many)).contains("at most 25 different values, and there are more");
  }

  private String refused(CharSequence rows) throws IOException {
    Path data = Files.writeString(folder.resolve("refused.csv"), rows);
    CommandLineRun run =
        CommandLineRun.of(
            "train",
            data.toString(),
            "--algorithm",
            "bayes",
            "--likelihood",
            "ordered-probit",
            "--out",
            folder.resolve("refused.sapor").toString());
    assertThat(run.err()).contains("E_DATA");
    return run.err();
  }

  private static double figure(String model, String item, String what) {
    return CommandLineRun.json(
            "predict", model, "--user", "u5", "--item", item, "--with-uncertainty")
        .path(what)
        .asDouble();
  }

  @Test
  void whatIsWrongWithTimesIsSaid() {
    String out = folder.resolve("no.sapor").toString();
    assertThat(error("--features", "time", "--out", out))
        .contains("the feature 'time' needs the times of the ratings, and the data have none");
    assertThat(at(model, "someday", "--at must be a number or an ISO-8601 date (got 'someday')"))
        .isTrue();
    assertThat(at(model, "2020-01-01", "--at: the model knows no days; train it with")).isTrue();
  }

  private static boolean at(String model, String time, String message) {
    CommandLineRun run =
        CommandLineRun.of("predict", model, "--user", "u1", "--item", "i3", "--at", time);
    return run.code() == 2 && run.err().contains(message);
  }

  @Test
  void somebodyNewIsTakenInAndScoresAreExplained() {
    assertThat(CommandLineRun.json("recommend", model, "--history", "i1:5,i2:1").path("items"))
        .isNotEmpty();
    JsonNode explained = CommandLineRun.json("explain", model, "--user", "u1", "--item", "i3");
    assertThat(explained.toString()).contains("prior of the user");
  }

  @Test
  void whatIsWrongIsSaid() {
    String out = folder.resolve("no.sapor").toString();
    assertThat(error("--features", "iu,genres", "--out", out))
        .contains("'genres' is no feature; take iu, ii or time, or name a column as FILE:COLUMN");
    assertThat(error("--user-features", "iu", "--out", out)).contains("'iu' is no feature");
    assertThat(error("--features", "missing.csv:a", "--out", out))
        .contains("no file that can be read: missing.csv");
    assertThat(error("--features", folder.resolve("items.csv") + ":genre", "--out", out))
        .contains("has no column 'genre'; it has title, genres");
    assertThat(error("--regularization", "0.1", "--out", out))
        .contains("does not apply to the algorithm bayes");
    assertThat(error("--samples", "0", "--out", out)).contains("samples must be at least 1");
    String plain = folder.resolve("als.sapor").toString();
    CommandLineRun.ok("train", ratings, "--factors", "2", "--out", plain);
    assertThat(
            CommandLineRun.of(
                    "predict", plain, "--user", "u1", "--item", "i1", "--with-uncertainty")
                .err())
        .contains("the model keeps no samples; train it with --algorithm bayes");
    assertThat(CommandLineRun.of("train", ratings, "--samples", "3", "--out", plain).err())
        .contains("--samples does not apply to the algorithm als");
  }

  private static String error(String... options) {
    String[] all = new String[options.length + 4];
    all[0] = "train";
    all[1] = ratings;
    all[2] = "--algorithm";
    all[3] = "bayes";
    System.arraycopy(options, 0, all, 4, options.length);
    CommandLineRun run = CommandLineRun.of(all);
    assertThat(run.code()).isNotZero();
    assertThat(run.err()).doesNotContain("a bug in Sapor");
    return run.err();
  }
}
