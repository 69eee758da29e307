package dev.sapor.linalg.kernel;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.NativeLayouts;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The steps themselves, around the two sums that an implementation provides. */
abstract class CheckedConjugateGradient implements ConjugateGradient {

  // Rows of the workspace.
  private static final int DIRECTION = 0;
  private static final int RESIDUAL = 1;
  private static final int PRODUCT = 2;

  private final Kernels kernels;
  private final int size;
  private final float[] zeros;

  /** Direction p, residual r and product A p. */
  final FloatMatrix work;

  /** The listed rows. */
  int[] list = new int[0];

  /** How many are listed. */
  int count;

  CheckedConjugateGradient(Kernels kernels, int size) {
    this.kernels = kernels;
    this.size = size;
    work = FloatMatrix.zeros(3, size);
    zeros = new float[size];
  }

  @Override
  public final void solve(
      FloatMatrix rows,
      IntColumn indices,
      long from,
      long to,
      float[] weights,
      float[] targets,
      FloatMatrix gramian,
      float diagonal,
      int steps,
      FloatMatrix target,
      int targetRow) {
    checkWidth(rows);
    CheckedKernels.checkSquare(gramian, size);
    checkWidth(target);
    if (steps < 1) {
      throw new IllegalArgumentException("steps must be at least 1 (got " + steps + ")");
    }
    Objects.checkIndex(targetRow, target.rows());
    CheckedKernels.checkList(rows, indices, from, to);
    list(indices, from, Math.toIntExact(to - from));
    Objects.checkFromIndexSize(0, count, Math.min(weights.length, targets.length));

    work.setRow(RESIDUAL, zeros);
    kernels.combine(-diagonal, target, targetRow, 1, work, RESIDUAL);
    addGramian(gramian, -1, target, targetRow, RESIDUAL);
    addListed(rows, weights, targets, target, targetRow, RESIDUAL);
    work.setRow(DIRECTION, work, RESIDUAL);
    float squares = kernels.dot(work, RESIDUAL, work, RESIDUAL);
    for (int step = 1; squares > SMALLEST; step++) {
      work.setRow(PRODUCT, zeros);
      kernels.combine(diagonal, work, DIRECTION, 1, work, PRODUCT);
      addGramian(gramian, 1, work, DIRECTION, PRODUCT);
      addListed(rows, weights, null, work, DIRECTION, PRODUCT);
      float rate = squares / kernels.dot(work, DIRECTION, work, PRODUCT);
      kernels.combine(rate, work, DIRECTION, 1, target, targetRow);
      if (step == steps) {
        return;
      }
      kernels.combine(-rate, work, PRODUCT, 1, work, RESIDUAL);
      float next = kernels.dot(work, RESIDUAL, work, RESIDUAL);
      kernels.combine(1, work, RESIDUAL, next / squares, work, DIRECTION);
      squares = next;
    }
  }

  private void list(IntColumn indices, long from, int length) {
    count = length;
    if (list.length < count) {
      list = new int[Math.max(count, 2 * list.length)];
    }
    MemorySegment.copy(indices.segment(), NativeLayouts.INT, from * Integer.BYTES, list, 0, count);
  }

  /** Adds {@code sign · p_j} times row j of G, for each j in turn, to a row of the workspace. */
  abstract void addGramian(FloatMatrix gramian, float sign, FloatMatrix p, int row, int sum);

  /**
   * Adds each listed row x_k to a row of the workspace: {@code c_k (x_k · p)} times, or {@code t_k
   * - c_k (x_k · p)} times where there are targets.
   */
  abstract void addListed(
      FloatMatrix rows,
      float[] weights,
      float @Nullable [] targets,
      FloatMatrix p,
      int row,
      int sum);

  private void checkWidth(FloatMatrix matrix) {
    if (matrix.columns() != size) {
      throw new IllegalArgumentException(
          "expected rows of width %s (got %s)".formatted(size, matrix));
    }
  }
}
