package dev.sapor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.Factors;
import java.util.Arrays;

/** Between the factors of the product and those of {@link NaiveBiasedReference}. */
public final class NaiveFactors {

  /** A copy in double. */
  public static NaiveBiasedReference of(Factors factors) {
    return new NaiveBiasedReference(
        factors.mean(),
        doubles(factors.userBiases()),
        doubles(factors.itemBiases()),
        doubles(factors.users()),
        doubles(factors.items()));
  }

  /** The matrix with NaN for missing pairs. */
  public static double[][] dense(Interactions data) {
    CsrMatrix matrix = data.byUser();
    double[][] dense = new double[matrix.rows()][matrix.columns()];
    for (int row = 0; row < matrix.rows(); row++) {
      Arrays.fill(dense[row], Double.NaN);
      for (long at = matrix.start(row); at < matrix.end(row); at++) {
        dense[row][matrix.column(at)] = matrix.value(at);
      }
    }
    return dense;
  }

  /** Asserts that each part is within a normwise error of that of the reference. */
  public static void assertClose(Factors actual, NaiveBiasedReference expected, double error) {
    assertClose("U", doubles(actual.users()), expected.U, error);
    assertClose("V", doubles(actual.items()), expected.V, error);
    assertClose(
        "user biases",
        new double[][] {doubles(actual.userBiases())},
        new double[][] {expected.userBiases},
        error);
    assertClose(
        "item biases",
        new double[][] {doubles(actual.itemBiases())},
        new double[][] {expected.itemBiases},
        error);
  }

  private static void assertClose(
      String part, double[][] actual, double[][] expected, double error) {
    assertThat(NaiveReference.normwiseError(actual, expected)).as(part).isLessThan(error);
  }

  private static double[] doubles(float[] values) {
    double[] copy = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      copy[i] = values[i];
    }
    return copy;
  }

  public static double[][] doubles(FloatMatrix matrix) {
    double[][] copy = new double[matrix.rows()][];
    for (int row = 0; row < copy.length; row++) {
      copy[row] = doubles(matrix.row(row));
    }
    return copy;
  }

  private NaiveFactors() {}
}
