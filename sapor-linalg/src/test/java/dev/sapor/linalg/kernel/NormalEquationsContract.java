package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.KernelContract.assertBits;
import static dev.sapor.linalg.kernel.KernelContract.assertPaddingIsZero;
import static dev.sapor.linalg.kernel.KernelContract.bits;
import static dev.sapor.linalg.kernel.KernelContract.outOfBounds;
import static dev.sapor.linalg.kernel.KernelContract.wrong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every implementation of {@link Kernels#normalEquations} must do. */
abstract class NormalEquationsContract {

  private static final long SEED = Seeds.printed("NormalEquationsContract", 403);
  private static final int ROWS = 23;

  abstract Kernels kernels();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void solutionsHaveTheDocumentedBits(boolean intercept) {
    for (int size : new int[] {1, 2, 3, 7, 15, 16, 17, 31, 32, 33, 61, 97, 128}) {
      for (int count : new int[] {0, 1, 3, 4, 5, 22}) {
        Problem problem = new Problem(size, count, intercept, SEED);
        FloatMatrix target = FloatMatrix.zeros(2, size);
        NormalEquations equations = kernels().normalEquations(size, intercept);
        problem.addTo(equations);
        float solved = equations.solve(target, 1);

        float[] expected = problem.solution();
        assertBits(target.row(1), Arrays.copyOf(expected, size));
        assertThat(bits(solved)).isEqualTo(bits(intercept ? expected[size] : 0f));
        assertThat(target.row(0)).containsOnly(0f);
        assertPaddingIsZero(target);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "8, 3", "8, 22", "33, 22", "128, 22"})
  void solutionsAreBackwardStable(int size, int count) {
    Problem problem = new Problem(size, count, true, SEED);
    FloatMatrix target = FloatMatrix.zeros(1, size);
    NormalEquations equations = kernels().normalEquations(size, true);
    problem.addTo(equations);
    float intercept = equations.solve(target, 0);
    double[] w = new double[size + 1];
    for (int f = 0; f < size; f++) {
      w[f] = target.get(0, f);
    }
    w[size] = intercept;

    assertThat(problem.residual(w)).isLessThan(4 * (size + count) * 0x1p-24);
  }

  @Test
  void workspaceForgetsWhenCleared() {
    NormalEquations used = kernels().normalEquations(9, true);
    new Problem(9, 20, true, SEED + 1).addTo(used);
    used.solve(FloatMatrix.zeros(1, 9), 0);
    used.clear();
    Problem problem = new Problem(9, 11, true, SEED);
    problem.addTo(used);
    NormalEquations fresh = kernels().normalEquations(9, true);
    problem.addTo(fresh);

    FloatMatrix both = FloatMatrix.zeros(2, 9);
    assertThat(used.solve(both, 0)).isEqualTo(fresh.solve(both, 1));
    assertBits(both.row(0), both.row(1));
  }

  @Test
  void targetsAreAddedToTheRightSideAlone() {
    FloatMatrix rows = KernelData.NORMAL.matrix(ROWS, 17, RandomStream.of(SEED, "targets"));
    IntColumn index = IntColumn.of(3);
    NormalEquations listed = kernels().normalEquations(17, false);
    listed.add(rows, index, 0, 1, new float[] {0}, new float[] {-0.7f});
    listed.addDiagonal(2, 0);
    NormalEquations alone = kernels().normalEquations(17, false);
    alone.addTargets(-0.7f, rows, 3);
    alone.addDiagonal(2, 0);
    FloatMatrix both = FloatMatrix.zeros(2, 17);
    listed.solve(both, 0);
    alone.solve(both, 1);
    assertBits(both.row(1), both.row(0));
    outOfBounds(() -> alone.addTargets(1, rows, ROWS));
    wrong(() -> alone.addTargets(1, FloatMatrix.zeros(1, 16), 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 23})
  void addAllIsAddWithUnitWeightsAndNoTargets(int to) {
    FloatMatrix rows = KernelData.NORMAL.matrix(ROWS, 17, RandomStream.of(SEED, "add all"));
    IntColumn indices = IntColumn.zeros(ROWS);
    float[] ones = new float[ROWS];
    Arrays.fill(ones, 1);
    for (int k = 0; k < ROWS; k++) {
      indices.set(k, k);
    }
    NormalEquations all = kernels().normalEquations(17, false);
    all.addAll(rows, 0, to);
    NormalEquations listed = kernels().normalEquations(17, false);
    listed.add(rows, indices, 0, to, ones, new float[ROWS]);

    assertThat(matrixOf(all, 17)).isDeepEqualTo(matrixOf(listed, 17));
  }

  @Test
  void addScaledMatrixAddsTheMatrixAndNotTheRightSide() {
    Problem problem = new Problem(6, 9, false, SEED);
    NormalEquations gram = kernels().normalEquations(6, false);
    problem.addTo(gram);
    NormalEquations equations = kernels().normalEquations(6, false);
    equations.addScaledMatrix(0.5f, gram);

    float[][] a = matrixOf(gram, 6);
    float[][] half = matrixOf(equations, 6);
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        assertThat(half[i][j]).isEqualTo(a[i][j] / 2);
      }
    }
    FloatMatrix target = FloatMatrix.of(new float[][] {{1, 1, 1, 1, 1, 1}});
    equations.solve(target, 0);
    assertThat(target.row(0)).containsOnly(0f);
  }

  /** A, found by inner products with matrices that have one pair of ones. */
  private float[][] matrixOf(NormalEquations equations, int size) {
    float[][] a = new float[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double both = equations.innerProduct(unit(size, i, j));
        double diagonal = i == j ? 0 : equations.innerProduct(unit(size, i, i));
        double other = i == j ? 0 : equations.innerProduct(unit(size, j, j));
        a[i][j] = (float) (i == j ? both : (both - diagonal - other) / 2);
      }
    }
    return a;
  }

  /** x xᵀ for x = e_i + e_j, or e_i where they are the same. */
  private NormalEquations unit(int size, int i, int j) {
    float[] x = new float[size];
    x[i] = 1;
    x[j] = 1;
    NormalEquations unit = kernels().normalEquations(size, false);
    unit.addAll(FloatMatrix.of(new float[][] {x}), 0, 1);
    return unit;
  }

  @Test
  void innerProductIsTheSumOfAllElements() {
    Problem p = new Problem(5, 8, true, SEED);
    Problem q = new Problem(5, 6, true, SEED + 1);
    NormalEquations a = kernels().normalEquations(5, true);
    NormalEquations b = kernels().normalEquations(5, true);
    p.addTo(a);
    q.addTo(b);
    float[][] x = p.matrix();
    float[][] y = q.matrix();
    double expected = 0;
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        expected += (double) x[i][j] * y[i][j];
      }
    }
    assertThat(a.innerProduct(b)).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
  }

  @Test
  void singularEquationsAreNamed() {
    NormalEquations equations = kernels().normalEquations(3, false);
    FloatMatrix target = FloatMatrix.zeros(1, 3);
    assertThatThrownBy(() -> equations.solve(target, 0))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("the normal equations are not positive definite and finite (pivot 0 is 0.0)");
    equations.clear();
    equations.addDiagonal(Float.NaN, 0);
    assertThatThrownBy(() -> equations.solve(target, 0)).isInstanceOf(ArithmeticException.class);
    equations.clear();
    equations.addDiagonal(Float.POSITIVE_INFINITY, 0);
    assertThatThrownBy(() -> equations.solve(target, 0)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void goldenBitsNeverChange() {
    Problem problem = new Problem(21, 13, true, 3);
    NormalEquations equations = kernels().normalEquations(21, true);
    problem.addTo(equations);
    FloatMatrix target = FloatMatrix.zeros(1, 21);

    float[] golden = {equations.solve(target, 0), target.get(0, 0), target.get(0, 20)};
    assertThat(golden).containsExactly(0.5821648f, 0.1250014f, -0.5550358f);
    assertThat(Arrays.hashCode(target.row(0))).isEqualTo(1335008231);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    NormalEquations equations = kernels().normalEquations(3, false);
    FloatMatrix rows = FloatMatrix.zeros(2, 3);
    float[] one = {1};
    IntColumn indices = IntColumn.of(0, 2);
    outOfBounds(() -> equations.add(rows, indices, 0, 2, new float[2], new float[2]));
    outOfBounds(() -> equations.add(rows, indices, 0, 3, new float[3], new float[3]));
    outOfBounds(() -> equations.add(rows, indices, 0, 1, new float[0], one));
    outOfBounds(() -> equations.add(rows, indices, 0, 1, one, new float[0]));
    outOfBounds(() -> equations.addAll(rows, 0, 3));
    wrong(() -> equations.addAll(FloatMatrix.zeros(2, 4), 0, 1));
    wrong(() -> equations.add(FloatMatrix.zeros(2, 4), indices, 0, 1, one, one));
    wrong(() -> equations.addScaledMatrix(1, kernels().normalEquations(4, false)));
    wrong(() -> equations.addScaledMatrix(1, kernels().normalEquations(2, true)));
    wrong(() -> equations.innerProduct(kernels().normalEquations(4, false)));
    wrong(() -> equations.solve(FloatMatrix.zeros(1, 4), 0));
    wrong(() -> kernels().normalEquations(0, true));
  }

  /** Observations of a random problem, the first of a longer list left out. */
  private static final class Problem {
    private static final float TO_FACTORS = 0.7f;
    private static final float TO_INTERCEPT = 0.3f;

    private final FloatMatrix rows;
    private final IntColumn indices;
    private final float[] weights;
    private final float[] targets;
    private final boolean intercept;

    Problem(int size, int count, boolean intercept, long seed) {
      RandomStream random = RandomStream.of(seed, "problem", size, count);
      rows = KernelData.NORMAL.matrix(ROWS, size, random);
      indices = IntColumn.zeros(count + 1L);
      for (int k = 0; k <= count; k++) {
        indices.set(k, random.nextInt(ROWS));
      }
      weights = new float[count];
      for (int k = 0; k < count; k++) {
        weights[k] = 0.1f + random.nextFloat();
      }
      targets = KernelData.NORMAL.row(count, random);
      this.intercept = intercept;
    }

    void addTo(NormalEquations equations) {
      equations.add(rows, indices, 1, indices.size(), weights, targets);
      equations.addDiagonal(TO_FACTORS, TO_INTERCEPT);
    }

    private int size() {
      return rows.columns() + (intercept ? 1 : 0);
    }

    private float[][] features() {
      float[][] features = new float[weights.length][];
      for (int k = 0; k < features.length; k++) {
        features[k] = Arrays.copyOf(rows.row(indices.get(k + 1L)), size());
        if (intercept) {
          features[k][size() - 1] = 1;
        }
      }
      return features;
    }

    float[][] matrix() {
      float[][] a = KernelOracle.matrix(size(), weights, features());
      for (int i = 0; i < a.length; i++) {
        a[i][i] += i < rows.columns() ? TO_FACTORS : TO_INTERCEPT;
      }
      return a;
    }

    float[] solution() {
      float[] b = KernelOracle.addScaledRows(new float[size()], targets, features());
      return KernelOracle.solve(matrix(), b);
    }

    /** ‖A w − b‖ / (‖A‖ ‖w‖ + ‖b‖) in double, from the observations. */
    double residual(double[] w) {
      float[][] x = features();
      double squares = 0;
      double normA = 0;
      double normB = 0;
      double normW = 0;
      for (int i = 0; i < w.length; i++) {
        double residual = 0;
        for (int j = 0; j < w.length; j++) {
          double a = i != j ? 0 : i < rows.columns() ? TO_FACTORS : TO_INTERCEPT;
          for (int k = 0; k < x.length; k++) {
            a += (double) weights[k] * x[k][i] * x[k][j];
          }
          residual += a * w[j];
          normA += a * a;
        }
        double b = 0;
        for (int k = 0; k < x.length; k++) {
          b += (double) targets[k] * x[k][i];
        }
        squares += (residual - b) * (residual - b);
        normB += b * b;
        normW += w[i] * w[i];
      }
      return Math.sqrt(squares) / (Math.sqrt(normA * normW) + Math.sqrt(normB));
    }
  }
}
