package dev.sapor.textbook;

import static dev.sapor.testing.NaiveReference.normwiseError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.linalg.testing.Seeds;
import dev.sapor.testing.NaiveReference;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Gradients against central finite differences of the naive loss, and against naive sums. */
class GradientTest {

  private static final double H = 1e-5;

  private static final long SEED = Seeds.printed("GradientTest", 77);
  private final double[][] R = TextbookMatrices.ratings(7, 9, 0.5, SEED);
  private final double[][] U = TextbookMatrices.normal(7, 3, SEED, "U");
  private final double[][] V = TextbookMatrices.normal(9, 3, SEED, "V");

  @Test
  void batchGradientsAreTheSlopesOfTheLoss() {
    double[][] E = SquaredLoss.residuals(new Ratings(R), U, V);
    double[][] gradientU = BatchDescent.userGradient(E, V);
    double[][] gradientV = BatchDescent.itemGradient(E, U);

    DoubleSupplier loss = () -> NaiveReference.loss(R, U, V);
    assertThat(normwiseError(gradientU, slopes(U, loss))).isLessThan(1e-8);
    assertThat(normwiseError(gradientV, slopes(V, loss))).isLessThan(1e-8);
    assertThat(normwiseError(gradientU, NaiveReference.userGradient(R, U, V))).isLessThan(1e-14);
    assertThat(normwiseError(gradientV, NaiveReference.itemGradient(R, U, V))).isLessThan(1e-14);
  }

  @Test
  void stochasticGradientsAreTheSlopesOfThePairsLoss() {
    double r = 4;
    double[][] u = {U[2]};
    double[][] v = {V[5]};
    double error = r - Model.estimate(u[0], v[0]);
    double[][] gradientU = {StochasticDescent.gradient(error, v[0])};
    double[][] gradientV = {StochasticDescent.gradient(error, u[0])};

    DoubleSupplier loss = () -> NaiveReference.loss(new double[][] {{r}}, u, v);
    assertThat(normwiseError(gradientU, slopes(u, loss))).isLessThan(1e-8);
    assertThat(normwiseError(gradientV, slopes(v, loss))).isLessThan(1e-8);
  }

  @Test
  void stochasticGradientsOfAllPairsAddUpToTheBatchGradient() {
    double[][] sum = new double[7][3];
    for (int n = 0; n < 7; n++) {
      for (int m = 0; m < 9; m++) {
        if (!Double.isNaN(R[n][m])) {
          double[] pair = StochasticDescent.gradient(R[n][m] - Model.estimate(U[n], V[m]), V[m]);
          for (int f = 0; f < 3; f++) {
            sum[n][f] += pair[f];
          }
        }
      }
    }
    double[][] E = SquaredLoss.residuals(new Ratings(R), U, V);
    assertThat(normwiseError(sum, BatchDescent.userGradient(E, V))).isLessThan(1e-14);
  }

  @Test
  void aStepTakesBothGradientsBeforeEitherRowMoves() {
    double[] u = {1, 2};
    double[] v = {3, 4};
    // r̂ = 11, error = 1, so u moves by η v and v by η times the OLD u.
    StochasticDescent.step(12, u, v, 0.5);

    assertThat(u).containsExactly(2.5, 4);
    assertThat(v).containsExactly(3.5, 5);
  }

  @Test
  void aBatchStepTakesBothGradientsBeforeEitherMatrixMoves() {
    double[][] u = {{1, 2}};
    double[][] v = {{3, 4}};
    new BatchDescent(new Ratings(new double[][] {{12}}), u, v, 0.5).iterate();

    assertThat(u[0]).containsExactly(2.5, 4);
    assertThat(v[0]).containsExactly(3.5, 5);
  }

  @Test
  void missingPairChangesNothing() {
    double[][] missing = {{Double.NaN, Double.NaN}, {Double.NaN, 3}};
    double[][] u = {{1}, {1}};
    double[][] v = {{1}, {1}};
    UniformPairs pairs = new UniformPairs(new Ratings(missing), u, v, 0.1, SEED);
    int moved = 0;
    for (int draw = 0; draw < 1000; draw++) {
      double before = u[1][0];
      boolean changed = pairs.iterate();
      moved += changed ? 1 : 0;
      assertThat(u[1][0] != before).as("draw %d", draw).isEqualTo(changed && before * before != 3);
      assertThat(u[0][0]).isEqualTo(1);
      assertThat(v[0][0]).isEqualTo(1);
      if (Math.abs(u[1][0] * v[1][0] - 3) < 1e-9) {
        u[1][0] = 1;
        v[1][0] = 1;
      }
    }
    // One pair in four is observed: 250 ± 5 standard deviations.
    assertThat((double) moved).isCloseTo(250, within(5 * Math.sqrt(1000 * 0.25 * 0.75)));
  }

  private static double[][] slopes(double[][] parameters, DoubleSupplier loss) {
    double[][] slopes = new double[parameters.length][parameters[0].length];
    for (int i = 0; i < parameters.length; i++) {
      for (int f = 0; f < parameters[i].length; f++) {
        double at = parameters[i][f];
        parameters[i][f] = at + H;
        double above = loss.getAsDouble();
        parameters[i][f] = at - H;
        double below = loss.getAsDouble();
        parameters[i][f] = at;
        slopes[i][f] = (above - below) / (2 * H);
      }
    }
    return slopes;
  }
}
