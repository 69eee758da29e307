package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DemoCommandTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void bothModelsBeatTheRulesAndTheFilesGiveTheSameModel() throws IOException {
    Path demo = folder.resolve("demo");
    JsonNode json = CommandLineRun.json("demo", "--out", demo.toString());
    JsonNode predict = json.path("predict");
    JsonNode recommend = json.path("recommend");
    assertThat(predict.path("test").path("rmse").asDouble())
        .isLessThan(0.95 * predict.path("baselines").path("userItemMean").path("rmse").asDouble())
        .isLessThan(0.8 * predict.path("baselines").path("globalMean").path("rmse").asDouble());
    double popularity = recommend.path("baselines").path("popularity").path("ndcg10").asDouble();
    assertThat(recommend.path("test").path("ndcg10").asDouble()).isGreaterThan(2 * popularity);
    assertThat(predict.path("test").path("ndcg10").asDouble()).isLessThan(popularity);
    assertThat(json.path("items").get(0).path("title").asString()).isNotEmpty();

    Path again = folder.resolve("again.sapor");
    CommandLineRun.ok(
        "train",
        demo.resolve("ratings.csv").toString(),
        "--items",
        demo.resolve("films.csv").toString(),
        "--holdout",
        "0.1",
        "--out",
        again.toString());
    assertThat(Files.readAllBytes(again))
        .isEqualTo(Files.readAllBytes(demo.resolve("predict.sapor")));
  }

  @Test
  void textShowsTheWholeWay() {
    CommandLineRun run = CommandLineRun.ok("demo", "--out", folder.resolve("demo").toString());
    assertThat(run.out())
        .contains("The data")
        .contains("train RMSE by epoch")
        .contains("damped means")
        .contains("popularity")
        .contains("Recommended to ")
        .contains("Films like ");
    assertThat(run.err()).contains("next: sapor recommend ");
  }
}
