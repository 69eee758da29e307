package dev.sapor.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.Factors;
import dev.sapor.model.TrainingRecord;
import dev.sapor.solver.als.AlsConfig;
import dev.sapor.solver.checkpoint.CheckpointFile;
import dev.sapor.solver.checkpoint.CheckpointMismatchException;
import dev.sapor.solver.gradient.GradientDescentConfig;
import dev.sapor.solver.sgd.SgdConfig;
import dev.sapor.split.RandomHoldout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TrainerTest {

  private final Interactions data = data();

  private static Interactions data() {
    RandomStream random = RandomStream.of(1, "trainer data");
    var builder = Interactions.builder();
    for (int user = 0; user < 80; user++) {
      for (int k = 0; k < 15; k++) {
        int item = random.nextInt(50);
        double taste = (user % 3 - 1) * (item % 4 - 1.5);
        builder.add("u" + user, "i" + item, (float) (3 + taste + 0.5 * random.nextGaussian()));
      }
    }
    return builder.build();
  }

  static Stream<Solver> solvers() {
    return Stream.of(
        AlsConfig.defaults().withFactors(6).solver(),
        SgdConfig.defaults().withFactors(6).solver(),
        GradientDescentConfig.defaults().withFactors(6).solver());
  }

  private static final TrainingPlan EARLY = new TrainingPlan(25, 0.2, 2, false);

  @Test
  void earlyStoppingRefitsForTheBestNumberOfEpochs() {
    Solver solver = SgdConfig.defaults().withFactors(6).solver();
    List<TrainingRecord.Epoch> validation = new ArrayList<>();
    try (Parallel parallel = new Parallel(2)) {
      TrainingResult result =
          Trainer.of(solver, EARLY, parallel)
              .withListener(
                  new TrainingListener() {
                    @Override
                    public void epoch(Phase phase, EpochReport report) {
                      if (phase == Phase.VALIDATION) {
                        validation.add(report.epoch());
                      }
                    }
                  })
              .train(data);
      int best = result.record().epochs().size();
      double least = validation.get(best - 1).validationRmse().orElseThrow();
      assertThat(validation)
          .allSatisfy(
              e -> assertThat(e.validationRmse().orElseThrow()).isGreaterThanOrEqualTo(least));
      assertThat(validation.size() == EARLY.epochs() || validation.size() == best + 2).isTrue();
      // The refit is a plain training on all data for that many epochs.
      Factors plain = Trainer.of(solver, TrainingPlan.fixed(best), parallel).train(data).factors();
      assertThat(result.factors().users().segment().mismatch(plain.users().segment()))
          .isEqualTo(-1);
      assertThat(result.record().epochs().getLast().validationRmse()).hasValue(least);
    }
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void aTrainingThatIsStoppedAnywhereEndsWithTheSameBits(Solver solver, @TempDir Path folder)
      throws IOException {
    try (Parallel parallel = new Parallel(2)) {
      TrainingResult whole = Trainer.of(solver, EARLY, parallel).train(data);
      int total = stopAndResume(solver, parallel, Integer.MAX_VALUE, folder, whole);
      for (int stopAfter = 1; stopAfter < total; stopAfter += 3) {
        stopAndResume(solver, parallel, stopAfter, folder, whole);
      }
    }
  }

  /** Stops after so many epochs of both phases, resumes from the file; returns the epochs seen. */
  private int stopAndResume(
      Solver solver, Parallel parallel, int stopAfter, Path folder, TrainingResult whole)
      throws IOException {
    CheckpointFile file =
        CheckpointFile.of(
            folder.resolve("state.ckpt"), solver, EARLY, data, "random", Duration.ZERO);
    Stopper stopper = new Stopper(stopAfter);
    Trainer trainer =
        Trainer.of(solver, EARLY, parallel).withListener(stopper).withCheckpoints(file);
    TrainingResult result;
    try {
      result = trainer.train(data);
    } catch (TrainingStoppedException e) {
      TrainingState state = file.read().orElseThrow();
      result = Trainer.of(solver, EARLY, parallel).withCheckpoints(file).resume(state, null, data);
    }
    file.delete();
    assertThat(result.factors().users().segment().mismatch(whole.factors().users().segment()))
        .as("stopped after %d", stopAfter)
        .isEqualTo(-1);
    assertThat(result.factors().itemBiases()).isEqualTo(whole.factors().itemBiases());
    assertThat(result.record()).isEqualTo(whole.record());
    return stopper.seen;
  }

  private static final class Stopper implements TrainingListener {
    private final int after;
    private int seen;

    Stopper(int after) {
      this.after = after;
    }

    @Override
    public void epoch(Phase phase, EpochReport report) {
      seen++;
    }

    @Override
    public boolean stopRequested() {
      return seen >= after;
    }
  }

  @Test
  void aCheckpointOfAnotherTrainingIsRefused(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("state.ckpt");
    Solver solver = AlsConfig.defaults().withFactors(3).solver();
    try (Parallel parallel = new Parallel(1)) {
      CheckpointFile file = CheckpointFile.of(path, solver, EARLY, data, "random", Duration.ZERO);
      Trainer.of(solver, EARLY, parallel).withCheckpoints(file).train(data);
    }
    assertThat(Files.exists(path)).isTrue();
    Solver other = AlsConfig.defaults().withFactors(4).solver();
    CheckpointFile file = CheckpointFile.of(path, other, EARLY, data, "random", Duration.ZERO);
    assertThatThrownBy(file::read)
        .isInstanceOf(CheckpointMismatchException.class)
        .hasMessageContaining("another training");
  }

  @Test
  void divergenceNamesTheEpochAndTheWayOut() {
    Solver solver = SgdConfig.defaults().withFactors(6).withLearningRate(20).solver();
    try (Parallel parallel = new Parallel(2)) {
      assertThatThrownBy(() -> Trainer.of(solver, TrainingPlan.fixed(5), parallel).train(data))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("epoch 1")
          .hasMessageContaining("lower the learning rate (now 20.0)");
    }
  }

  @Test
  void backingOffHalvesTheRateUntilItConvergesAndSaysSo() {
    Solver solver = SgdConfig.defaults().withFactors(6).withLearningRate(4).solver();
    TrainingPlan plan = TrainingPlan.fixed(10).withAutoBackoff(true);
    try (Parallel parallel = new Parallel(2)) {
      TrainingResult result = Trainer.of(solver, plan, parallel).train(data);
      int halvings = Integer.parseInt(result.record().parameters().get("learning-rate-halvings"));
      assertThat(halvings).isPositive();
      assertThat(result.record().parameters())
          .containsEntry("learning-rate", Double.toString(4 * Math.pow(0.5, halvings)));
      assertThat(result.factors().isSound()).isTrue();
    }
  }

  @Test
  void aWarmStartBeginsWhereItIsTold() {
    Solver solver = AlsConfig.defaults().withFactors(6).solver();
    try (Parallel parallel = new Parallel(2)) {
      Factors first = Trainer.of(solver, TrainingPlan.fixed(10), parallel).train(data).factors();
      Factors copy = first.copy();
      TrainingResult warm =
          Trainer.of(solver, TrainingPlan.fixed(1), parallel).trainFrom(first, data);
      TrainingResult cold = Trainer.of(solver, TrainingPlan.fixed(1), parallel).train(data);
      assertThat(warm.record().epochs().getFirst().objective())
          .isLessThan(cold.record().epochs().getFirst().objective());
      assertThat(warm.record().parameters()).containsEntry("start", "given factors");
      // The given factors are not touched.
      assertThat(first.users().segment().mismatch(copy.users().segment())).isEqualTo(-1);
    }
  }

  @Test
  void valuesThatOverflowAreADivergence() {
    var builder = Interactions.builder();
    for (int user = 0; user < 20; user++) {
      builder.add("u" + user, "i" + user % 3, 3e38f).add("u" + user, "i" + (3 + user % 4), -3e38f);
    }
    Interactions huge = builder.build();
    try (Parallel parallel = new Parallel(1)) {
      assertThatThrownBy(() ->
              Trainer.of(AlsConfig.defaults().solver(), TrainingPlan.fixed(3), parallel)
                  .train(huge))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("raise the regularization");
    }
  }

  @Test
  void aHoldoutWithTheSameSeedLeavesAPartForValidation() {
    long seed = 42;
    Interactions train = new RandomHoldout(0.2, seed).split(data).train();
    Interactions validation = EARLY.validationSplit(seed).split(train).test();
    assertThat(validation.size()).isBetween(train.size() / 10, train.size() * 3 / 10);
  }
}
