package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The options that only implicit-als has. */
class ClickOptionsTest {

  @TempDir private Path folder = Path.of("");
  private String clicks = "";
  private String ratings = "";
  private String model = "";

  @BeforeEach
  void data() throws IOException {
    clicks = SampleData.clicks(folder).toString();
    ratings = SampleData.ratings(folder).toString();
    model = folder.resolve("model.sapor").toString();
  }

  private String[] train(String file, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("train", file, "--algorithm", "implicit-als", "--out", model, "--factors"));
    words.add("4");
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private JsonNode parametersAfter(String... words) {
    CommandLineRun.ok(words);
    return CommandLineRun.json("info", model).path("parameters");
  }

  @Test
  void whatTheDataDecideIsRecorded() {
    JsonNode ofRatings = parametersAfter(train(ratings));
    assertThat(ofRatings.path("confidence").asString()).isEqualTo("constant");
    assertThat(Double.parseDouble(ofRatings.path("alpha0").asString())).isBetween(0.01, 0.5);
    assertThat(ofRatings.path("target").asString()).isEqualTo("shrunk");
    assertThat(ofRatings.path("regularization-count").asString()).isEqualTo("all");
    assertThat(parametersAfter(train(clicks)).path("confidence").asString()).isEqualTo("linear");
  }

  @Test
  void everyOptionReachesTheModel() {
    JsonNode parameters =
        parametersAfter(
            train(
                ratings,
                "--confidence",
                "log",
                "--confidence-scale",
                "2.5",
                "--confidence-unit",
                "0.5",
                "--target",
                "one",
                "--regularization-count",
                "seen",
                "--solver",
                "blocks",
                "--block-size",
                "3"));
    assertThat(parameters.path("confidence").asString()).isEqualTo("log");
    assertThat(parameters.path("confidence-scale").asString()).isEqualTo("2.5");
    assertThat(parameters.path("confidence-unit").asString()).isEqualTo("0.5");
    assertThat(parameters.path("target").asString()).isEqualTo("one");
    assertThat(parameters.path("regularization-count").asString()).isEqualTo("seen");
    assertThat(parameters.path("solver").asString()).isEqualTo("blocks");
    assertThat(parameters.path("block-size").asString()).isEqualTo("3");
  }

  /** The weights of the record are those that a history is solved by. */
  @Test
  void aHistoryIsSolvedByTheWeightsOfTheTraining() throws IOException {
    CommandLineRun.ok(
        train(clicks, "--confidence", "log", "--confidence-scale", "3", "--target", "one"));
    String items =
        String.join(
            ",",
            Files.readAllLines(Path.of(clicks)).stream()
                .filter(line -> line.startsWith("u4,"))
                .map(line -> line.substring(line.indexOf(',') + 1))
                .toList());
    assertThat(CommandLineRun.json("recommend", model, "--history", items).path("items"))
        .isEqualTo(CommandLineRun.json("recommend", model, "--user", "u4").path("items"));
  }

  @ParameterizedTest
  @CsvSource({
    "hu-koren, 40.0, 0.1, 0.0, 0",
    "implicit, 1.0, 0.01, 0.0, -1.0",
    "spark, 1.0, 0.1, 1.0, 0"
  })
  void parametersOfOthersAreTranslated(
      String library, String alpha, String lambda, String nu, String shift) {
    JsonNode theirs = parametersAfter(train(ratings, "--from", library));
    assertThat(theirs.path("alpha0").asString()).isEqualTo("1.0");
    assertThat(theirs.path("confidence").asString()).isEqualTo("linear");
    assertThat(theirs.path("confidence-scale").asString()).isEqualTo(alpha);
    assertThat(theirs.path("confidence-shift").asString("0")).isEqualTo(shift);
    assertThat(theirs.path("target").asString()).isEqualTo("one");
    assertThat(theirs.path("regularization").asString()).isEqualTo(lambda);
    assertThat(theirs.path("nu").asString()).isEqualTo(nu);
    JsonNode given =
        parametersAfter(
            train(ratings, "--from", library, "--alpha", "7", "--regularization", "0.3"));
    assertThat(given.path("confidence-scale").asString()).isEqualTo("7.0");
    assertThat(given.path("regularization").asString()).isEqualTo("0.3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--from implicit --alpha0 0.1 | --from has weights of its own",
        "--from spark --nu 0 | --from has weights of its own",
        "--from spark --confidence log | --from has weights of its own",
        "--alpha 3 | --alpha is a parameter of other libraries",
        "--confidence-scale 3 | need --confidence",
        "--confidence linear --confidence-unit 3 | --confidence-unit is for --confidence log",
        "--confidence linear --confidence-scale -1 | scale must be a positive number (got -1.0)",
        "--from libmf | expected one of hu-koren, implicit, spark",
        "--block-size 0 | block must be at least 1 (got 0)"
      })
  void whatCannotBeIsSaid(String options, String message) {
    CommandLineRun run = CommandLineRun.of(train(ratings, options.split(" ", -1)));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }
}
