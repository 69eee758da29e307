package dev.sapor.benchmarks.kernels;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.kernel.ConjugateGradient;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.linalg.kernel.NormalEquations;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The kernels of alternating least squares. An operation is a row of a side: its normal equations,
 * their solution, its steps of conjugate gradients; of the Gramian, a row that is added to it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(5)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SolverBenchmark {

  /** Entries of a row: about the mean of an ML-1M user. */
  static final int ENTRIES = 160;

  /** Steps of conjugate gradients for each row. */
  static final int STEPS = 3;

  /** Rows that are solved by a call. */
  static final int ROWS = 64;

  /** Rows of the other side: as many as ML-1M has items, so that they fit the second cache. */
  static final int OTHERS = 3706;

  /** Factors. */
  @Param({"64", "128", "256"})
  int factors;

  private final float[] weights = new float[ROWS * ENTRIES];
  private final float[] targets = new float[ROWS * ENTRIES];
  private final float[] diagonals = new float[ROWS];
  private FloatMatrix others = FloatMatrix.zeros(1, 1);
  private FloatMatrix rows = FloatMatrix.zeros(1, 1);
  private FloatMatrix gramian = FloatMatrix.zeros(1, 1);
  private FloatMatrix product = FloatMatrix.zeros(1, 1);
  private CsrMatrix pattern = pattern(new long[1], IntColumn.zeros(0));
  private NormalEquations equations = Kernels.get().normalEquations(1, false);
  private NormalEquations squares = Kernels.get().normalEquations(1, false);
  private ConjugateGradient gradients = Kernels.get().conjugateGradient(gramian);

  /** Random factors, and rows with random entries in ascending order. */
  @Setup(Level.Trial)
  public void fill() {
    RandomStream random = RandomStream.of(7, "solver benchmark");
    Kernels kernels = Kernels.get();
    others = FloatMatrix.zeros(OTHERS, factors);
    for (int i = 0; i < OTHERS; i++) {
      for (int f = 0; f < factors; f++) {
        others.set(i, f, (float) random.nextGaussian() * .1f);
      }
    }
    IntColumn columns = IntColumn.zeros((long) ROWS * ENTRIES);
    long[] starts = new long[ROWS + 1];
    for (int row = 0; row < ROWS; row++) {
      for (int k = 0; k < ENTRIES; k++) {
        int least = k * OTHERS / ENTRIES;
        int next = (k + 1) * OTHERS / ENTRIES;
        columns.set(starts[row] + k, least + random.nextInt(next - least));
      }
      starts[row + 1] = starts[row] + ENTRIES;
    }
    pattern = pattern(starts, columns);
    Arrays.fill(weights, 1);
    Arrays.fill(targets, 1);
    Arrays.fill(diagonals, 1);
    rows = FloatMatrix.zeros(ROWS, factors);
    product = FloatMatrix.zeros(factors, factors);
    gramian = FloatMatrix.zeros(factors, factors);
    equations = kernels.normalEquations(factors, false);
    squares = kernels.normalEquations(factors, false);
    squares.addAll(others, 0, OTHERS);
    squares.copyMatrix(.3f, gramian);
    gradients = kernels.conjugateGradient(gramian);
  }

  private static CsrMatrix pattern(long[] starts, IntColumn columns) {
    return new CsrMatrix(OTHERS, starts, columns, FloatColumn.zeros(columns.size()));
  }

  /** The weighted squares of the entries of a row. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public NormalEquations rankUpdate() {
    for (int row = 0; row < ROWS; row++) {
      equations.clear();
      equations.add(
          others, pattern.columnIndices(), pattern.start(row), pattern.end(row), weights, targets);
    }
    return equations;
  }

  /** A factorization and both substitutions; the matrix is copied first. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public FloatMatrix cholesky() {
    for (int row = 0; row < ROWS; row++) {
      equations.clear();
      equations.addScaledMatrix(1, squares);
      equations.addDiagonal(1, 0);
      equations.solve(rows, row);
    }
    return rows;
  }

  /** Steps of conjugate gradients, and the first residual. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public FloatMatrix conjugateGradient() {
    for (int row = 0; row < ROWS; row++) {
      rows.setRow(row, others, row);
    }
    gradients.solve(others, pattern, 0, ROWS, weights, targets, diagonals, STEPS, rows);
    return rows;
  }

  /** The upper triangle of a Gramian. */
  @Benchmark
  @OperationsPerInvocation(OTHERS)
  public NormalEquations gramian() {
    equations.clear();
    equations.addAll(others, 0, OTHERS);
    return equations;
  }

  /** A product of a transposed matrix with another. */
  @Benchmark
  @OperationsPerInvocation(OTHERS)
  public FloatMatrix outerProducts() {
    Kernels.get().addOuterProducts(others, others, 0, OTHERS, product);
    return product;
  }
}
