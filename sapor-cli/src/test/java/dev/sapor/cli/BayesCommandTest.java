package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        .contains("'genres' is no feature; take iu or ii, or name a column as FILE:COLUMN");
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
    return run.err();
  }
}
