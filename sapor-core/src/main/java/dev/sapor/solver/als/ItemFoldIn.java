package dev.sapor.solver.als;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;

/**
 * Factors for an item that a model never saw, from the users who had to do with it: {@link FoldIn}
 * with the sides exchanged. Values are those of training: ratings of a model that predicts them,
 * and of one that recommends what its data had, or weights, below 0 for a dislike, where it took
 * ratings for clicks.
 *
 * <p>Cost: n F² + F³/3 operations for n interactions. Safe for use by several threads.
 */
public final class ItemFoldIn {

  private final RowFold rows;

  private ItemFoldIn(RowFold rows) {
    this.rows = rows;
  }

  /**
   * Folds items into a model.
   *
   * @throws IllegalArgumentException if the training record does not name its weights
   */
  public static ItemFoldIn of(FactorModel model) {
    TrainedWeights weights = TrainedWeights.of(model);
    try (Parallel parallel = new Parallel(1)) {
      RowEquations equations = weights.ofItems(model.factors(), false, parallel);
      return new ItemFoldIn(new RowFold(equations, model.users().size(), "user"));
    }
  }

  /**
   * The row of an item with such interactions.
   *
   * @param userIndices distinct, in any order; without any the row is zero
   * @param values the value of each
   * @throws IllegalArgumentException if a user is named twice, the lengths differ or a value is not
   *     finite
   * @throws IndexOutOfBoundsException if there is no such user
   */
  public FoldedItem fold(int[] userIndices, float[] values) {
    CsrMatrix history = rows.history(userIndices, values);
    RowFold.Solved row = rows.solve(history);
    return new FoldedItem(row.factors(), row.bias(), history);
  }
}
