package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.Progress;
import dev.sapor.model.TrainingRecord.Epoch;
import dev.sapor.solver.EpochReport;
import dev.sapor.solver.Solver;
import dev.sapor.solver.TrainingListener;
import org.jspecify.annotations.Nullable;

/** Shows a training as a bar, and carries a wish to stop into it. */
final class TrainingProgress implements TrainingListener, AutoCloseable {

  private final Console console;
  private final StopRequest stop;
  private @Nullable Progress bar;
  private int epochs;

  TrainingProgress(CommandContext context) {
    console = context.console();
    stop = context.stop();
  }

  @Override
  public void phase(Phase phase, int mostEpochs) {
    close();
    if (phase == Phase.FINAL) {
      // What the validation phase took.
      NativeMemory.release();
    }
    epochs = mostEpochs;
    bar =
        Progress.start(
            console, phase == Phase.VALIDATION ? "choosing epochs" : "training", mostEpochs);
  }

  @Override
  public void epoch(Phase phase, EpochReport report) {
    if (bar != null) {
      bar.update(report.epoch().number(), epochs);
      bar.detail(words(report.epoch()));
    }
  }

  private static String words(Epoch epoch) {
    StringBuilder words = new StringBuilder("objective ");
    words.append(Numbers.decimals(epoch.objective(), 1));
    epoch.trainRmse().ifPresent(rmse -> words.append(", train ").append(Numbers.metric(rmse)));
    epoch
        .validationRmse()
        .ifPresent(rmse -> words.append(", validation ").append(Numbers.metric(rmse)));
    return words.toString();
  }

  @Override
  public void backoff(int epoch, Solver slower) {
    close();
    console.say(
        "sapor: training diverged in epoch %s; starting again with half the learning rate (%s)"
            .formatted(epoch, slower.parameters().get("learning-rate")));
  }

  @Override
  public boolean stopRequested() {
    return stop.requested();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
