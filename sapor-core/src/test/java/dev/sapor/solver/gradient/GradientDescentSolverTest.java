package dev.sapor.solver.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Factors;
import dev.sapor.objective.Regularization;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Run;
import dev.sapor.solver.Solver;
import dev.sapor.testing.NaiveBiasedReference;
import dev.sapor.testing.NaiveFactors;
import dev.sapor.testing.NaiveReference;
import dev.sapor.testing.SolverContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GradientDescentSolverTest extends SolverContract {

  private static final Regularization REGULARIZATION = new Regularization(0.1, 0.5, 1, 0.05, 2);
  private static final double RATE = 0.002;

  @Override
  protected Solver solver(int factors, long seed) {
    return GradientDescentConfig.defaults().withFactors(factors).withSeed(seed).solver();
  }

  @Override
  protected boolean descendsMonotonically() {
    return false;
  }

  private static GradientDescentConfig config(double momentum) {
    return GradientDescentConfig.defaults()
        .withFactors(6)
        .withRegularization(REGULARIZATION)
        .withLearningRate(RATE)
        .withMomentum(momentum);
  }

  private static NaiveBiasedReference gradient(NaiveBiasedReference at, double[][] ratings) {
    return at.gradient(
        ratings,
        count -> REGULARIZATION.ofRow((long) count),
        count -> REGULARIZATION.ofBias((long) count));
  }

  /** One epoch without momentum moves by −η times the gradient, so the gradient can be read off. */
  @Test
  void eachGradientIsThatOfPlainLoopsInDouble() {
    Interactions data = data();
    double[][] ratings = NaiveFactors.dense(data);
    try (Parallel parallel = new Parallel(2)) {
      // A rate of 1 keeps the digits of the gradient.
      Run run = config(0).withLearningRate(1).solver().start(data, parallel);
      NaiveBiasedReference before = NaiveFactors.of(run.factors());
      NaiveBiasedReference expected = gradient(before, ratings);
      run.advance();
      NaiveBiasedReference after = NaiveFactors.of(run.factors());
      assertThat(NaiveReference.normwiseError(difference(before.U, after.U), expected.U))
          .isLessThan(1e-5);
      assertThat(NaiveReference.normwiseError(difference(before.V, after.V), expected.V))
          .isLessThan(1e-5);
    }
  }

  private static double[][] difference(double[][] a, double[][] b) {
    double[][] difference = new double[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        difference[i][j] = a[i][j] - b[i][j];
      }
    }
    return difference;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.9})
  void fiftyEpochsAreThoseOfPlainLoopsInDouble(double momentum) {
    Interactions data = data();
    double[][] ratings = NaiveFactors.dense(data);
    try (Parallel parallel = new Parallel(3)) {
      Run run = config(momentum).solver().start(data, parallel);
      NaiveBiasedReference plain = NaiveFactors.of(run.factors());
      NaiveBiasedReference velocity = gradient(plain, ratings);
      scale(velocity, 0);
      for (int epoch = 0; epoch < 50; epoch++) {
        run.advance();
        NaiveBiasedReference gradient = gradient(plain, ratings);
        scale(velocity, momentum);
        add(velocity, -RATE, gradient);
        add(plain, 1, velocity);
      }
      NaiveFactors.assertClose(run.factors(), plain, 1e-4);
    }
  }

  private static void scale(NaiveBiasedReference x, double factor) {
    add(x, factor - 1, x);
  }

  private static void add(NaiveBiasedReference to, double factor, NaiveBiasedReference x) {
    add(to.U, factor, x.U);
    add(to.V, factor, x.V);
    add(new double[][] {to.userBiases}, factor, new double[][] {x.userBiases});
    add(new double[][] {to.itemBiases}, factor, new double[][] {x.itemBiases});
  }

  private static void add(double[][] to, double factor, double[][] x) {
    for (int i = 0; i < to.length; i++) {
      for (int j = 0; j < to[i].length; j++) {
        to[i][j] += factor * x[i][j];
      }
    }
  }

  @Test
  void theObjectiveIsThatOfPlainLoopsInDouble() {
    Interactions data = data();
    try (Parallel parallel = new Parallel(2)) {
      Run run = config(0.5).solver().start(data, parallel);
      run.advance();
      double expected =
          NaiveFactors.of(run.factors())
              .objective(
                  NaiveFactors.dense(data),
                  count -> REGULARIZATION.ofRow((long) count),
                  count -> REGULARIZATION.ofBias((long) count));
      assertThat(run.objective().value()).isCloseTo(expected, within(1e-5 * expected));
    }
  }

  @Test
  void theScheduleLowersTheRate() {
    Interactions data = data();
    try (Parallel parallel = new Parallel(1)) {
      Run constant = config(0).solver().start(data, parallel);
      Run inverse =
          config(0).withSchedule(LearningRateSchedule.inverse(1)).solver().start(data, parallel);
      constant.advance();
      inverse.advance();
      Factors same = inverse.factors().copy();
      assertThat(constant.factors().users().segment().mismatch(same.users().segment()))
          .isEqualTo(-1);
      // The second epoch of the inverse schedule takes half a step.
      float before = same.users().get(3, 2);
      constant.advance();
      inverse.advance();
      float whole = constant.factors().users().get(3, 2) - before;
      float half = inverse.factors().users().get(3, 2) - before;
      assertThat((double) half).isCloseTo(whole / 2, within(1e-3 * Math.abs(whole)));
    }
  }
}
