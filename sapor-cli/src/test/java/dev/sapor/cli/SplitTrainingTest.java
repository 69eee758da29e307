package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Splits within train and evaluate. */
class SplitTrainingTest {

  @TempDir private Path folder = Path.of("");
  private String ratings = "";
  private String model = "";

  @BeforeEach
  void write() throws IOException {
    ratings = SampleData.ratings(folder).toString();
    model = folder.resolve("m.sapor").toString();
  }

  @Test
  void aHoldoutIsTheRandomSplit() throws IOException {
    JsonNode holdout = CommandLineRun.json("train", ratings, "--out", model, "--holdout", "0.2");
    byte[] bytes = Files.readAllBytes(Path.of(model));
    JsonNode split = CommandLineRun.json("train", ratings, "--out", model, "--split", "random:0.2");
    assertThat(split.path("test")).isEqualTo(holdout.path("test"));
    assertThat(Files.readAllBytes(Path.of(model))).isEqualTo(bytes);
  }

  /** The files of sapor split give the model and the figures that train --split gives. */
  @Test
  void trainCutsAsSplitDoes() throws IOException {
    String out = folder.resolve("parts").toString();
    for (String rule : new String[] {"random:0.2", "leave-last:2", "sklearn-holdout:0.2"}) {
      JsonNode within = CommandLineRun.json("train", ratings, "--out", model, "--split", rule);
      byte[] bytes = Files.readAllBytes(Path.of(model));
      CommandLineRun.ok("split", ratings, "--by", rule, "--out", out, "--force");
      JsonNode files =
          CommandLineRun.json(
              "train", out + "/train.csv", "--test", out + "/test.csv", "--out", model);
      assertThat(Files.readAllBytes(Path.of(model))).as(rule).isEqualTo(bytes);
      assertThat(files.path("test").path("rmse")).isEqualTo(within.path("test").path("rmse"));
    }
  }

  @Test
  void foldsAreJudgedAndTheModelIsTrainedOnAll() throws IOException {
    JsonNode json = CommandLineRun.json("train", ratings, "--out", model, "--split", "kfold:3");
    byte[] bytes = Files.readAllBytes(Path.of(model));
    JsonNode folds = json.path("crossValidation").path("folds");
    assertThat(folds.size()).isEqualTo(3);
    double sum = 0;
    int count = 0;
    for (JsonNode fold : folds) {
      sum += fold.path("rmse").asDouble();
      count += fold.path("count").asInt();
    }
    assertThat(count).isEqualTo(SampleData.ratingRows().size());
    assertThat(json.path("crossValidation").path("mean").path("rmse").asDouble())
        .isCloseTo(sum / 3, within(1e-12));
    assertThat(json.path("crossValidation").path("baselines").size()).isPositive();
    assertThat(json.path("test").isNull()).isTrue();
    CommandLineRun.ok("train", ratings, "--out", model);
    assertThat(Files.readAllBytes(Path.of(model))).isEqualTo(bytes);
    assertThat(CommandLineRun.ok("train", ratings, "--out", model, "--split", "kfold:3").out())
        .contains("cross-validation by kfold:3")
        .contains("fold 3")
        .contains("mean");
  }

  @Test
  void evaluateRebuildsTheSplitOfTraining() {
    JsonNode trained =
        CommandLineRun.json(
            "train", ratings, "--out", model, "--seed", "5", "--split", "random:0.2");
    String[] evaluate = {"evaluate", model, "--data", ratings, "--split", "random:0.2", "--json"};
    CommandLineRun run = CommandLineRun.ok(evaluate);
    assertThat(run.json().path("rmse")).isEqualTo(trained.path("test").path("rmse"));
    assertThat(run.err()).doesNotContain("WARNING");
  }

  @Test
  void evaluateWarnsIfTheModelSawTheTestPart() {
    CommandLineRun.ok("train", ratings, "--out", model);
    CommandLineRun run =
        CommandLineRun.ok("evaluate", model, "--data", ratings, "--split", "random:0.2");
    assertThat(run.err())
        .contains("WARNING: the model was not trained on the training part of this split");
    assertThat(CommandLineRun.ok("evaluate", model, "--test", ratings).err())
        .contains("test pairs in the training part as well");
    String again = folder.resolve("again.sapor").toString();
    assertThat(CommandLineRun.ok("train", ratings, "--test", ratings, "--out", again).err())
        .contains("test pairs in the training part as well");
  }

  @Test
  void whatCannotBeJudgedIsRefused() {
    String never = folder.resolve("never.sapor").toString();
    fails(
        2,
        "make the files by sapor split --by users:5",
        "train",
        ratings,
        "--out",
        never,
        "--split",
        "users:5");
    fails(2, "make the files by sapor split", "train", ratings, "--out", never, "--split", "vae:5");
    fails(2, "did you mean 'random'?", "train", ratings, "--out", never, "--split", "randm:0.1");
    fails(
        2,
        "--split and --holdout exclude",
        "train",
        ratings,
        "--out",
        never,
        "--split",
        "kfold:3",
        "--holdout",
        "0.1");
    fails(
        2,
        "--test and --split exclude",
        "train",
        ratings,
        "--out",
        never,
        "--split",
        "kfold:3",
        "--test",
        "x");
    fails(2, "--split-seed needs --split", "train", ratings, "--out", never, "--split-seed", "3");
    fails(3, "needs times", "train", ratings, "--out", never, "--split", "time:3");
    CommandLineRun.ok("train", ratings, "--out", model);
    fails(2, "makes folds", "evaluate", model, "--data", ratings, "--split", "kfold:3");
    fails(2, "missing required option", "evaluate", model);
    fails(2, "missing required option", "evaluate", model, "--split", "random:0.1");
    fails(2, "apply with --split only", "evaluate", model, "--test", ratings, "--data", ratings);
    assertThat(Path.of(never)).doesNotExist();
  }

  private static void fails(int code, String message, String... args) {
    CommandLineRun run = CommandLineRun.of(args);
    assertThat(run.err()).contains(message);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(code);
  }
}
