package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What holds for every command. */
class CommandContractTest {

  @TempDir private static Path folder;

  /** For each command, arguments with which it succeeds. */
  private static final TreeMap<String, List<String>> CALLS = new TreeMap<>();

  @BeforeAll
  static void prepare() throws IOException {
    String ratings = SampleData.ratings(folder).toString();
    String model = folder.resolve("contract.sapor").toString();
    CommandLineRun.ok("train", ratings, "--out", model, "--goal", "recommend");
    CALLS.put("train", List.of(ratings, "--out", folder.resolve("new.sapor").toString()));
    CALLS.put(
        "split",
        List.of(ratings, "--by", "kfold:3", "--force", "--out", folder.resolve("s").toString()));
    CALLS.put("tune", List.of(ratings, "--trials", "3", "--ranges", "factors=2|4"));
    CALLS.put("evaluate", List.of(model, "--test", ratings));
    CALLS.put("compare", List.of(model, model, "--test", ratings));
    CALLS.put("report", List.of(model, "--out", folder.resolve("report.html").toString()));
    CALLS.put("predict", List.of(model, "--user", "u1", "--item", "i1"));
    CALLS.put("recommend", List.of(model, "--user", "u1"));
    CALLS.put("similar", List.of(model, "--item", "i1"));
    CALLS.put("explain", List.of(model, "--user", "u1", "--item", "i1"));
    CALLS.put(
        "forget",
        List.of(model, "--user", "u1", "--out", folder.resolve("forgot.sapor").toString()));
    CALLS.put(
        "update",
        List.of(model, "--with", ratings, "--out", folder.resolve("updated.sapor").toString()));
    CALLS.put("serve", List.of(model, "--port", "0", "--for", "1s"));
    CALLS.put("info", List.of(model));
    CALLS.put("verify", List.of(model));
    CALLS.put("export", List.of(model, folder.resolve("export").toString()));
    CALLS.put("reproduce", List.of("--list"));
    CALLS.put("demo", List.of("--out", folder.resolve("demo").toString()));
  }

  static Stream<String> commands() {
    Set<String> names =
        SaporCommands.create(
                new CommandContext(Consoles.silent(), new StopRequest(), java.util.Map.of()))
            .getSubcommands()
            .keySet();
    return names.stream().filter(name -> !name.equals("help"));
  }

  @Test
  void everyCommandIsTestedHere() {
    assertThat(commands()).containsExactlyInAnyOrderElementsOf(CALLS.keySet());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpShowsAnExample(String command) {
    CommandLineRun run = CommandLineRun.of(command, "--help");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("Usage: sapor " + command)
        .contains("  sapor " + command + " ");
    assertThat(run.err()).isEmpty();
    assertThat(CommandLineRun.of("help", command).out()).isEqualTo(run.out());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void textGoesToStdoutAndSucceeds(String command) {
    CommandLineRun run = call(command);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isNotEmpty().endsWith("\n").doesNotContain("\u001b");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void jsonIsOneObjectOrArrayAndNothingElse(String command) {
    CommandLineRun run = call(command, "--json");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines()).hasSize(1);
    JsonNode json = run.json();
    assertThat(json.isContainer()).isTrue();
    assertThat(json.size()).isPositive();
    assertThat(run.err()).doesNotContain("next:");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anUnknownOptionIsAnErrorOfUsage(String command) {
    CommandLineRun run = call(command, "--no-such-option");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("sapor: error E_USAGE: unknown option '--no-such-option'")
        .contains("sapor " + command + " --help");
    assertThat(run.err().lines()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aMistypedOptionIsGuessed(String command) {
    assertThat(call(command, "--jsn").err()).contains("did you mean '--json'?");
  }

  private static CommandLineRun call(String command, String... more) {
    List<String> known = CALLS.getOrDefault(command, List.of());
    return CommandLineRun.of(
        Stream.of(Stream.of(command), known.stream(), Stream.of(more))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }
}
