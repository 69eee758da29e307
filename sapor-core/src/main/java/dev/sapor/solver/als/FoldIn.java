package dev.sapor.solver.als;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.History;
import dev.sapor.rankloss.RankedUsers;
import dev.sapor.solver.PosteriorRows;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
 * <p>A model by a loss of rankings has no such equation: its users descend that loss ({@link
 * RankedUsers}), to about the rows of training and not to the bit.
 *
 * <p>Of a model that is a mean over samples of a posterior, a user is the mean of what each sample
 * gives ({@link PosteriorRows}).
 *
 * <p>Cost: n F² + F³/3 operations for n interactions, for each sample. Safe for use by several
 * threads.
 */
public final class FoldIn {

  private final boolean ones;
  private final RowFold rows;
  private final @Nullable PosteriorRows samples;
  private final Function<CsrMatrix, FoldedUser> solver;

  private FoldIn(
      boolean ones,
      RowFold rows,
      @Nullable PosteriorRows samples,
      Function<CsrMatrix, FoldedUser> solver) {
    this.ones = ones;
    this.rows = rows;
    this.samples = samples;
    this.solver = solver;
  }

  /**
   * Folds users into a model.
   *
   * @throws IllegalArgumentException if the training record does not name its weights
   */
  public static FoldIn of(FactorModel model) {
    if (model.posterior().isPresent()) {
      PosteriorRows samples = PosteriorRows.of(model);
      return new FoldIn(false, unsolved(model), samples, history -> solve(samples, history));
    }
    if (RankedUsers.know(model)) {
      RankedUsers users = RankedUsers.of(model);
      return new FoldIn(
          model.record().isOfRatings(),
          unsolved(model),
          null,
          history -> new FoldedUser(users.solve(history), 0, history));
    }
    TrainedWeights weights = TrainedWeights.of(model);
    try (Parallel parallel = new Parallel(1)) {
      RowEquations equations = weights.ofUsers(model.factors(), false, parallel);
      RowFold rows = new RowFold(equations, model.items().size(), "item");
      return new FoldIn(weights.ones(), rows, null, history -> solve(rows, history));
    }
  }

  /** Rows that something else solves. */
  private static RowFold unsolved(FactorModel model) {
    return new RowFold(null, model.items().size(), "item");
  }

  private static FoldedUser solve(PosteriorRows samples, CsrMatrix history) {
    PosteriorRows.Row row = samples.solve(history);
    return new FoldedUser(row.factors(), row.bias(), history);
  }

  private static FoldedUser solve(RowFold rows, CsrMatrix history) {
    RowFold.Solved row = rows.solve(history);
    return new FoldedUser(row.factors(), row.bias(), history);
  }

  /** Whether a row is the solution of one regression, {@link #equations}. */
  boolean isRegression() {
    return rows.isRegression();
  }

  /** The equations of a user. */
  RowEquations equations() {
    return rows.equations();
  }

  /**
   * The row of a user with such a history.
   *
   * @param itemIndices distinct, in any order; without any the row is zero, or the mean of the
   *     prior
   * @param values the value of each
   * @throws IllegalArgumentException if an item is named twice, the lengths differ or a value is
   *     not finite
   * @throws IndexOutOfBoundsException if there is no such item
   */
  public FoldedUser fold(int[] itemIndices, float[] values) {
    return solve(rows.history(itemIndices, values));
  }

  /**
   * The row of a user of the model, from the history that the model keeps.
   *
   * @throws IndexOutOfBoundsException if there is no such user
   */
  public FoldedUser fold(History history, int userIndex) {
    return solve(asTrained(history.byUser(), userIndex));
  }

  /**
   * The row of a user of the model, from the history that the model keeps and what came after it.
   *
   * @param itemIndices distinct; an item of the history takes the later value
   * @param values the value of each
   * @throws IndexOutOfBoundsException if there is no such user or item
   * @throws IllegalArgumentException if an item is named twice, the lengths differ or a value is
   *     not finite
   */
  public FoldedUser fold(History history, int userIndex, int[] itemIndices, float[] values) {
    CsrMatrix before = asTrained(history.byUser(), userIndex);
    CsrMatrix more = rows.history(itemIndices, values);
    int[] items = new int[before.count(0) + more.count(0)];
    float[] all = new float[items.length];
    int count = 0;
    for (int k = 0; k < more.count(0); k++) {
      items[count] = more.column(k);
      all[count++] = more.value(k);
    }
    for (int k = 0; k < before.count(0); k++) {
      if (more.find(0, before.column(k)) < 0) {
        items[count] = before.column(k);
        all[count++] = before.value(k);
      }
    }
    return fold(Arrays.copyOf(items, count), Arrays.copyOf(all, count));
  }

  /** The row of a history, with the values that training gave it. */
  CsrMatrix asTrained(CsrMatrix byUser, int userIndex) {
    int count = byUser.count(userIndex);
    int[] items = new int[count];
    float[] values = new float[count];
    for (int k = 0; k < count; k++) {
      items[k] = byUser.column(byUser.start(userIndex) + k);
      values[k] = ones ? 1 : byUser.value(byUser.start(userIndex) + k);
    }
    return rows.history(items, values);
  }

  /** The samples of a posterior that it solves by; null for one regression. */
  @Nullable PosteriorRows samples() {
    return samples;
  }

  private FoldedUser solve(CsrMatrix history) {
    return solver.apply(history);
  }
}
