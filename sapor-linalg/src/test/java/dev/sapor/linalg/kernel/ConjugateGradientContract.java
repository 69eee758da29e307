package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.KernelContract.assertBits;
import static dev.sapor.linalg.kernel.KernelContract.assertPaddingIsZero;
import static dev.sapor.linalg.kernel.KernelContract.outOfBounds;
import static dev.sapor.linalg.kernel.KernelContract.wrong;
import static java.lang.Math.fma;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
  private static final int ROWS = 23;
  private static final float DIAGONAL = 0.6f;

  abstract Kernels kernels();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 15, 16, 17, 31, 32, 33, 61, 97, 128})
  void stepsHaveTheDocumentedBits(int size) {
    ConjugateGradient used = kernels().conjugateGradient(size);
    for (int count : new int[] {0, 1, 3, 4, 5, 8, 22}) {
      for (int steps : new int[] {1, 2, 3, 7}) {
        Problem problem = new Problem(size, count);
        FloatMatrix target = problem.start();
        problem.improve(used, steps, target);
        assertBits(target.row(1), problem.expected(steps));
        assertThat(target.row(0)).containsOnly(0f);
        assertPaddingIsZero(target);
      }
    }
  }

  @Test
  void manyStepsReachTheSolution() {
    Problem problem = new Problem(12, 22);
    FloatMatrix target = problem.start();
    problem.improve(kernels().conjugateGradient(12), 40, target);

    NormalEquations equations = kernels().normalEquations(12, false);
    NormalEquations gramian = kernels().normalEquations(12, false);
    gramian.addAll(problem.rows, 0, ROWS);
    equations.addScaledMatrix(0.1f, gramian);
    equations.add(problem.rows, problem.indices, 1, 23, problem.weights, problem.targets);
    equations.addDiagonal(DIAGONAL, 0);
    FloatMatrix exact = FloatMatrix.zeros(1, 12);
    equations.solve(exact, 0);
    for (int f = 0; f < 12; f++) {
      assertThat(target.get(1, f)).isCloseTo(exact.get(0, f), within(1e-5f));
    }
  }

  @Test
  void aSolutionIsLeftAsItIs() {
    ConjugateGradient gradient = kernels().conjugateGradient(5);
    FloatMatrix target = FloatMatrix.zeros(1, 5);
    FloatMatrix zero = FloatMatrix.zeros(5, 5);
    gradient.solve(
        zero, IntColumn.zeros(0), 0, 0, new float[0], new float[0], zero, 1, 3, target, 0);
    assertThat(target.row(0)).containsOnly(0f);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    ConjugateGradient gradient = kernels().conjugateGradient(3);
    FloatMatrix rows = FloatMatrix.zeros(2, 3);
    FloatMatrix square = FloatMatrix.zeros(3, 3);
    FloatMatrix target = FloatMatrix.zeros(1, 3);
    float[] two = new float[2];
    float[] one = new float[1];
    IntColumn indices = IntColumn.of(0, 1, 2);
    outOfBounds(() -> gradient.solve(rows, indices, 1, 3, two, two, square, 1, 1, target, 0));
    outOfBounds(() -> gradient.solve(rows, indices, 0, 4, two, two, square, 1, 1, target, 0));
    outOfBounds(() -> gradient.solve(rows, indices, 0, 2, one, two, square, 1, 1, target, 0));
    outOfBounds(() -> gradient.solve(rows, indices, 0, 2, two, one, square, 1, 1, target, 0));
    outOfBounds(() -> gradient.solve(rows, indices, 0, 2, two, two, square, 1, 1, target, 1));
    wrong(() -> gradient.solve(rows, indices, 0, 2, two, two, square, 1, 0, target, 0));
    wrong(() -> gradient.solve(rows, indices, 0, 2, two, two, rows, 1, 1, target, 0));
    wrong(() ->
        gradient.solve(FloatMatrix.zeros(2, 4), indices, 0, 2, two, two, square, 1, 1, target, 0));
    wrong(() -> kernels().conjugateGradient(0));
  }

  /** A random problem; the first of its list is left out. */
  private static final class Problem {
    private final int size;
    private final FloatMatrix rows;
    private final FloatMatrix gramian;
    private final IntColumn indices;
    private final float[] weights;
    private final float[] targets;
    private final float[] first;

    Problem(int size, int count) {
      this.size = size;
      RandomStream random = RandomStream.of(SEED, "problem", size, count);
      rows = KernelData.NORMAL.matrix(ROWS, size, random);
      gramian = FloatMatrix.zeros(size, size);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          double sum = 0;
          for (int k = 0; k < ROWS; k++) {
            sum += (double) rows.get(k, i) * rows.get(k, j);
          }
          gramian.set(i, j, (float) (0.1 * sum));
        }
      }
      indices = IntColumn.zeros(count + 1L);
      for (int k = 0; k <= count; k++) {
        indices.set(k, random.nextInt(ROWS));
      }
      weights = new float[count];
      for (int k = 0; k < count; k++) {
        weights[k] = 0.1f + random.nextFloat();
      }
      targets = KernelData.NORMAL.row(count, random);
      first = KernelData.NORMAL.row(size, random);
    }

    FloatMatrix start() {
      FloatMatrix target = FloatMatrix.zeros(2, size);
      target.setRow(1, first);
      return target;
    }

    void improve(ConjugateGradient gradient, int steps, FloatMatrix target) {
      gradient.solve(
          rows, indices, 1, indices.size(), weights, targets, gramian, DIAGONAL, steps, target, 1);
    }

    /** The steps in plain loops. */
    float[] expected(int steps) {
      float[] w = first.clone();
      float[] r = sum(w, -1, true);
      float[] p = r.clone();
      float squares = KernelOracle.dot(r, r);
      for (int step = 1; step <= steps && squares > ConjugateGradient.SMALLEST; step++) {
        float[] product = sum(p, 1, false);
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

    private float[] sum(float[] p, float sign, boolean residual) {
      float[] y = new float[size];
      add(y, sign * DIAGONAL, p);
      for (int j = 0; j < size; j++) {
        add(y, sign * p[j], gramian.row(j));
      }
      for (int k = 0; k < weights.length; k++) {
        float[] x = Arrays.copyOf(rows.row(indices.get(k + 1L)), size);
        float scale = weights[k] * KernelOracle.dot(x, p);
        add(y, residual ? targets[k] - scale : scale, x);
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
