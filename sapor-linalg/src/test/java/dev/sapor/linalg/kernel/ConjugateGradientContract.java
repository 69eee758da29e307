package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.KernelContract.assertBits;
import static dev.sapor.linalg.kernel.KernelContract.assertPaddingIsZero;
import static dev.sapor.linalg.kernel.KernelContract.outOfBounds;
import static dev.sapor.linalg.kernel.KernelContract.wrong;
import static java.lang.Math.fma;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every implementation of {@link Kernels#conjugateGradient} must do. */
abstract class ConjugateGradientContract {

  private static final long SEED = Seeds.printed("ConjugateGradientContract", 407);
  private static final int ROWS = 21;
  private static final int FEATURES = 23;
  private static final float[] ONE = {1};

  abstract Kernels kernels();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 15, 16, 17, 31, 32, 33, 61, 64, 97, 128, 200})
  void stepsHaveTheDocumentedBits(int size) {
    for (int steps : new int[] {1, 2, 3, 7}) {
      Problem problem = new Problem(size);
      FloatMatrix target = problem.start.copy();
      problem.improve(kernels().conjugateGradient(problem.gramian), 0, ROWS, steps, target);
      for (int row = 0; row < ROWS; row++) {
        assertBits(target.row(row), problem.expected(row, steps));
      }
      assertPaddingIsZero(target);
    }
  }

  @Test
  void rowsAreTheSameInAnyCompany() {
    Problem problem = new Problem(64);
    FloatMatrix together = problem.start.copy();
    problem.improve(kernels().conjugateGradient(problem.gramian), 0, ROWS, 3, together);
    FloatMatrix alone = problem.start.copy();
    ConjugateGradient used = kernels().conjugateGradient(problem.gramian);
    for (int row = ROWS - 1; row >= 0; row--) {
      problem.improve(used, row, row + 1, 3, alone);
    }
    problem.improve(used, 4, 4, 3, alone);
    assertThat(alone.toArrays()).isDeepEqualTo(together.toArrays());
  }

  @Test
  void manyStepsReachTheSolution() {
    Problem problem = new Problem(12);
    FloatMatrix target = problem.start.copy();
    problem.improve(kernels().conjugateGradient(problem.gramian), 0, ROWS, 40, target);

    NormalEquations gramian = kernels().normalEquations(12, false);
    gramian.addAll(problem.features, 0, FEATURES);
    FloatMatrix exact = FloatMatrix.zeros(1, 12);
    for (int row = 0; row < ROWS; row++) {
      if (problem.pattern.count(row) > 0) {
        NormalEquations equations = kernels().normalEquations(12, false);
        equations.addScaledMatrix(0.1f, gramian);
        equations.add(
            problem.features,
            problem.pattern.columnIndices(),
            problem.pattern.start(row),
            problem.pattern.end(row),
            problem.part(problem.weights, row),
            problem.part(problem.targets, row));
        equations.addDiagonal(problem.diagonals[row], 0);
        equations.solve(exact, 0);
        for (int f = 0; f < 12; f++) {
          assertThat(target.get(row, f)).isCloseTo(exact.get(0, f), within(2e-5f));
        }
      }
    }
  }

  @Test
  void aSolutionIsLeftAsItIs() {
    FloatMatrix zero = FloatMatrix.zeros(5, 5);
    ConjugateGradient gradient = kernels().conjugateGradient(zero);
    CsrMatrix pattern = pattern(5, new long[] {0, 1}, 0);
    FloatMatrix target = FloatMatrix.zeros(1, 5);
    gradient.solve(zero, pattern, 0, 1, ONE, new float[1], ONE, 3, target);
    assertThat(target.row(0)).containsOnly(0f);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    ConjugateGradient gradient = kernels().conjugateGradient(FloatMatrix.zeros(3, 3));
    FloatMatrix features = FloatMatrix.zeros(2, 3);
    FloatMatrix target = FloatMatrix.zeros(1, 3);
    FloatMatrix wide = FloatMatrix.zeros(2, 4);
    float[] two = new float[2];
    CsrMatrix pattern = pattern(2, new long[] {0, 2}, 0, 1);
    outOfBounds(() -> gradient.solve(features, pattern, 0, 1, ONE, two, ONE, 1, target));
    outOfBounds(() -> gradient.solve(features, pattern, 0, 1, two, ONE, ONE, 1, target));
    outOfBounds(() -> gradient.solve(features, pattern, 0, 1, two, two, new float[0], 1, target));
    outOfBounds(() -> gradient.solve(features, pattern, 0, 2, two, two, two, 1, target));
    wrong(() -> gradient.solve(features, pattern, 0, 1, two, two, ONE, 0, target));
    wrong(() -> gradient.solve(wide, pattern, 0, 1, two, two, ONE, 1, target));
    wrong(() -> gradient.solve(features, pattern, 0, 1, two, two, ONE, 1, features));
    wrong(() -> gradient.solve(target, pattern, 0, 1, two, two, ONE, 1, target));
    wrong(() -> kernels().conjugateGradient(features));
    IntColumn changed = IntColumn.of(0, 1);
    CsrMatrix shared = new CsrMatrix(2, new long[] {0, 2}, changed, FloatColumn.zeros(2));
    for (int column : new int[] {2, -1}) {
      changed.set(1, column);
      outOfBounds(() -> gradient.solve(features, shared, 0, 1, two, two, ONE, 1, target));
    }
  }

  private static CsrMatrix pattern(int columns, long[] offsets, int... indices) {
    return new CsrMatrix(
        columns, offsets, IntColumn.of(indices), FloatColumn.zeros(indices.length));
  }

  /** A random problem of rows that have 0 to 22 entries. */
  private static final class Problem {
    private final int size;
    private final FloatMatrix features;
    private final FloatMatrix gramian;
    private final CsrMatrix pattern;
    private final float[] weights;
    private final float[] targets;
    private final float[] diagonals = new float[ROWS];
    private final FloatMatrix start;

    Problem(int size) {
      this.size = size;
      RandomStream random = RandomStream.of(SEED, "problem", size);
      features = KernelData.NORMAL.matrix(FEATURES, size, random);
      gramian = FloatMatrix.zeros(size, size);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          double sum = 0;
          for (int k = 0; k < FEATURES; k++) {
            sum += (double) features.get(k, i) * features.get(k, j);
          }
          gramian.set(i, j, (float) (0.1 * sum));
        }
      }
      long[] offsets = new long[ROWS + 1];
      int[] all = new int[ROWS * FEATURES];
      int found = 0;
      for (int row = 0; row < ROWS; row++) {
        int count = row % 4 == 2 ? 0 : row < 6 ? row : random.nextInt(FEATURES);
        for (int k = 0; k < count; k++) {
          all[found++] = k + (row % 2) * (FEATURES - count);
        }
        offsets[row + 1] = found;
        diagonals[row] = 0.5f + random.nextFloat();
      }
      pattern = pattern(FEATURES, offsets, Arrays.copyOf(all, found));
      weights = new float[found];
      for (int k = 0; k < found; k++) {
        weights[k] = 0.1f + random.nextFloat();
      }
      targets = KernelData.NORMAL.row(found, random);
      start = KernelData.NORMAL.matrix(ROWS, size, random);
    }

    void improve(ConjugateGradient gradient, int from, int to, int steps, FloatMatrix target) {
      int first = (int) pattern.start(from);
      gradient.solve(
          features,
          pattern,
          from,
          to,
          Arrays.copyOfRange(weights, first, weights.length),
          Arrays.copyOfRange(targets, first, targets.length),
          Arrays.copyOfRange(diagonals, from, ROWS),
          steps,
          target);
    }

    float[] part(float[] values, int row) {
      return Arrays.copyOfRange(values, (int) pattern.start(row), (int) pattern.end(row));
    }

    /** The steps in plain loops. */
    float[] expected(int row, int steps) {
      float[] w = start.row(row);
      if (pattern.count(row) == 0) {
        return w;
      }
      float[] negative = w.clone();
      for (int f = 0; f < size; f++) {
        negative[f] = -w[f];
      }
      float[] r = sum(row, negative, true);
      float[] p = r.clone();
      float squares = KernelOracle.dot(r, r);
      for (int step = 1; step <= steps && squares > ConjugateGradient.SMALLEST; step++) {
        float[] product = sum(row, p, false);
        float rate = squares / KernelOracle.dot(p, product);
        add(w, rate, p);
        add(r, -rate, product);
        float next = KernelOracle.dot(r, r);
        for (int f = 0; f < size; f++) {
          p[f] = fma(1, r[f], next / squares * p[f]);
        }
        squares = next;
      }
      return w;
    }

    private float[] sum(int row, float[] p, boolean residual) {
      float[] y = new float[size];
      add(y, diagonals[row], p);
      for (int j = 0; j < size; j++) {
        add(y, p[j], gramian.row(j));
      }
      for (int k = (int) pattern.start(row); k < pattern.end(row); k++) {
        float[] x = features.row(pattern.column(k));
        add(y, (residual ? targets[k] : 0) + weights[k] * KernelOracle.dot(x, p), x);
      }
      return y;
    }

    private static void add(float[] y, float scale, float[] x) {
      for (int f = 0; f < y.length; f++) {
        y[f] = fma(scale, x[f], y[f]);
      }
    }
  }
}
