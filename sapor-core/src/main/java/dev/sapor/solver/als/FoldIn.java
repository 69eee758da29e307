package dev.sapor.solver.als;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Calendar;
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
  private final Function<History, FoldedUser> solver;

  private FoldIn(
      boolean ones,
      RowFold rows,
      @Nullable PosteriorRows samples,
      Function<History, FoldedUser> solver) {
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
          history -> new FoldedUser(users.solve(history.byUser()), 0, history));
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

  private static FoldedUser solve(PosteriorRows samples, History history) {
    PosteriorRows.Row row = samples.solve(history);
    return new FoldedUser(row.factors(), row.bias(), history);
  }

  private static FoldedUser solve(RowFold rows, History history) {
    RowFold.Solved row = rows.solve(history.byUser());
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
    return solve(new History(rows.history(itemIndices, values)));
  }

  /**
   * The row of a user of the model, from the history that the model keeps.
   *
   * @throws IndexOutOfBoundsException if there is no such user
   */
  public FoldedUser fold(History history, int userIndex) {
    return solve(asTrained(history, userIndex));
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
    CsrMatrix more = rows.history(itemIndices, values);
    return solve(later(asTrained(history, userIndex), more));
  }

  /** What came before and is not replaced, and what came after it. */
  private History later(History before, CsrMatrix more) {
    int[] items = new int[before.byUser().count(0) + more.count(0)];
    float[] all = new float[items.length];
    int count = 0;
    for (int k = 0; k < more.count(0); k++) {
      items[count] = more.column(k);
      all[count++] = more.value(k);
    }
    for (int k = 0; k < before.byUser().count(0); k++) {
      if (more.find(0, before.byUser().column(k)) < 0) {
        items[count] = before.byUser().column(k);
        all[count++] = before.byUser().value(k);
      }
    }
    CsrMatrix both = rows.history(Arrays.copyOf(items, count), Arrays.copyOf(all, count));
    IntColumn days = before.days();
    if (days == null) {
      return new History(both);
    }
    IntColumn bothDays = IntColumn.zeros(count);
    for (int k = 0; k < count; k++) {
      long at = before.byUser().find(0, both.column(k));
      boolean known = at >= 0 && more.find(0, both.column(k)) < 0;
      bothDays.set(k, known ? days.get(at) : Calendar.UNKNOWN);
    }
    return new History(both, bothDays);
  }

  /** The row of a history, with the values that training gave it. */
  History asTrained(History history, int userIndex) {
    History own = history.of(userIndex);
    if (!ones) {
      return own;
    }
    FloatColumn values = FloatColumn.zeros(own.byUser().nonZeros());
    for (long at = 0; at < values.size(); at++) {
      values.set(at, 1);
    }
    return new History(own.byUser().withValues(values), own.days());
  }

  /** The samples of a posterior that it solves by; null for one regression. */
  @Nullable PosteriorRows samples() {
    return samples;
  }

  private FoldedUser solve(History history) {
    return solver.apply(history);
  }
}
