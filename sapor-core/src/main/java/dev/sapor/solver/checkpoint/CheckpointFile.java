package dev.sapor.solver.checkpoint;

import dev.sapor.data.Interactions;
import dev.sapor.model.io.ModelFileException;
import dev.sapor.solver.CheckpointSink;
import dev.sapor.solver.Solver;
import dev.sapor.solver.TrainingPlan;
import dev.sapor.solver.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file that holds the latest state of one training. It is replaced as a model is saved: at every
 * moment there is a whole one. The file names its training by data, algorithm, parameters and plan,
 * and is refused for any other.
 */
public final class CheckpointFile implements CheckpointSink {

  private final Path file;
  private final String training;
  private final Duration interval;
  private @Nullable Long savedNanos;

  private CheckpointFile(Path file, String training, Duration interval) {
    this.file = file;
    this.training = training;
    this.interval = interval;
  }

  /**
   * The checkpoint of a training.
   *
   * @param start how the training starts, such as {@code random}, or a digest of given factors
   * @param interval least time between two savings; zero saves after each epoch
   */
  public static CheckpointFile of(
      Path file,
      Solver solver,
      TrainingPlan plan,
      Interactions train,
      String start,
      Duration interval) {
    String training =
        "%s seed %s %s %s start %s data %s"
            .formatted(
                solver.algorithm(),
                solver.seed(),
                solver.parameters(),
                plan,
                start,
                train.digest());
    return new CheckpointFile(file, training, interval);
  }

  /**
   * The state to go on from; empty where there is no file yet.
   *
   * @throws CheckpointMismatchException if the file belongs to another training
   * @throws ModelFileException if the file is not a sound checkpoint
   * @throws IOException if it cannot be read
   */
  public Optional<TrainingState> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    CheckpointSections.Content content = CheckpointSections.read(file);
    if (!content.training().equals(training)) {
      throw new CheckpointMismatchException(file, content.training(), training);
    }
    return Optional.of(content.state());
  }

  @Override
  public void offer(Supplier<TrainingState> state, boolean last) {
    if (!last && savedNanos != null && System.nanoTime() - savedNanos < interval.toNanos()) {
      return;
    }
    try {
      CheckpointSections.write(file, training, state.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    savedNanos = System.nanoTime();
  }

  /** Removes the file, when the training has ended. */
  public void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
