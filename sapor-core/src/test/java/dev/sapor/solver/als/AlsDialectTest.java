package dev.sapor.solver.als;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import dev.sapor.model.Factors;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import dev.sapor.testing.SyntheticInteractions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A translated configuration beside the weights, targets and λ of the other library in plain loops.
 * The libraries themselves are run by the benchmarks ({@code peers/run dialects}).
 */
final class AlsDialectTest {

  private static final long SEED = Seeds.printed("AlsDialectTest", 613);
  private static final double ALPHA = 1.7;
  private static final double LAMBDA = 0.3;
  private static final int FACTORS = 5;

  @ParameterizedTest
  @EnumSource
  void translatedParametersReachTheSameFactors(AlsDialect dialect) {
    Interactions ratings = new SyntheticInteractions(25, 18, 2, 5, SEED).ratings();
    Interactions data = ratings.withWeights(ratings.byUser().values());
    RandomStream random = RandomStream.of(SEED, "start");
    FloatMatrix start = FloatMatrix.zeros(data.items().size(), FACTORS);
    double[][] items = new double[start.rows()][FACTORS];
    for (int item = 0; item < items.length; item++) {
      for (int f = 0; f < FACTORS; f++) {
        start.set(item, f, (float) (0.3 * random.nextGaussian()));
        items[item][f] = start.get(item, f);
      }
    }
    int users = data.users().size();
    NaiveImplicitAls naive =
        new NaiveImplicitAls(
            SyntheticInteractions.dense(data), loss(dialect), new double[users][FACTORS], items);
    ImplicitAlsConfig config =
        ImplicitAlsConfig.defaults().withFactors(FACTORS).withMethod(RowMethod.CHOLESKY);
    try (Parallel parallel = new Parallel(2)) {
      Run run =
          dialect
              .translate(config, ALPHA, LAMBDA)
              .solver()
              .resume(
                  data,
                  RunState.startingFrom(Factors.unbiased(FloatMatrix.zeros(users, FACTORS), start)),
                  parallel);
      for (int epoch = 0; epoch < 4; epoch++) {
        run.advance();
        naive.solveUsers();
        naive.solveItems();
      }
      assertClose(run.factors().users(), naive.users());
      assertClose(run.factors().items(), naive.items());
    }
  }

  private static void assertClose(FloatMatrix actual, double[][] expected) {
    for (int row = 0; row < expected.length; row++) {
      for (int f = 0; f < FACTORS; f++) {
        assertThat(Math.abs(actual.get(row, f) - expected[row][f])).isLessThan(1e-4);
      }
    }
  }

  /** As the documentation or the source of each has it. */
  private static NaiveImplicitAls.Loss loss(AlsDialect dialect) {
    return new NaiveImplicitAls.Loss() {
      @Override
      public double weight(boolean isSeen, double value) {
        if (!isSeen) {
          return 1;
        }
        return dialect == AlsDialect.IMPLICIT ? ALPHA * value : 1 + ALPHA * value;
      }

      @Override
      public double target(double value) {
        return 1;
      }

      @Override
      public double lambda(int count, int others) {
        return dialect == AlsDialect.SPARK ? LAMBDA * count : LAMBDA;
      }
    };
  }
}
