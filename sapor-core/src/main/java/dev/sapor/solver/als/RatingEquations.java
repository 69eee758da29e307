package dev.sapor.solver.als;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.kernel.NormalEquations;
import dev.sapor.objective.Regularization;

/**
 * The equations of a row of ratings; the formula is that of {@link AlsRun}.
 *
 * @param features the factors of the other side
 * @param featureBiases its biases
 * @param mean μ
 * @param regularization weights of the row and its bias
 * @param biased whether the bias of the row is an unknown
 */
@SuppressWarnings("ArrayRecordComponent") // live, and never compared
record RatingEquations(
    FloatMatrix features,
    float[] featureBiases,
    float mean,
    Regularization regularization,
    boolean biased)
    implements RowEquations {

  @Override
  public int factors() {
    return features.columns();
  }

  @Override
  public void set(
      CsrMatrix matrix, int row, NormalEquations equations, float[] weights, float[] targets) {
    equations.clear();
    long start = matrix.start(row);
    int count = matrix.count(row);
    for (int k = 0; k < count; k++) {
      weights[k] = 1;
      targets[k] = matrix.value(start + k) - (mean + featureBiases[matrix.column(start + k)]);
    }
    equations.add(features, matrix.columnIndices(), start, matrix.end(row), weights, targets);
    equations.addDiagonal(
        (float) regularization.ofRow(count), (float) regularization.ofBias(count));
  }
}
