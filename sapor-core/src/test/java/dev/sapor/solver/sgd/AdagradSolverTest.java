package dev.sapor.solver.sgd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.AdagradState;
import dev.sapor.model.Factors;
import dev.sapor.objective.Regularization;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import dev.sapor.solver.Solver;
import dev.sapor.testing.SolverContract;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class AdagradSolverTest extends SolverContract {

  @Override
  protected Solver solver(int factors, long seed) {
    return config().withBiased(true).withCentred(true).withFactors(factors).withSeed(seed).solver();
  }

  /** The form of LIBMF. */
  private static SgdConfig config() {
    return SgdConfig.defaults(Optimizer.ADAGRAD)
        .withBiased(false)
        .withRegularization(new Regularization(0.05, 1, 0, 0, 0))
        .withLearningRate(0.05)
        .withSchedule(LearningRateSchedule.CONSTANT)
        .withLateStart(1)
        .withInitialScale(1);
  }

  @Override
  protected boolean descendsMonotonically() {
    return false;
  }

  @Test
  void startIsPositiveAndHasNoMean() {
    try (Parallel parallel = new Parallel(1)) {
      Factors start = config().withFactors(20).solver().start(data(), parallel).factors();
      assertThat(start.mean()).isZero();
      double spread = SgdSolver.spread(data());
      for (int user = 0; user < start.users().rows(); user++) {
        for (float value : start.users().row(user)) {
          assertThat((double) value).isBetween(0.0, Math.sqrt(spread / 20));
        }
      }
    }
  }

  @Test
  void onlyTheFirstFactorsMoveInTheEpochsOfTheLateStart() {
    try (Parallel parallel = new Parallel(2)) {
      Run run = config().withFactors(20).withLateStart(2).solver().start(data(), parallel);
      float[][] before = run.factors().users().toArrays();
      run.advance();
      run.advance();
      float[][] late = run.factors().users().toArrays();
      run.advance();
      float[][] after = run.factors().users().toArrays();
      int moved = 0;
      for (int user = 0; user < before.length; user++) {
        if (data().byUser().count(user) > 0) {
          assertThat(rest(late[user])).isEqualTo(rest(before[user]));
          assertThat(first(late[user])).isNotEqualTo(first(before[user]));
          assertThat(rest(after[user])).isNotEqualTo(rest(late[user]));
          moved++;
        }
      }
      assertThat(moved).isPositive();
    }
  }

  private static float[] first(float[] row) {
    return Arrays.copyOf(row, AdagradState.FIRST);
  }

  private static float[] rest(float[] row) {
    return Arrays.copyOfRange(row, AdagradState.FIRST, row.length);
  }

  @Test
  void valuesInAnotherUnitGiveTheSameModelInThatUnit() {
    Interactions data = data();
    Interactions doubled = scaled(data, 4);
    SgdConfig config = config().withFactors(12);
    try (Parallel parallel = new Parallel(2)) {
      Run plain = config.solver().start(data, parallel);
      // λ weighs squares of factors against squares of values: it grows with the unit as they do.
      SgdConfig inUnit = config.withRegularization(config.regularization().withLambda(0.2));
      Run scaled = inUnit.solver().start(doubled, parallel);
      for (int epoch = 0; epoch < 3; epoch++) {
        plain.advance();
        scaled.advance();
      }
      for (int user = 0; user < 3; user++) {
        for (int item = 0; item < 3; item++) {
          assertThat(scaled.factors().score(user, item))
              .isCloseTo(
                  4 * plain.factors().score(user, item),
                  org.assertj.core.data.Offset.offset(2e-3f));
        }
      }
    }
  }

  private static Interactions scaled(Interactions data, float factor) {
    var builder = Interactions.builder();
    for (int user = 0; user < data.users().size(); user++) {
      for (long at = data.byUser().start(user); at < data.byUser().end(user); at++) {
        builder.add(
            data.users().id(user),
            data.items().id(data.byUser().column(at)),
            factor * data.byUser().value(at));
      }
    }
    return builder.build();
  }

  @Test
  void stateThatDoesNotFitIsRefused() {
    try (Parallel parallel = new Parallel(1)) {
      Solver solver = config().withFactors(4).solver();
      RunState state = solver.start(data(), parallel).state();
      SortedMap<String, FloatMatrix> memory = new TreeMap<>(state.memory());
      memory.put("user gradients", FloatMatrix.zeros(1, 4));
      RunState wrong = new RunState(1, state.factors(), memory);
      assertThatThrownBy(() -> solver.resume(data(), wrong, parallel))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("user gradients is FloatMatrix[1 x 4]");
    }
  }

  @Test
  void lateStartIsForAdagradOnly() {
    assertThatThrownBy(() -> SgdConfig.defaults().withLateStart(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("late start is for the optimizer adagrad only (got 1)");
    assertThatThrownBy(() -> config().withLateStart(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("late start must be at least 0 (got -1)");
  }
}
