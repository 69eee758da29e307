package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code --algorithm svdpp}: its options, and what is made of its models. */
class SvdppCommandTest {

  @TempDir private Path folder = Path.of("");
  private String ratings = "";
  private String model = "";

  @BeforeEach
  void prepare() throws IOException {
    ratings = SampleData.ratings(folder).toString();
    model = folder.resolve("model.sapor").toString();
  }

  private CommandLineRun train(String... more) {
    List<String> args = new ArrayList<>(List.of("train", ratings, "--out", model));
    Collections.addAll(args, "--algorithm", "svdpp", "--factors", "5");
    Collections.addAll(args, more);
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  @Test
  void optionsArriveInTheRecord() {
    CommandLineRun run =
        train(
            "--epochs",
            "3",
            "--learning-rate",
            "0.01",
            "--schedule",
            "constant",
            "--implicit-regularization",
            "0.07",
            "--batch-users",
            "3",
            "--regularization",
            "0.1",
            "--nu",
            "0.9",
            "--bias-kappa",
            "2");
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode json = CommandLineRun.json("info", model);
    JsonNode parameters = json.path("parameters");
    assertThat(json.path("epochs").size()).isEqualTo(3);
    assertThat(json.path("globalMean").asDouble()).isPositive();
    assertThat(parameters.path("implicit-regularization").asString()).isEqualTo("0.07");
    assertThat(parameters.path("batch-users").asString()).isEqualTo("3");
    assertThat(parameters.path("learning-rate").asString()).isEqualTo("0.01");
    assertThat(parameters.path("schedule").asString()).isEqualTo("constant");
    assertThat(parameters.path("regularization").asString()).isEqualTo("0.1");
    assertThat(parameters.path("bias-kappa").asString()).isEqualTo("2.0");
    assertThat(parameters.path("biases").asString()).isEqualTo("true");
  }

  @Test
  void eachOptionMakesAnotherModel() throws IOException {
    assertThat(train().code()).isZero();
    byte[] plain = Files.readAllBytes(Path.of(model));
    for (List<String> option :
        List.of(List.of("--implicit-regularization", "0.5"), List.of("--batch-users", "1"))) {
      assertThat(train(option.toArray(String[]::new)).code()).isZero();
      JsonNode info = CommandLineRun.json("info", model);
      assertThat(Files.readAllBytes(Path.of(model))).isNotEqualTo(plain);
      assertThat(info.path("parameters").path(option.getFirst().substring(2)).asString())
          .startsWith(option.getLast());
    }
  }

  @Test
  void whatDoesNotApplyOrIsWrongIsRefused() {
    CommandLineRun unknown = train("--no-biases");
    assertThat(unknown.err()).contains("--no-biases does not apply to the algorithm svdpp");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(train("--implicit-regularization", "-1").err())
        .contains("implicit regularization must be a finite number of at least 0 (got -1.0)");
    assertThat(train("--batch-users", "0").err())
        .contains("batch users must be at least 1 (got 0)");
    CommandLineRun other =
        CommandLineRun.of("train", ratings, "--out", model, "--implicit-regularization", "1");
    assertThat(other.err())
        .contains("--implicit-regularization does not apply to the algorithm als");
    assertThat(Path.of(model)).doesNotExist();
  }

  @Test
  void somebodyNewGetsAListByWhatTheyRated() {
    assertThat(train().code()).isZero();
    JsonNode liked =
        CommandLineRun.json("recommend", model, "--history", "i2:5,i4:5,i3:1", "-n", "3");
    JsonNode disliked =
        CommandLineRun.json("recommend", model, "--history", "i2:1,i4:1,i3:5", "-n", "3");
    assertThat(liked.path("items").size()).isEqualTo(3);
    assertThat(disliked.path("items")).isNotEqualTo(liked.path("items"));
    // What the history holds is not recommended.
    for (JsonNode item : liked.path("items")) {
      assertThat(item.path("item").asString()).isNotIn("i2", "i3", "i4");
    }
  }

  @Test
  void theHelpSaysWhenToTakeIt() {
    // Lines end where the terminal does.
    assertThat(CommandLineRun.ok("train", "--help").out().replaceAll("\\s+", " "))
        .contains("svdpp has a lower error")
        .contains("--implicit-regularization")
        .contains("--batch-users");
  }
}
