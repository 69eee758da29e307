package dev.sapor.solver.als;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.NormalEquations;
import dev.sapor.model.FactorModel;
import dev.sapor.model.History;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * Factors for a user whom a model never saw, from what the user had to do with: the row that
 * training would have given the user had the items stood as they stand.
 *
 * <p>With the items held still every model for a squared loss is a ridge regression for the user,
 * whatever algorithm found the items, and is solved exactly with the weights of the training
 * record. For a model by alternating least squares this is its last step, so that the history of a
 * user of the model gives that user's row to the bit. A model that was trained without
 * regularization is given the weight 0.01, for the equations of a short history have no solution
 * without.
 *
 * <p>For a model that recommends, an entry is a click of the weight of its value, and a value below
 * 0 a dislike: the score of that item is pulled towards −1. For one that predicts ratings, the
 * value is the rating.
 *
 * <p>Cost: n F² + F³/3 operations for n interactions. Safe for use by several threads.
 */
public final class FoldIn {

  private final FactorModel model;
  private final TrainedWeights weights;
  private final RowEquations equations;
  private final Queue<NormalEquations> idle = new ConcurrentLinkedQueue<>();

  private FoldIn(FactorModel model, TrainedWeights weights, RowEquations equations) {
    this.model = model;
    this.weights = weights;
    this.equations = equations;
  }

  /**
   * Folds users into a model.
   *
   * @throws IllegalArgumentException if the training record does not name its weights
   */
  public static FoldIn of(FactorModel model) {
    TrainedWeights weights = TrainedWeights.of(model);
    try (Parallel parallel = new Parallel(1)) {
      return new FoldIn(model, weights, weights.ofUsers(model.factors(), false, parallel));
    }
  }

  /** The equations of a user. */
  RowEquations equations() {
    return equations;
  }

  /**
   * The row of a user with such a history.
   *
   * @param itemIndices distinct, in any order; without any the row is zero
   * @param values the value of each
   * @throws IllegalArgumentException if an item is named twice, the lengths differ or a value is
   *     not finite
   * @throws IndexOutOfBoundsException if there is no such item
   */
  public FoldedUser fold(int[] itemIndices, float[] values) {
    return solve(history(itemIndices, values));
  }

  /**
   * The row of a user of the model, from the history that the model keeps.
   *
   * @throws IndexOutOfBoundsException if there is no such user
   */
  public FoldedUser fold(History history, int userIndex) {
    return solve(asTrained(history.byUser(), userIndex));
  }

  /** The row of a history, with the values that training gave it. */
  CsrMatrix asTrained(CsrMatrix byUser, int userIndex) {
    int count = byUser.count(userIndex);
    int[] items = new int[count];
    float[] values = new float[count];
    for (int k = 0; k < count; k++) {
      items[k] = byUser.column(byUser.start(userIndex) + k);
      values[k] = weights.ones() ? 1 : byUser.value(byUser.start(userIndex) + k);
    }
    return history(items, values);
  }

  private FoldedUser solve(CsrMatrix history) {
    FloatMatrix factors = FloatMatrix.zeros(1, equations.factors());
    int count = history.count(0);
    if (count == 0) {
      return new FoldedUser(factors, 0, history);
    }
    NormalEquations waiting = idle.poll();
    NormalEquations workspace = waiting == null ? equations.workspace() : waiting;
    equations.set(history, 0, workspace, new float[count], new float[count]);
    float bias = workspace.solve(factors, 0);
    idle.add(workspace);
    return new FoldedUser(factors, bias, history);
  }

  /** One row, its items in their order. */
  private CsrMatrix history(int[] items, float[] values) {
    if (items.length != values.length) {
      throw new IllegalArgumentException(
          "%s items and %s values".formatted(items.length, values.length));
    }
    int count = model.items().size();
    int[] order =
        IntStream.range(0, items.length)
            .boxed()
            .sorted((a, b) -> Integer.compare(items[a], items[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] sorted = new int[items.length];
    float[] sortedValues = new float[items.length];
    for (int k = 0; k < order.length; k++) {
      sorted[k] = Objects.checkIndex(items[order[k]], count);
      sortedValues[k] = values[order[k]];
      if (!Float.isFinite(sortedValues[k])) {
        throw new IllegalArgumentException("the value of item " + sorted[k] + " is not finite");
      }
      if (k > 0 && sorted[k] == sorted[k - 1]) {
        throw new IllegalArgumentException("item " + sorted[k] + " is named twice");
      }
    }
    return new CsrMatrix(
        count, new long[] {0, sorted.length}, IntColumn.of(sorted), FloatColumn.of(sortedValues));
  }
}
