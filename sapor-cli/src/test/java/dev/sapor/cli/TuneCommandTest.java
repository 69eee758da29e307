package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The search for hyper-parameters. */
class TuneCommandTest {

  private static final String RANGES = "regularization=0.01..3:log,factors=2|4,kappa=0..2";

  @TempDir private Path folder = Path.of("");
  private String data = "";

  @BeforeEach
  void write() throws IOException {
    data = SampleData.ratings(folder).toString();
  }

  private String[] tune(String... more) {
    return search("6", RANGES, more);
  }

  private String[] search(String trials, String ranges, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("tune", data, "--trials", trials, "--ranges", ranges));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  @Test
  void trialsComeBestFirstAndTheCommandTrainsTheWinner() {
    JsonNode json = CommandLineRun.json(tune("--start", "regularization=0.0001,factors=8"));
    assertThat(json.path("algorithm").asString()).isEqualTo("als");
    assertThat(json.path("metric").asString()).isEqualTo("rmse");
    double before = 0;
    List<Integer> whole = new ArrayList<>();
    for (JsonNode trial : json.path("trials")) {
      if (trial.path("epochs").asInt() == 12) {
        assertThat(trial.path("rmse").asDouble()).isGreaterThanOrEqualTo(before);
        before = trial.path("rmse").asDouble();
        whole.add(trial.path("trial").asInt());
      }
    }
    assertThat(whole).contains(0, 1).hasSize(4);
    assertThat(json.path("trials").size()).isEqualTo(10);
    assertThat(json.path("best").asInt()).isEqualTo(whole.getFirst());

    List<String> words = new ArrayList<>(List.of(json.path("command").asString().split(" ", -1)));
    assertThat(words.removeFirst()).isEqualTo("sapor");
    assertThat(words.subList(words.size() - 2, words.size())).containsExactly("--out", "my.sapor");
    String model = folder.resolve("tuned.sapor").toString();
    words.set(words.size() - 1, model);
    CommandLineRun.ok(words.toArray(String[]::new));
    JsonNode parameters = CommandLineRun.json("info", model).path("parameters");
    json.path("parameters")
        .properties()
        .forEach(entry -> assertThat(parameters.get(entry.getKey())).isEqualTo(entry.getValue()));
  }

  @Test
  void tableHasALineForEachTrialAndTheCommandComesLast() {
    CommandLineRun run = CommandLineRun.ok(tune());
    List<String> lines = run.out().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("als on folds by random:0.1, best first:");
    assertThat(lines.get(1)).contains("trial", "epochs", "rmse", "factors", "regularization");
    assertThat(lines.stream().filter(line -> line.matches(" +[0-6] +(4|12) .*"))).hasSize(7);
    assertThat(run.out()).contains("the defaults").contains("winner");
    assertThat(lines.getLast()).startsWith("sapor train " + data + " --algorithm als");
  }

  @Test
  void optionsOfTheDataGoIntoTheCommand() {
    JsonNode json =
        CommandLineRun.json(
            search(
                "3",
                "factors=4",
                "--positive",
                "rating>=4",
                "--min-item",
                "2",
                "--columns",
                "user=1,item=2,rating=3",
                "--epochs",
                "4",
                "--split",
                "kfold:2"));
    assertThat(json.path("algorithm").asString()).isEqualTo("implicit-als");
    assertThat(json.path("metric").asString()).isEqualTo("ndcg@10");
    assertThat(json.path("trials").path(0).path("folds").size()).isEqualTo(2);
    assertThat(json.path("command").asString())
        .contains(" --positive 'rating>=4' ")
        .contains(" --min-item 2 ")
        .contains(" --columns user=1,item=2,rating=3 ")
        .contains(" --epochs 4 ")
        .contains(" --algorithm implicit-als ");
  }

  @Test
  void searchThatWasCutOffAnywhereEndsWithTheSameWinner() throws IOException {
    Path whole = folder.resolve("whole.json");
    JsonNode expected = CommandLineRun.json(tune("--out", whole.toString(), "--threads", "1"));
    byte[] journal = Files.readAllBytes(whole);
    assertThat(Files.readAllLines(whole)).hasSize(1 + expected.path("trials").size());
    for (int length : new int[] {0, 5, journal.length / 3, journal.length / 2, journal.length}) {
      Path cut = folder.resolve("cut" + length + ".json");
      Files.write(cut, Arrays.copyOf(journal, length));
      JsonNode json = CommandLineRun.json(tune("--resume", cut.toString(), "--threads", "2"));
      assertThat(json.path("winner")).isEqualTo(expected.path("winner"));
      assertThat(json.path("confirmation")).isEqualTo(expected.path("confirmation"));
      assertThat(json.path("command")).isEqualTo(expected.path("command"));
      long linesBefore =
          new String(Arrays.copyOf(journal, length), StandardCharsets.UTF_8)
              .chars()
              .filter(c -> c == '\n')
              .count();
      assertThat(json.path("reused").asLong()).isEqualTo(Math.max(0, linesBefore - 1));
      assertThat(Files.readAllLines(cut)).hasSize(1 + expected.path("trials").size());
    }
  }

