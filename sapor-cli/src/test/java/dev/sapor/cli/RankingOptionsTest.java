package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The options that only bpr and softmax have. */
class RankingOptionsTest {

  @TempDir private Path folder = Path.of("");
  private String clicks = "";
  private String model = "";

  @BeforeEach
  void data() throws IOException {
    clicks = SampleData.clicks(folder).toString();
    model = folder.resolve("model.sapor").toString();
  }

  private String[] train(String algorithm, String... more) {
    List<String> words =
        new ArrayList<>(List.of("train", clicks, "--algorithm", algorithm, "--out", model));
    words.addAll(List.of("--factors", "4", "--epochs", "3"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private JsonNode parametersAfter(String... words) {
    CommandLineRun.ok(words);
    return CommandLineRun.json("info", model).path("parameters");
  }

  private static void assertParameters(JsonNode parameters, String... namesAndValues) {
    for (int k = 0; k < namesAndValues.length; k += 2) {
      assertThat(parameters.path(namesAndValues[k]).asString())
          .as(namesAndValues[k])
          .isEqualTo(namesAndValues[k + 1]);
    }
  }

  @Test
  void everyOptionOfSoftmaxReachesTheModel() {
    String[] given = {
      "--temperature",
      "0.2",
      "--bilateral",
      "1.1",
      "--negatives",
      "9",
      "--batch-size",
      "5",
      "--learning-rate",
      "0.003",
      "--dropout",
      "0.25",
      "--top-k",
      "7",
      "--top-k-temperature",
      "0.4",
      "--top-k-refresh",
      "2"
    };
    JsonNode parameters = parametersAfter(train("softmax", given));
    for (int k = 0; k < given.length; k += 2) {
      assertParameters(parameters, given[k].substring(2), given[k + 1]);
    }
  }

  @Test
  void everyOptionOfBprReachesTheModel() {
    String[] given = {
      "--regularization",
      "0.02",
      "--positive-regularization",
      "0.03",
      "--negative-regularization",
      "0.04",
      "--negatives",
      "3",
      "--batch-size",
      "5",
      "--learning-rate",
      "0.003",
      "--initial-scale",
      "0.3"
    };
    JsonNode parameters = parametersAfter(train("bpr", given));
    for (int k = 0; k < given.length; k += 2) {
      assertParameters(parameters, given[k].substring(2), given[k + 1]);
    }
    assertParameters(parameters, "biases", "true");
    assertParameters(parametersAfter(train("bpr", "--no-biases")), "biases", "false");
    JsonNode one = parametersAfter(train("bpr", "--regularization", "0.5"));
    assertParameters(one, "positive-regularization", "0.5", "negative-regularization", "0.5");
  }

  @Test
  void optionsOfOthersAreRefused() {
    assertRefused(train("softmax", "--regularization", "0.1"), "--regularization does not apply");
    assertRefused(train("softmax", "--kappa", "1"), "--kappa does not apply");
    assertRefused(train("softmax", "--initial-scale", "1"), "--initial-scale does not apply");
    assertRefused(train("bpr", "--temperature", "1"), "--temperature does not apply");
    assertRefused(train("bpr", "--nu", "1"), "--nu does not apply");
    assertRefused(train("implicit-als", "--negatives", "1"), "--negatives does not apply");
    assertRefused(
        train("softmax", "--top-k", "0", "--top-k-refresh", "3"), "need a --top-k above 0");
    assertRefused(train("softmax", "--temperature", "0"), "temperature must be a positive number");
    assertRefused(train("bpr", "--negatives", "0"), "negatives must be at least 1");
  }

  private static void assertRefused(String[] words, String message) {
    CommandLineRun run = CommandLineRun.of(words);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void aNewUserIsTakenInAndNewInteractionsAreRefusedWithAReason() {
    for (String algorithm : List.of("softmax", "bpr")) {
      CommandLineRun.ok(train(algorithm));
      JsonNode list = CommandLineRun.json("recommend", model, "--history", "i1,i2", "-n", "3");
      assertThat(list.path("items").size()).isEqualTo(3);
      String updated = folder.resolve("updated.sapor").toString();
      CommandLineRun update =
          CommandLineRun.of("update", model, "--with", clicks, "--out", updated);
      assertThat(update.code()).isNotZero();
      assertThat(update.err())
          .contains("a model by " + algorithm + " has no equations for new items and interactions");
    }
  }
}
