package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Preparation in train, and what users get of whom a model knows nothing. */
class PreparationCommandTest {

  @TempDir private Path folder = Path.of("");

  private String model(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void stepsAreReportedAndRecorded() throws IOException {
    String data = SampleData.ratings(folder).toString();
    String model = model("positive.sapor");
    JsonNode json =
        CommandLineRun.json(
            "train",
            data,
            "--positive",
            "rating>=4",
            "--min-user",
            "3",
            "--max-per-user",
            "6",
            "--out",
            model);
    assertThat(json.path("goal").asString()).isEqualTo("recommend");
    List<String> steps = new ArrayList<>();
    json.path("preparation").forEach(step -> steps.add(step.path("step").asString()));
    assertThat(steps).containsExactly("positive", "max-per-user", "min-user-item");
    long positives = SampleData.ratingRows().stream().filter(row -> row.matches(".*[45]")).count();
    JsonNode first = json.path("preparation").path(0);
    assertThat(first.path("left").path("interactions").asLong()).isEqualTo(positives);
    assertThat(first.path("removed").path("interactions").asLong())
        .isEqualTo(SampleData.ratingRows().size() - positives);
    assertThat(json.path("preparation").path(1).path("cappedUsers").asInt()).isPositive();
    JsonNode last = json.path("preparation").path(2).path("left");
    assertThat(json.path("interactions").asLong()).isEqualTo(last.path("interactions").asLong());
    assertThat(json.path("users").asInt()).isEqualTo(last.path("users").asInt());

    JsonNode parameters = CommandLineRun.json("info", model).path("parameters");
    assertThat(parameters.path("prepare.positive").asString()).isEqualTo("rating>=4");
    assertThat(parameters.path("prepare.max-per-user").asString()).isEqualTo("6");
    assertThat(parameters.path("prepare.min-user-item").asString())
        .isEqualTo("min-user 3, min-item 1");
    assertThat(parameters.path("prepare.positive.removed").asString())
        .startsWith("interactions " + (SampleData.ratingRows().size() - positives) + ", users ");
  }

  @Test
  void testDataAreReadByTheSameThresholdButNotFiltered() throws IOException {
    List<String> train = new ArrayList<>();
    List<String> test = new ArrayList<>();
    SampleData.ratingRows().forEach(row -> (row.hashCode() % 4 == 0 ? test : train).add(row));
    Path trainFile = SampleData.write(folder.resolve("a.csv"), "user,item,rating", train);
    Path testFile = SampleData.write(folder.resolve("b.csv"), "user,item,rating", test);
    JsonNode json =
        CommandLineRun.json(
            "train",
            trainFile.toString(),
            "--test",
            testFile.toString(),
            "--positive",
            "rating>=4",
            "--min-item",
            "9",
            "--out",
            model("tested.sapor"));
    long positives = test.stream().filter(row -> row.matches(".*[45]")).count();
    assertThat(json.path("test").path("count").asLong()).isEqualTo(positives);
  }

  @Test
  void orderOfRowsAndThreadsChangeNoByte() throws IOException {
    List<String> rows = new ArrayList<>();
    int time = 1_000_000;
    for (String row : SampleData.ratingRows()) {
      rows.add(
          row.replaceFirst(",[0-9]$", "," + (row.endsWith("5") ? "buy" : "view") + "," + time));
      time += 977;
    }
    byte[] forth = weighed(rows, "forth", "1");
    Collections.reverse(rows);
    assertThat(weighed(rows, "back", "2")).isEqualTo(forth);
  }

  private byte[] weighed(List<String> rows, String name, String threads) throws IOException {
    Path data = SampleData.write(folder.resolve(name + ".csv"), "user,item,event,time", rows);
    Path model = folder.resolve(name + ".sapor");
    CommandLineRun run =
        CommandLineRun.ok(
            "train",
            data.toString(),
            "--event-weights",
            "buy=5,view=1",
            "--half-life",
            "2h",
            "--max-per-user",
            "8",
            "--min-item",
            "2",
            "--threads",
            threads,
            "--out",
            model.toString());
    assertThat(run.err())
        .contains("sapor: max-per-user (8) capped ")
        .contains("sapor: min-user-item (min-user 1, min-item 2) removed ")
        .contains("sapor: half-life (2h) weighed ");
    return Files.readAllBytes(model);
  }

  @Test
  void whatCannotBePreparedIsAnErrorOfOneLine() throws IOException {
    String ratings = SampleData.ratings(folder).toString();
    String clicks = SampleData.clicks(folder).toString();
    fails(
        3,
        "no interaction is left: the step min-user-item (min-user 999, ",
        ratings,
        "--min-user",
        "999");
    fails(3, "E_DATA: --positive needs ratings", clicks, "--positive", "rating>=4");
    fails(3, "E_DATA: a half-life needs times", clicks, "--half-life", "3d");
    fails(3, "E_DATA: a half-life weighs clicks", ratings, "--half-life", "3d");
    fails(3, "no column for the event", clicks, "--event-weights", "view=1");
    fails(2, "E_USAGE: a threshold has the form", ratings, "--positive", "4 stars");
    fails(2, "E_USAGE: a half-life is a whole number", ratings, "--half-life", "long");
    fails(2, "E_USAGE: event weights: ", clicks, "--event-weights", "view");
    fails(2, "E_USAGE: min-user must be at least 1", ratings, "--min-user", "0");
    fails(
        2,
        "--positive makes clicks of all rows, and als predicts",
        ratings,
        "--positive",
        "rating>=4",
        "--algorithm",
        "als");
  }

  private void fails(int code, String expected, String data, String... options) {
    List<String> arguments = new ArrayList<>(List.of("train", data, "--out", model("no.sapor")));
    arguments.addAll(List.of(options));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertThat(run.err()).contains(expected);
    assertThat(run.err().lines().filter(line -> line.contains(": error "))).hasSize(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(code);
    assertThat(Path.of(model("no.sapor"))).doesNotExist();
  }

  @Test
  void unknownUsersGetPopularItemsWhereThatIsAskedFor() throws IOException {
    String model = model("clicks.sapor");
    CommandLineRun.ok("train", SampleData.clicks(folder).toString(), "--out", model);
    CommandLineRun refused = CommandLineRun.of("recommend", model, "--user", "nobody");
    assertThat(refused.code()).isEqualTo(3);
    JsonNode json =
        CommandLineRun.json(
            "recommend", model, "--user", "nobody", "--fallback", "popular", "-n", "3");
    assertThat(json.path("fallback").asString()).isEqualTo("popular");
    assertThat(json.path("items").size()).isEqualTo(3);
    JsonNode known =
        CommandLineRun.json("recommend", model, "--user", "u1", "--fallback", "popular");
    assertThat(known.has("fallback")).isFalse();
    assertThat(known).isEqualTo(CommandLineRun.json("recommend", model, "--user", "u1"));
    assertThat(CommandLineRun.ok("recommend", model, "--user", "x", "--fallback", "popular").out())
        .startsWith("for user x, of whom the model knows nothing: the most popular items");
  }

  @Test
  void listsOfAFileKeepItsOrderAndSayWhichAreFallbacks() throws IOException {
    String model = model("clicks.sapor");
    CommandLineRun.ok("train", SampleData.clicks(folder).toString(), "--out", model);
    Path ids = Files.write(folder.resolve("ids.txt"), List.of("new 1", "u7", "u3", "new 2"));
    Path lists = folder.resolve("lists.csv");
    CommandLineRun refused =
        CommandLineRun.of("recommend", model, "--users", ids.toString(), "--out", lists.toString());
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("ids.txt:1 (got 'new 1')");
    assertThat(lists).doesNotExist();
    JsonNode json =
        CommandLineRun.json(
            "recommend",
            model,
            "--users",
            ids.toString(),
            "--out",
            lists.toString(),
            "-n",
            "2",
            "--fallback",
            "popular");
    assertThat(json.path("users").asInt()).isEqualTo(4);
    assertThat(json.path("fallbackUsers").asInt()).isEqualTo(2);
    List<String> rows = Files.readAllLines(lists);
    assertThat(rows.getFirst()).isEqualTo("user,rank,item,score,fallback");
    assertThat(rows.stream().skip(1).map(row -> row.replaceFirst(",.*", "")))
        .containsExactly("new 1", "new 1", "u7", "u7", "u3", "u3", "new 2", "new 2");
    assertThat(rows.get(1)).endsWith(",popular");
    assertThat(rows.get(3)).doesNotContain("popular");
    String item =
        CommandLineRun.json("recommend", model, "--user", "u7")
            .path("items")
            .path(0)
            .path("item")
            .asString();
    assertThat(rows.get(3)).startsWith("u7,1," + item + ",");
  }
}