  @Test
  void killedSearchGoesOn() throws IOException, InterruptedException {
    Path whole = folder.resolve("whole.json");
    JsonNode expected = CommandLineRun.json(search("40", RANGES, "--out", whole.toString()));
    Path killed = folder.resolve("killed.json");
    ForkedRun run =
        ForkedRun.start(folder, List.of(), search("40", RANGES, "--out", killed.toString()));
    long end = System.nanoTime() + 60_000_000_000L;
    while ((!Files.exists(killed) || Files.readAllLines(killed).size() < 4)
        && run.process().isAlive()
        && System.nanoTime() < end) {
      Thread.sleep(2);
    }
    run.process().destroyForcibly().waitFor();
    JsonNode json = CommandLineRun.json(search("40", RANGES, "--resume", killed.toString()));
    assertThat(json.path("reused").asInt()).isPositive();
    assertThat(json.path("winner")).isEqualTo(expected.path("winner"));
    assertThat(json.path("confirmation")).isEqualTo(expected.path("confirmation"));
  }

  @Test
  void journalOfAnotherSearchIsRefused() throws IOException {
    Path journal = folder.resolve("trials.json");
    CommandLineRun.ok(tune("--out", journal.toString()));
    fails(2, "its seed is '42', not '7'", tune("--resume", journal.toString(), "--seed", "7"));
    fails(2, "--out: exists already: ", tune("--out", journal.toString()));
    fails(5, "--resume: no such file: ", tune("--resume", folder.resolve("no.json").toString()));
    Path other = Files.writeString(folder.resolve("other.json"), "user,item\na,b\n");
    fails(3, "this is no line of a journal of trials: ", tune("--resume", other.toString()));
    List<String> lines = new ArrayList<>(Files.readAllLines(journal));
    lines.set(2, "{\"trial\":1}");
    Files.write(journal, lines);
    fails(3, "trials.json:3", tune("--resume", journal.toString()));
  }

  @Test
  void whatCannotBeSearchedIsAnErrorOfUsage() {
    fails(
        2,
        "learning-rate does not apply to the algorithm als",
        "tune",
        data,
        "--algorithm",
        "als",
        "--ranges",
        "learning-rate=0.1..1");
    fails(2, "seed is no parameter to search for", "tune", data, "--ranges", "seed=1|2");
    fails(2, "ranges: kappa: not a range", "tune", data, "--ranges", "kappa=2..1");
    fails(2, "E_USAGE: ", "tune", data, "--algorithm", "als", "--ranges", "factors=0..3:int");
    fails(
        2,
        "--metric rmse judges predicted ratings",
        "tune",
        data,
        "--goal",
        "recommend",
        "--metric",
        "rmse");
    fails(2, "--split users:0.1 holds out whole users", "tune", data, "--split", "users:0.1");
    fails(2, "a time is a whole number with s, m or h", "tune", data, "--max-time", "soon");
    fails(2, "trials and epochs must be at least 1", "tune", data, "--trials", "0");
    fails(2, "exclude each other", "tune", data, "--out", folder + "/a", "--resume", folder + "/b");
    fails(2, "no data given", "tune");
  }

  @Test
  void divergingTrialsAreListedAsSuch() {
    JsonNode json =
        CommandLineRun.json(
            "tune",
            data,
            "--algorithm",
            "sgd",
            "--trials",
            "2",
            "--ranges",
            "learning-rate=500..900",
            "--epochs",
            "4");
    assertThat(json.path("winner").asInt()).isZero();
    JsonNode last = json.path("trials").path(json.path("trials").size() - 1);
    assertThat(last.path("diverged").asBoolean()).isTrue();
    assertThat(last.path("rmse").isNull()).isTrue();
    assertThat(json.path("trials").size()).isEqualTo(3);
  }

  private void fails(int code, String expected, String... args) {
    CommandLineRun run = CommandLineRun.of(args);
    assertThat(run.err()).contains(expected);
    assertThat(run.err().lines().filter(line -> line.contains(": error "))).hasSize(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(code);
  }
}
