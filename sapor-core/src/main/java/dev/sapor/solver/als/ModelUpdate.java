package dev.sapor.solver.als;

import dev.sapor.data.Catalog;
import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.model.History;
import dev.sapor.model.TrainingRecord;
import dev.sapor.model.ValueRange;
import dev.sapor.solver.RowSolves;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * Brings a model up to date with new interactions, without training it again.
 *
 * <p>Users and items that have new interactions, known or not, are solved exactly by all they have
 * had so far: the users with the items as they stand, the items with the users, the users once
 * more. So a user with new interactions ends as what its history gives ({@link FoldIn}). All other
 * rows keep their bits. A value that is given again replaces the one before.
 *
 * <p>Cost: that of an epoch over the rows concerned.
 */
public final class ModelUpdate {

  private final FactorModel model;
  private final Interactions more;
  private final Interactions gone;
  private final TrainedWeights weights;
  private final IdMap users;
  private final IdMap items;
  // For each row of a side its row in the model, or -1.
  private final int[] oldUsers;
  private final int[] oldItems;

  private ModelUpdate(FactorModel model, Interactions more, Interactions gone) {
    this.model = model;
    this.more = more;
    this.gone = gone;
    weights = TrainedWeights.of(model);
    users = union(model.users(), more.users());
    items = union(model.items(), more.items());
    oldUsers = rowsOf(users, model.users());
    oldItems = rowsOf(items, model.items());
  }

  /**
   * The model with new interactions.
   *
   * @throws IllegalArgumentException if the model keeps no history, its record does not name the
   *     weights, or it predicts ratings and there are none
   */
  public static FactorModel of(FactorModel model, Interactions more, Parallel parallel) {
    return of(model, more, Interactions.builder().build(), parallel);
  }

  /**
   * The same without some interactions that the model has, such as clicks on what turned out to be
   * disliked.
   *
   * @param gone pairs that are taken out of the history; those that are not in it change nothing
   * @throws IllegalArgumentException as above
   */
  public static FactorModel of(
      FactorModel model, Interactions more, Interactions gone, Parallel parallel) {
    if (model.history().isEmpty()) {
      throw new IllegalArgumentException(
          "the model keeps no history; train it again on all of the data");
    }
    if (model.posterior().isPresent()) {
      throw new IllegalArgumentException(
          "the model is a mean over samples, which cannot be updated; train it again on all of the"
              + " data, or fold new users in");
    }
    if (model.goal() == Goal.PREDICT && more.size() > 0 && !more.rated()) {
      throw new IllegalArgumentException("the model predicts ratings, and the data have none");
    }
    return new ModelUpdate(model, more, gone).update(parallel);
  }

  private static IdMap union(IdMap a, IdMap b) {
    TreeSet<String> ids = new TreeSet<>(a.ids());
    ids.addAll(b.ids());
    return IdMap.of(ids);
  }

