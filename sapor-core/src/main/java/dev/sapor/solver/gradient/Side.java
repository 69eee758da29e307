package dev.sapor.solver.gradient;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.objective.Regularization;
import dev.sapor.solver.RunState;
import java.util.Map;

/** Users or items in batch gradient descent: their factors and biases, gradients and velocities. */
final class Side {

  private static final int GRAIN = 64;

  /** Entries whose residuals are computed and used before the next: their rows stay in a cache. */
  private static final int PIECE = 64;

  private final String name;
  private final boolean biased;
  private final Regularization regularization;
  private final CsrMatrix matrix;
  private final FloatMatrix factors;
  private final float[] biases;
  private final FloatMatrix gradient;
  private final float[] biasGradient;
  private final FloatMatrix velocity;
  // One column, so that it is saved like any other matrix.
  private final FloatMatrix biasVelocity;

  Side(
      GradientDescentConfig config,
      String name,
      CsrMatrix matrix,
      FloatMatrix factors,
      float[] biases,
      RunState state) {
    this.name = name;
    this.biased = config.biased();
    this.regularization = config.regularization();
    this.matrix = matrix;
    this.factors = factors;
    this.biases = biases;
    gradient = FloatMatrix.zeros(factors.rows(), factors.columns());
    biasGradient = new float[biases.length];
    velocity = velocity(state, name + " velocity", factors.rows(), factors.columns());
    biasVelocity = velocity(state, name + " bias velocity", biases.length, 1);
  }

  private static FloatMatrix velocity(RunState state, String name, int rows, int columns) {
    FloatMatrix saved = state.memory().get(name);
    if (saved == null) {
      return FloatMatrix.zeros(rows, columns);
    }
    if (saved.rows() != rows || saved.columns() != columns) {
      throw new IllegalArgumentException(
          "%s is %s instead of %s x %s".formatted(name, saved, rows, columns));
    }
    return saved.copy();
  }

  /** Gradients of all rows of this side, with both sides as they stand. */
  void computeGradient(float mean, Side other, Parallel parallel) {
    parallel.ranges(
        matrix.rows(),
        GRAIN,
        (from, to) -> {
          float[] residuals = new float[PIECE];
          for (int row = from; row < to; row++) {
            if (matrix.count(row) > 0) {
              rowGradient(row, mean, other, residuals);
            }
          }
        });
  }

  /** ∂L/∂row = Σ e · other + λ_row · row, and the same for the bias. */
  private void rowGradient(int row, float mean, Side other, float[] residuals) {
    int count = matrix.count(row);
    Kernels.get().combine((float) regularization.ofRow(count), factors, row, 0, gradient, row);
    double sum = 0;
    for (long at = matrix.start(row); at < matrix.end(row); at += PIECE) {
      sum = addPiece(row, at, Math.min(matrix.end(row), at + PIECE), mean, other, residuals, sum);
    }
    biasGradient[row] = (float) (sum + regularization.ofBias(count) * biases[row]);
  }

  /** Adds the entries of some positions to the gradient of their row, and returns the sum of e. */
  private double addPiece(
      int row, long from, long to, float mean, Side other, float[] residuals, double before) {
    Kernels kernels = Kernels.get();
    kernels.dots(factors, row, other.factors, matrix.columnIndices(), from, to, residuals);
    float base = mean + biases[row];
    double sum = before;
    for (long at = from; at < to; at++) {
      int k = (int) (at - from);
      float estimate = (base + other.biases[matrix.column(at)]) + residuals[k];
      residuals[k] = estimate - matrix.value(at);
      sum += residuals[k];
    }
    kernels.addScaledRows(
        other.factors, matrix.columnIndices(), from, to, residuals, gradient, row);
    return sum;
  }

  /** Δ ← β Δ − η ∂L, x ← x + Δ. */
  void step(float rate, float momentum, Parallel parallel) {
    Kernels kernels = Kernels.get();
    parallel.ranges(
        matrix.rows(),
        GRAIN,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            kernels.combine(-rate, gradient, row, momentum, velocity, row);
            kernels.combine(1, velocity, row, 1, factors, row);
            if (biased) {
              float delta = Math.fma(-rate, biasGradient[row], momentum * biasVelocity.get(row, 0));
              biasVelocity.set(row, 0, delta);
              biases[row] += delta;
            }
          }
        });
  }

  void saveVelocity(Map<String, FloatMatrix> memory) {
    memory.put(name + " velocity", velocity.copy());
    memory.put(name + " bias velocity", biasVelocity.copy());
  }
}
