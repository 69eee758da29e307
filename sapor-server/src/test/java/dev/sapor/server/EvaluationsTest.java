package dev.sapor.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.model.io.ModelFile;
import dev.sapor.server.live.EvaluationReport;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Reports of {@code sapor evaluate --json} beside the model in service. */
final class EvaluationsTest {

  private static final String REPORT =
      """
      {"rmse": null, "count": 120, "judgedUsers": 35,
       "figures": [
        {"metric": "rmse", "value": 0.9, "low": 0.8, "high": 1.0},
        {"metric": "coverage@10", "value": 1, "low": null, "high": null}],
       "remarks": ["does not beat 'popularity' in NDCG@10"],
       "model": "somewhere.sapor", "digest": "%s",
       "baselines": {"globalMean": {"rmse": 1.1, "figures": [
         {"metric": "rmse", "value": 1.1, "low": 1.0, "high": 1.2}]}, "ease": null},
       "slices": []}
      """;

  @TempDir private Path folder = Path.of("");

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }

  @Test
  void eachSaysWhetherItIsOfTheModelThatServes() throws IOException {
    Path first = TestModels.write(TestModels.clicks(8), folder, "first");
    Path second = TestModels.write(TestModels.clicks(4), folder, "second");
    List<EvaluationReport> reports =
        List.of(
            EvaluationReport.read(write("one.json", REPORT.formatted(ModelFile.digest(first)))),
            EvaluationReport.read(write("two", REPORT.formatted(ModelFile.digest(second)))),
            EvaluationReport.read(write("3.json", REPORT.replace("\"digest\": \"%s\",", ""))));
    ServerConfig config =
        ServerConfig.defaults()
            .withAddress("127.0.0.1", 0, false)
            .withFolder(folder, false)
            .withEvaluations(reports);
    try (SaporServer server = SaporServer.start(config)) {
      server.serve("first", first);
      Client client = new Client(server.port(), null);
      JsonNode facts = client.get("/v1/model").json();
      Described.assertDescribed(facts, "ModelFacts");
      JsonNode list = facts.path("evaluations");
      assertThat(list).hasSize(3);
      JsonNode one = list.get(0);
      Described.assertDescribed(one, "Evaluation");
      assertThat(one.path("name").asString()).isEqualTo("one");
      assertThat(list.get(1).path("name").asString()).isEqualTo("two");
      assertThat(one.path("ofThisModel").asBoolean()).isTrue();
      assertThat(list.get(1).path("ofThisModel").asBoolean(true)).isFalse();
      assertThat(list.get(2).has("ofThisModel")).isFalse();
      assertThat(one.path("count").asInt()).isEqualTo(120);
      assertThat(one.path("judgedUsers").asInt()).isEqualTo(35);
      JsonNode rmse = one.path("figures").get(0);
      assertThat(rmse.path("metric").asString()).isEqualTo("rmse");
      assertThat(rmse.path("value").asDouble()).isEqualTo(0.9);
      assertThat(rmse.path("low").asDouble()).isEqualTo(0.8);
      assertThat(rmse.path("high").asDouble()).isEqualTo(1.0);
      assertThat(one.path("figures").get(1).has("low")).isFalse();
      assertThat(one.path("baselines")).hasSize(1);
      assertThat(one.path("baselines").get(0).path("name").asString()).isEqualTo("global mean");
      assertThat(one.path("baselines").get(0).path("figures").get(0).path("value").asDouble())
          .isEqualTo(1.1);
      assertThat(one.path("remarks").get(0).asString()).contains("popularity");

      client.post("/admin/models/second", "{}");
      JsonNode swapped = client.get("/v1/model").json().path("evaluations");
      assertThat(swapped.get(0).path("ofThisModel").asBoolean(true)).isFalse();
      assertThat(swapped.get(1).path("ofThisModel").asBoolean()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{`|`[`|it is not JSON",
        "`\"count\": 120`|`\"count\": 120, \"count\": 120`|it is not JSON",
        "`\"slices\": []}`|`\"slices\": []} {}`|it is not JSON",
        "`\"figures\": [\n  {\"metric\": \"rmse\"`|`\"figure\": [{\"metric\": \"x\"`|figures must be a list",
        "`0.9`|`\"0.9\"`|figures[0].value must be a number",
        "`0.9`|`1e999`|figures[0].value must be a number",
        "`\"low\": 0.8`|`\"low\": null`|figures[0].low must be a number",
        "`\"low\": 0.8`|`\"low\": 1.3`|figures[0].low is above its high",
        "`coverage@10`|`rmse`|figures has 'rmse' twice",
        "`\"metric\": \"rmse\", \"value\": 0.9`|`\"value\": 0.9`|figures[0].metric must be a text",
        "`\"count\": 120`|`\"count\": -1`|count must be a whole number",
        "`\"count\": 120`|`\"count\": 1.5`|count must be a whole number",
        "`\"count\": 120,`|``|count must be a whole number",
        "`\"judgedUsers\": 35`|`\"judgedUsers\": \"35\"`|judgedUsers must be a whole number",
        "`\"digest\": \"%s\"`|`\"digest\": \"abc\"`|digest must be a SHA-256",
        "`\"remarks\": [`|`\"remarks\": [1, `|a remark must be a text",
        "`\"ease\": null`|`\"ease\": 1`|baselines.ease.figures must be a list"
      })
  void whatIsNoReportIsRefusedByNameAndPlace(String sound, String wrong, String why)
      throws IOException {
    assertThat(REPORT).contains(sound);
    String text = REPORT.replace(sound, wrong).replace("%s", "0".repeat(64));
    Path file = write("wrong.json", text);
    assertThatThrownBy(() -> EvaluationReport.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + file + "' is not a report of sapor evaluate --json: " + why);
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    for (String text : List.of("", "null", "[]", "7", "user,item,rating\nu1,i1,5\n", "SAPOR")) {
      Path file = write("other", text);
      assertThatThrownBy(() -> EvaluationReport.read(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + file + "'");
    }
    Path none =
        write("none.json", REPORT.replaceAll("(?s)\"figures\": \\[.*?\\],", "\"figures\": [],"));
    assertThatThrownBy(() -> EvaluationReport.read(none)).hasMessageContaining("figures is empty");
    Path large = folder.resolve("large.json");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength((16 << 20) + 1);
    }
    assertThatThrownBy(() -> EvaluationReport.read(large))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 16777216 bytes");
    assertThatThrownBy(() -> EvaluationReport.read(folder.resolve("missing")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
