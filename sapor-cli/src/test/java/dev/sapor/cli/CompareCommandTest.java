package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.linalg.RandomStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Comparing and evaluating models as a user does. */
class CompareCommandTest {

  @TempDir private static Path folder;
  private static String good = "";
  private static String bad = "";
  private static String test = "";

  @BeforeAll
  static void train() throws IOException {
    String ratings = SampleData.ratings(folder).toString();
    good = folder.resolve("good.sapor").toString();
    bad = folder.resolve("bad.sapor").toString();
    CommandLineRun.ok("train", ratings, "--out", good, "--factors", "4");
    CommandLineRun.ok("train", ratings, "--out", bad, "--factors", "2", "--regularization", "500");
    RandomStream random = RandomStream.of(1, "test rows");
    List<String> rows = new ArrayList<>();
    for (int user = 0; user < SampleData.USERS + 5; user++) {
      for (int k = 0; k < 4; k++) {
        int item = random.nextInt(SampleData.ITEMS);
        int stars = user % 2 == item % 2 ? 4 : 2;
        rows.add("u%d,i%d,%d,%d".formatted(user, item, stars, random.nextInt(1000)));
      }
    }
    test =
        SampleData.write(folder.resolve("test.csv"), "user,item,rating,timestamp", rows).toString();
  }

  @Test
  void theBetterModelIsNamed() {
    JsonNode json = CommandLineRun.json("compare", bad, good, "--test", test);
    JsonNode rmse = json.path("comparisons").get(0);
    assertThat(rmse.path("metric").asString()).isEqualTo("rmse");
    assertThat(rmse.path("better").asString()).isEqualTo("second");
    assertThat(rmse.path("high").asDouble()).isNegative();
    assertThat(rmse.path("p").asDouble()).isLessThan(0.05);
    assertThat(CommandLineRun.ok("compare", good, bad, "--test", test).out())
        .contains("first is better");
    for (String model : List.of(good, bad)) {
      double alone = CommandLineRun.json("evaluate", model, "--test", test).path("rmse").asDouble();
      assertThat(rmse.path(model.equals(bad) ? "first" : "second").asDouble())
          .isCloseTo(alone, within(1e-12));
    }
  }

  @Test
  void aGateStopsAWorseModelAndOnlyThat() {
    CommandLineRun worse =
        CommandLineRun.of("compare", good, bad, "--test", test, "--gate", "rmse:0.01");
    assertThat(worse.code()).isEqualTo(1);
    assertThat(worse.out()).contains("gate rmse:0.01 FAILED");
    assertThat(worse.err()).doesNotContain("error");
    CommandLineRun json =
        CommandLineRun.of("compare", good, bad, "--test", test, "--gate", "rmse:0.01", "--json");
    assertThat(json.code()).isEqualTo(1);
    assertThat(json.json().path("passed").asBoolean()).isFalse();
    assertThat(json.json().path("gates").get(0).path("passed").asBoolean()).isFalse();

    CommandLineRun.ok("compare", bad, good, "--test", test, "--gate", "rmse:0");
    CommandLineRun.ok("compare", good, bad, "--test", test, "--gate", "rmse:10");
    CommandLineRun.ok("compare", good, good, "--test", test, "--gate", "map@3:0");
    // The same model passes by the estimate, and by the interval too, which is 0 wide.
    CommandLineRun.ok(
        "compare", good, good, "--test", test, "--gate", "ndcg@5:-0.001", "--gate-by", "interval");
  }

  @Test
  void testPairsThatAModelWasTrainedOnAreReported() {
    String ratings = folder.resolve("ratings.csv").toString();
    assertThat(CommandLineRun.ok("compare", good, bad, "--test", ratings).err())
        .contains("sapor: warning: " + good + " was trained on ")
        .contains("its figures are leaked");
    assertThat(CommandLineRun.ok("compare", good, bad, "--test", fresh()).err())
        .doesNotContain("leaked");
  }

