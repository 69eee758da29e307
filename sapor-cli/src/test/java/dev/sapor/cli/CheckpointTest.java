package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training that is stopped and goes on ends with the bytes of one that was never stopped. */
class CheckpointTest {

  @TempDir private Path folder = Path.of("");
  private String[] training = {};
  private Path model = Path.of("");
  private Path checkpoint = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    model = folder.resolve("model.sapor");
    checkpoint = folder.resolve("training.checkpoint");
    training =
        new String[] {
          "train",
          SampleData.ratings(folder).toString(),
          "--algorithm",
          "sgd",
          "--epochs",
          "60000",
          "--no-early-stopping",
          "--factors",
          "8",
          "--threads",
          "1",
          "--out",
          model.toString(),
          "--checkpoint",
          checkpoint.toString()
        };
  }

  private String[] withEpochs(int epochs) {
    String[] args = training.clone();
    args[5] = Integer.toString(epochs);
    return args;
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void signalLeavesACheckpointAndNoModel(String signal, int code)
      throws IOException, InterruptedException {
    assumeFalse(
        signal.equals("INT") && interruptsAreIgnored(),
        "SIGINT is ignored here, as in a background job, and a child inherits that");
    ForkedRun run = ForkedRun.start(folder, List.of(), training);
    awaitCheckpoint(run);
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(run.process().pid())).start();
    assertThat(kill.waitFor()).isZero();
    CommandLineRun end = run.end();
    assertThat(end.code()).isEqualTo(code);
    assertThat(end.out()).isEmpty();
    assertThat(end.err())
        .startsWith("sapor: error E_SIGNAL: training was stopped after epoch ")
        .contains(checkpoint.toString());
    assertThat(end.err().lines()).hasSize(1);
    assertThat(model).doesNotExist();
    assertThat(checkpoint).exists();
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".tmp"));
  }

  /** SIGINT is signal 2, so bit 1 of the mask that Linux shows. */
  private static boolean interruptsAreIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  @Test
  void signalWithoutACheckpointEndsAtOnce() throws IOException, InterruptedException {
    String[] plain = Arrays.copyOf(training, training.length - 2);
    ForkedRun run = ForkedRun.start(folder, List.of(), plain);
    // Another training that keeps one tells when this one must have begun too.
    ForkedRun clock = ForkedRun.start(folder, List.of(), training);
    awaitCheckpoint(clock);
    clock.process().destroyForcibly();
    run.process().destroy();
    CommandLineRun end = run.end();
    assertThat(end.code()).isEqualTo(143);
    assertThat(end.out()).isEmpty();
    assertThat(end.err())
        .isEqualTo("sapor: error E_SIGNAL: stopped by a signal; nothing was written\n");
    assertThat(model).doesNotExist();
  }

  @Test
  void killedTrainingGoesOnToTheSameBytes() throws IOException, InterruptedException {
    int epochs = 3000;
    CommandLineRun.ok(withEpochs(epochs));
    byte[] expected = Files.readAllBytes(model);
    assertThat(checkpoint).doesNotExist();
    Files.delete(model);

    ForkedRun run = ForkedRun.start(folder, List.of(), withEpochs(epochs));
    awaitCheckpoint(run);
    run.process().destroyForcibly();
    run.process().waitFor();
    if (!Files.exists(model)) {
      assertThat(checkpoint).exists();
      assertThat(CommandLineRun.ok(withEpochs(epochs)).err())
          .contains("going on from the checkpoint");
    }
    assertThat(Files.readAllBytes(model)).isEqualTo(expected);
    assertThat(checkpoint).doesNotExist();
  }

  @Test
  void checkpointOfAnotherTrainingIsRefused() throws IOException, InterruptedException {
    ForkedRun run = ForkedRun.start(folder, List.of(), training);
    awaitCheckpoint(run);
    run.process().destroyForcibly();
    run.process().waitFor();
    CommandLineRun other = CommandLineRun.of(withEpochs(7));
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("belongs to another training").contains("delete it");
  }

  @Test
  void damagedCheckpointIsRefused() throws IOException {
    Files.writeString(checkpoint, "no checkpoint");
    CommandLineRun run = CommandLineRun.of(withEpochs(7));
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).startsWith("sapor: error E_MODEL: ");
  }

  private void awaitCheckpoint(ForkedRun run) throws InterruptedException {
    for (int tries = 0;
        !Files.exists(checkpoint) && run.process().isAlive() && tries < 600;
        tries++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(checkpoint).exists();
  }
}