  private static int[] rowsOf(IdMap ids, IdMap within) {
    int[] rows = new int[ids.size()];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = within.indexOf(ids.id(row)).orElse(-1);
    }
    return rows;
  }

  private FactorModel update(Parallel parallel) {
    CsrMatrix byUser = merged();
    CsrMatrix byItem = byUser.transpose();
    Factors factors = widened();
    int[] newOfUser = changes(users, Interactions::users, Interactions::userCounts);
    int[] newOfItem = changes(items, Interactions::items, Interactions::itemCounts);
    solveUsers(factors, byUser, newOfUser, parallel);
    RowEquations ofItems = weights.ofItems(factors, true, parallel);
    solve(
        ofItems,
        byItem,
        row -> newOfItem[row] > 0,
        factors.items(),
        factors.itemBiases(),
        parallel);
    solveUsers(factors, byUser, newOfUser, parallel);
    return new FactorModel(
        model.goal(),
        factors,
        users,
        items,
        counts(byUser),
        counts(byItem),
        range(),
        record(byUser),
        catalog(),
        new History(byUser));
  }

  private void solveUsers(Factors factors, CsrMatrix byUser, int[] fresh, Parallel parallel) {
    RowEquations ofUsers = weights.ofUsers(factors, true, parallel);
    solve(ofUsers, byUser, row -> fresh[row] > 0, factors.users(), factors.userBiases(), parallel);
  }

  private static void solve(
      RowEquations equations,
      CsrMatrix matrix,
      IntPredicate concerned,
      FloatMatrix target,
      float[] biases,
      Parallel parallel) {
    new RowSolves<>(equations::workspace)
        .run(
            matrix,
            parallel,
            (row, workspace, weights, targets) -> {
              if (concerned.test(row)) {
                equations.set(matrix, row, workspace, weights, targets);
                biases[row] = workspace.solve(target, row);
              }
            });
  }

  /** The history with the new interactions, by the new indices. */
  private CsrMatrix merged() {
    CsrMatrix old = model.history().orElseThrow().byUser();
    CsrMatrix fresh = more.byUser();
    int[] newItemOf = rowsOf(model.items(), items);
    int[] freshItemOf = rowsOf(more.items(), items);
    int[] freshUsers = rowsOf(users, more.users());
    int[] goneItemOf = rowsOf(gone.items(), items);
    int[] goneUsers = rowsOf(users, gone.users());
    long[] offsets = new long[users.size() + 1];
    IntColumn columns = IntColumn.zeros(old.nonZeros() + fresh.nonZeros());
    FloatColumn values = FloatColumn.zeros(columns.size());
    long size = 0;
    for (int user = 0; user < users.size(); user++) {
      SortedMap<Integer, Float> row = new TreeMap<>();
      addRow(old, oldUsers[user], newItemOf, row);
      addRow(fresh, freshUsers[user], freshItemOf, row);
      SortedMap<Integer, Float> out = new TreeMap<>();
      addRow(gone.byUser(), goneUsers[user], goneItemOf, out);
      row.keySet().removeAll(out.keySet());
      for (var entry : row.entrySet()) {
        columns.set(size, entry.getKey());
        values.set(size++, entry.getValue());
      }
      offsets[user + 1] = size;
    }
    return new CsrMatrix(items.size(), offsets, first(columns, size), first(values, size));
  }

  private static void addRow(
      CsrMatrix matrix, int row, int[] newColumnOf, Map<Integer, Float> target) {
    if (row >= 0) {
      for (long at = matrix.start(row); at < matrix.end(row); at++) {
        target.put(newColumnOf[matrix.column(at)], matrix.value(at));
      }
    }
  }

  private static IntColumn first(IntColumn column, long size) {
    IntColumn part = IntColumn.zeros(size);
    for (long at = 0; at < size; at++) {
      part.set(at, column.get(at));
    }
    return part;
  }

  private static FloatColumn first(FloatColumn column, long size) {
    FloatColumn part = FloatColumn.zeros(size);
    for (long at = 0; at < size; at++) {
      part.set(at, column.get(at));
    }
    return part;
  }

  /** The factors by the new indices, with zeros for those who are new. */
  private Factors widened() {
    Factors old = model.factors();
    Factors wide =
        new Factors(
            FloatMatrix.zeros(users.size(), old.rank()),
            FloatMatrix.zeros(items.size(), old.rank()),
            old.mean(),
            new float[users.size()],
            new float[items.size()]);
    copy(oldUsers, old.users(), old.userBiases(), wide.users(), wide.userBiases());
    copy(oldItems, old.items(), old.itemBiases(), wide.items(), wide.itemBiases());
    return wide;
  }

  private static void copy(
      int[] oldRows, FloatMatrix from, float[] fromBiases, FloatMatrix to, float[] toBiases) {
    for (int row = 0; row < oldRows.length; row++) {
      if (oldRows[row] >= 0) {
        to.setRow(row, from, oldRows[row]);
        toBiases[row] = fromBiases[oldRows[row]];
      }
    }
  }

  /** For each row of a side how many interactions come or go. */
  private int[] changes(
      IdMap ids, Function<Interactions, IdMap> side, Function<Interactions, int[]> counts) {
    int[] result = new int[ids.size()];
    for (Interactions change : List.of(more, gone)) {
      int[] rows = rowsOf(ids, side.apply(change));
      int[] count = counts.apply(change);
      for (int row = 0; row < rows.length; row++) {
        result[row] += rows[row] < 0 ? 0 : count[rows[row]];
      }
    }
    return result;
  }

  private static int[] counts(CsrMatrix matrix) {
    int[] counts = new int[matrix.rows()];
    for (int row = 0; row < counts.length; row++) {
      counts[row] = matrix.count(row);
    }
    return counts;
  }

  private ValueRange range() {
    float min = model.range().min();
    float max = model.range().max();
    for (long at = 0; at < more.size(); at++) {
      min = Math.min(min, more.byUser().value(at));
      max = Math.max(max, more.byUser().value(at));
    }
    return new ValueRange(min, max);
  }

  private TrainingRecord record(CsrMatrix byUser) {
    TrainingRecord old = model.record();
    // That of the training: from the new size another would follow.
    Map<String, String> changed =
        weights.loss() == null
            ? Map.of()
            : Map.of("alpha0", Double.toString(weights.loss().alpha0()));
    String digest = Interactions.of(users, items, old.isOfRatings(), byUser).digest();
    return old.updated(more.size(), changed, digest, byUser.nonZeros());
  }

  private Catalog catalog() {
    Catalog old = model.catalog();
    Catalog.Builder builder = Catalog.builder(items, old.columns());
    for (int item = 0; item < model.items().size(); item++) {
      List<String> cells = new ArrayList<>();
      for (String column : old.columns()) {
        cells.add(old.value(item, column).orElse(""));
      }
      builder.put(model.items().id(item), cells);
    }
    return builder.build();
  }
}
