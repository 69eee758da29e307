package dev.sapor.cli;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Factors;
import dev.sapor.solver.Solver;
import dev.sapor.solver.Trainer;
import dev.sapor.solver.TrainingPlan;
import dev.sapor.solver.TrainingResult;
import dev.sapor.solver.TrainingState;
import dev.sapor.solver.TrainingStoppedException;
import dev.sapor.solver.checkpoint.CheckpointFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One training under the eyes of a person, with a checkpoint if one is wanted.
 *
 * @param solver algorithm and hyper-parameters
 * @param plan how long
 * @param start given factors, or null for a random start
 * @param checkpoint where the state is kept, or null for nowhere
 */
record TrainingJob(
    Solver solver, TrainingPlan plan, @Nullable Factors start, @Nullable Path checkpoint) {

  /** A killed run loses so much at most, or one epoch. */
  private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(10);

  /** A training from a random start without checkpoints. */
  static TrainingJob plain(Solver solver) {
    return new TrainingJob(solver, solver.defaultPlan(), null, null);
  }

  /**
   * Trains.
   *
   * @throws CommandException if a signal stopped it, the checkpoint is of another training, or the
   *     solver cannot learn from such data
   */
  TrainingResult run(Interactions train, Parallel parallel, CommandContext context)
      throws IOException {
    try (TrainingProgress progress = new TrainingProgress(context)) {
      Trainer trainer = Trainer.of(solver, plan, parallel).withListener(progress);
      if (checkpoint == null) {
        return start == null ? trainer.train(train) : trainer.trainFrom(start, train);
      }
      return runWithCheckpoints(trainer, train, checkpoint, context);
    } catch (IllegalArgumentException e) {
      // What a solver asks of the data that these do not have.
      throw CommandException.data(String.valueOf(e.getMessage()));
    }
  }

  private TrainingResult runWithCheckpoints(
      Trainer trainer, Interactions train, Path file, CommandContext context) throws IOException {
    CheckpointFile kept =
        CheckpointFile.of(file, solver, plan, train, startName(), BETWEEN_CHECKPOINTS);
    Optional<TrainingState> state = kept.read();
    Trainer keeping = trainer.withCheckpoints(kept);
    state.ifPresent(found ->
        context
            .console()
            .say(
                "sapor: going on from the checkpoint %s, epoch %s"
                    .formatted(file, found.run().epoch())));
    try {
      return context
          .stop()
          .inOrder(() ->
              state.isPresent()
                  ? keeping.resume(state.get(), start, train)
                  : start == null ? keeping.train(train) : keeping.trainFrom(start, train));
    } catch (TrainingStoppedException e) {
      throw new CommandException(
          ExitCode.INTERRUPTED,
          "%s; its state is in %s, run the same command to go on".formatted(e.getMessage(), file));
    }
  }

  private String startName() {
    if (start == null) {
      return "random";
    }
    CRC32C checksum = new CRC32C();
    float[] row = new float[start.rank()];
    ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES);
    for (FloatMatrix matrix : List.of(start.users(), start.items())) {
      for (int index = 0; index < matrix.rows(); index++) {
        matrix.copyRow(index, row);
        bytes.asFloatBuffer().put(row);
        checksum.update(bytes.array());
      }
    }
    return "given " + Long.toHexString(checksum.getValue());
  }
}
