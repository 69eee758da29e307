package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.model.io.ModelFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sapor serve --evaluation}, and what {@code sapor demo --serve} shows of its own. */
final class ServeEvaluationTest {

  @TempDir private static Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private static Path model;

  @SuppressWarnings("NullAway.Init")
  private static Path report;

  @BeforeAll
  static void prepare() throws IOException {
    String ratings = SampleData.trainingPart(folder).toString();
    model = folder.resolve("served.sapor");
    CommandLineRun.ok(
        "train", ratings, "--goal", "recommend", "--factors", "8", "--out", model.toString());
    report = evaluate(model, "test-part.json");
  }

  private static Path evaluate(Path judged, String name) throws IOException {
    String test = SampleData.testPart(folder).toString();
    return Files.writeString(
        folder.resolve(name),
        CommandLineRun.ok("evaluate", judged.toString(), "--test", test, "--json").out());
  }

  private static JsonNode evaluations(ServedProcess served)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(served.url() + "v1/model"))
              .timeout(Duration.ofSeconds(30))
              .build();
      String body = http.send(request, BodyHandlers.ofString()).body();
      return JsonMapper.shared().readTree(body).path("evaluations");
    }
  }

  private static CommandLineRun serve(Path... reports) {
    java.util.ArrayList<String> args =
        new java.util.ArrayList<>(
            List.of("serve", model.toString(), "--port", "0", "--for", "0s", "--json"));
    for (Path one : reports) {
      args.addAll(List.of("--evaluation", one.toString()));
    }
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  @Test
  void aReportNamesItsModel() throws IOException {
    JsonNode json = JsonMapper.shared().readTree(Files.readString(report));
    assertThat(json.path("model").asString()).isEqualTo(model.toString());
    assertThat(json.path("digest").asString()).isEqualTo(ModelFile.digest(model));
  }

  @Test
  void reportsAreShownWithTheirModel() throws Exception {
    ServedProcess served =
        ServedProcess.start(
            folder,
            List.of("-Dsapor.kernels=scalar"),
            model.toString(),
            "--evaluation",
            report.toString());
    JsonNode shown = evaluations(served);
    assertThat(served.stop().err()).isEmpty();
    JsonNode written = JsonMapper.shared().readTree(Files.readString(report));
    assertThat(shown).hasSize(1);
    assertThat(shown.get(0).path("name").asString()).isEqualTo("test-part");
    assertThat(shown.get(0).path("ofThisModel").asBoolean()).isTrue();
    assertThat(shown.get(0).path("count")).isEqualTo(written.path("count"));
    assertThat(shown.get(0).path("figures")).hasSize(written.path("figures").size());
    for (int k = 0; k < written.path("figures").size(); k++) {
      JsonNode figure = written.path("figures").get(k);
      JsonNode there = shown.get(0).path("figures").get(k);
      assertThat(there.path("metric")).isEqualTo(figure.path("metric"));
      assertThat(there.path("value").asDouble()).isEqualTo(figure.path("value").asDouble());
      assertThat(there.path("high").asDouble(-1)).isEqualTo(figure.path("high").asDouble(-1));
    }
    assertThat(shown.get(0).path("baselines")).isNotEmpty();
  }

  @Test
  void aReportOfAnotherModelIsSaidAndMarked() throws IOException {
    Path other = folder.resolve("other.sapor");
    CommandLineRun.ok(
        "train",
        SampleData.trainingPart(folder).toString(),
        "--goal",
        "recommend",
        "--factors",
        "3",
        "--out",
        other.toString());
    Path theirs = evaluate(other, "theirs.json");
    CommandLineRun both = serve(report, theirs);
    assertThat(both.code()).as(both.err()).isZero();
    assertThat(both.json().path("evaluations").asInt()).isEqualTo(2);
    assertThat(both.err())
        .contains("WARNING", "'theirs' is of another model")
        .doesNotContain("'test-part'");
    CommandLineRun own = serve(report);
    assertThat(own.err()).isEmpty();
    assertThat(serve().json().path("evaluations").asInt()).isZero();
  }

  @Test
  void whatIsNoReportEndsTheStart() throws IOException {
    Path ratings = SampleData.testPart(folder);
    Path info =
        Files.writeString(
            folder.resolve("info.json"),
            CommandLineRun.ok("info", model.toString(), "--json").out());
    for (Path wrong : List.of(ratings, info, model)) {
      CommandLineRun run = serve(report, wrong);
      assertThat(run.code()).as(run.err()).isEqualTo(3);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("'" + wrong + "' is not a report of sapor evaluate --json");
      assertThat(run.err().lines()).hasSize(1);
    }
    CommandLineRun missing = serve(folder.resolve("missing.json"));
    assertThat(missing.code()).isEqualTo(5);
    assertThat(missing.err()).contains("missing.json");
  }

  @Test
  void theDemoShowsWhatItFoundOnThePartHeldOut() throws Exception {
    Path demo = folder.resolve("demo");
    ServedProcess served =
        ServedProcess.startCommand(
            folder, List.of(), "demo", "--out", demo.toString(), "--serve", "--port", "0");
    JsonNode shown = evaluations(served);
    assertThat(served.stop().code()).isZero();
    assertThat(shown).hasSize(1);
    assertThat(shown.get(0).path("ofThisModel").asBoolean()).isTrue();
    JsonNode again =
        CommandLineRun.json(
            "evaluate",
            demo.resolve("recommend.sapor").toString(),
            "--data",
            demo.resolve("ratings.csv").toString(),
            "--split",
            "random:0.1");
    assertThat(shown.get(0).path("count")).isEqualTo(again.path("count"));
    for (int k = 0; k < again.path("figures").size(); k++) {
      JsonNode figure = again.path("figures").get(k);
      JsonNode there = shown.get(0).path("figures").get(k);
      assertThat(there.path("metric")).isEqualTo(figure.path("metric"));
      assertThat(there.path("value").asDouble()).isEqualTo(figure.path("value").asDouble());
    }
  }
}