  /** A pair that is not among the training ratings. */
  private static String fresh() {
    try {
      return SampleData.write(
              folder.resolve("fresh.csv"), "user,item,rating", List.of("u1,new,3", "u2,new,4"))
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void windowsRollThroughTheTestData() {
    JsonNode json =
        CommandLineRun.json(
            "compare", bad, good, "--test", test, "--windows", "3", "--gate", "rmse:0");
    assertThat(json.path("windows")).hasSize(3);
    assertThat(json.path("windows").get(0).path("comparisons").get(0).path("metric").asString())
        .isEqualTo("rmse");
    assertThat(json.path("passed").asBoolean()).isTrue();
  }

  @Test
  void whatCannotBeComparedIsRefused() throws IOException {
    fails(2, "--gate must be METRIC:MARGIN", "--gate", "ndcg");
    fails(2, "must be 0 or below: more of ndcg@10 is better", "--gate", "ndcg@10:0.1");
    fails(2, "must be 0 or above: less of rmse is better", "--gate", "rmse:-0.1");
    fails(2, "there is no metric 'ndgc@10'", "--gate", "ndgc@10:-0.1");
    fails(2, "--windows must be 1 to 100 (got 0)", "--windows", "0");
    fails(2, "--windows must be 1 to 100 (got 101)", "--windows", "101");
    String timeless =
        SampleData.write(folder.resolve("timeless.csv"), "user,item,rating", List.of("u1,i1,3"))
            .toString();
    CommandLineRun run =
        CommandLineRun.of("compare", good, bad, "--test", timeless, "--windows", "2");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("the test data have no times");
    assertThat(run.out()).isEmpty();
  }

  private static void fails(int code, String message, String... more) {
    List<String> args = new ArrayList<>(List.of("compare", good, bad, "--test", test));
    args.addAll(List.of(more));
    CommandLineRun run = CommandLineRun.of(args.toArray(String[]::new));
    assertThat(run.code()).isEqualTo(code);
    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void evaluateShowsIntervalsAndSlices() throws IOException {
    String titles = SampleData.titles(folder).toString();
    JsonNode json =
        CommandLineRun.json(
            "evaluate",
            good,
            "--test",
            test,
            "--metrics",
            "mae,recall-capped@3,auc",
            "--slice",
            "activity,popularity,item:year",
            "--items",
            titles);
    assertThat(json.path("figures").valueStream().map(f -> f.path("metric").asString()))
        .containsExactly("mae", "recall-capped@3", "auc");
    assertThat(json.path("unknownUsersLeftOut").asInt()).isEqualTo(5);
    assertThat(json.path("slices").valueStream().map(s -> s.path("by").asString()).distinct())
        .containsExactly("activity", "popularity", "item year");
    String text = CommandLineRun.ok("evaluate", good, "--test", test, "--slice", "activity").out();
    assertThat(text).contains("95 % interval", "by activity", "popularity");
  }

  @Test
  void aModelThatBeatsNoBaselineIsToldSo() {
    assertThat(CommandLineRun.ok("evaluate", bad, "--test", test).out())
        .contains("does not beat 'damped means' in RMSE beyond noise");
    assertThat(CommandLineRun.ok("evaluate", good, "--test", test).out())
        .doesNotContain("does not beat 'damped means' in RMSE");
  }

  @Test
  void figuresDoNotDependOnThreads() {
    String[] metrics = {"--metrics", "rmse,ndcg@5,auc,map@7", "--ties", "expected"};
    for (String command : List.of("evaluate", "compare")) {
      List<String> args = new ArrayList<>(List.of(command, good));
      args.addAll(command.equals("compare") ? List.of(bad) : List.of("--slice", "activity"));
      args.addAll(List.of("--test", test));
      args.addAll(List.of(metrics));
      List<String> outputs = new ArrayList<>();
      for (String threads : List.of("1", "2", "3")) {
        List<String> all = new ArrayList<>(args);
        all.addAll(List.of("--threads", threads, "--json"));
        outputs.add(CommandLineRun.ok(all.toArray(String[]::new)).out());
      }
      assertThat(outputs).allMatch(output -> output.equals(outputs.getFirst()));
    }
  }

  @Test
  void whatCountedInTrainingCountsInATest() throws IOException {
    String ratings = folder.resolve("ratings.csv").toString();
    String likes = folder.resolve("likes.sapor").toString();
    JsonNode trained =
        CommandLineRun.json(
            "train", ratings, "--positive", "rating>=4", "--out", likes, "--test", test);
    JsonNode evaluated = CommandLineRun.json("evaluate", likes, "--test", test);
    assertThat(evaluated.path("count")).isEqualTo(trained.path("test").path("count"));
    assertThat(evaluated.path("figures")).isEqualTo(trained.path("test").path("figures"));
    CommandLineRun mixed = CommandLineRun.ok("compare", likes, good, "--test", test);
    assertThat(mixed.err()).contains("differ in what counts as positive (rating>=4, any)");
    CommandLineRun alike = CommandLineRun.ok("compare", likes, likes, "--test", test);
    assertThat(alike.err()).contains("count, by the rule of the training: rating>=4");
    CommandLineRun page =
        CommandLineRun.ok(
            "report", likes, "--test", test, "--out", folder.resolve("likes.html").toString());
    assertThat(page.err()).contains("count, by the rule of the training: rating>=4");
  }

  @Test
  void sampledMetricsCarryAWarning() {
    CommandLineRun run =
        CommandLineRun.ok("evaluate", good, "--test", test, "--sampled-negatives", "9");
    assertThat(run.err()).contains("sapor: warning: ranked against 9 sampled items");
  }

  @Test
  void unknownUsersCanBeJudgedByPopularity() {
    JsonNode json = CommandLineRun.json("evaluate", good, "--test", test, "--fallback", "popular");
    assertThat(json.path("fallbackUsers").asInt()).isEqualTo(5);
    assertThat(json.path("unknownUsersLeftOut").asInt()).isZero();
  }

  @Test
  void aFileOfAttributesOfOthersIsRefused() throws IOException {
    String titles = SampleData.titles(folder).toString();
    evaluateFails(
        3, "has attributes of none of the ids", "--slice", "user:year", "--users", titles);
  }

  @Test
  void evaluationOptionsAreChecked() {
    evaluateFails(2, "there is no metric 'rsme'", "--metrics", "rsme");
    evaluateFails(2, "--slice must be activity, popularity", "--slice", "age");
    evaluateFails(2, "name it by --users FILE", "--slice", "user:age");
    evaluateFails(2, "--fallback must be popular", "--fallback", "random");
    evaluateFails(2, "negatives must be at least 1", "--sampled-negatives", "0");
    evaluateFails(5, "no file that can be read", "--items", "nowhere.csv");
  }

  private static void evaluateFails(int code, String message, String... more) {
    List<String> args = new ArrayList<>(List.of("evaluate", good, "--test", test));
    args.addAll(List.of(more));
    CommandLineRun run = CommandLineRun.of(args.toArray(String[]::new));
    assertThat(run.err()).contains(message);
    assertThat(run.code()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
  }
}
