package dev.sapor.solver.als;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.kernel.NormalEquations;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.History;
import dev.sapor.solver.PosteriorRows;
import dev.sapor.solver.als.Explanation.Contribution;
import dev.sapor.solver.als.Explanation.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes scores apart.
 *
 * <p>A user of a model by alternating least squares is the solution of A w = Σ t_k x_k over the
 * user's own interactions, with A symmetric. So a score x·w is Σ t_k (x · A⁻¹ x_k): each
 * interaction has a part of its own, and with z = A⁻¹ x all of them cost one solution (Hu, Koren
 * and Volinsky, "Collaborative filtering for implicit feedback datasets", ICDM 2008, section 5). Of
 * models by other algorithms, and of those without a history, the parts are mean, biases and the
 * product of each factor.
 */
public final class Explainer {

  private static final Set<String> EXACT = Set.of("als", "implicit-als", "bayes");

  private final FactorModel model;
  private final @Nullable FoldIn foldIn;

  private Explainer(FactorModel model, @Nullable FoldIn foldIn) {
    this.model = model;
    this.foldIn = foldIn;
  }

  public static Explainer of(FactorModel model) {
    boolean exact = EXACT.contains(model.record().algorithm()) && model.history().isPresent();
    return new Explainer(model, exact ? FoldIn.of(model) : null);
  }

  /** Whether scores are explained by the interactions of the user. */
  public boolean isByHistory() {
    return foldIn != null;
  }

  /**
   * Explains the score of a pair.
   *
   * @throws IndexOutOfBoundsException if there is no such user or item
   */
  public Explanation explain(int userIndex, int itemIndex) {
    Factors factors = model.factors();
    float score = factors.score(userIndex, itemIndex);
    List<Term> terms = new ArrayList<>();
    boolean biased = isBiased();
    if (biased) {
      terms.add(new Term("mean", factors.mean()));
      terms.add(new Term("item bias", factors.itemBiases()[itemIndex]));
    }
    if (foldIn != null && isSolved(foldIn, userIndex)) {
      History history = foldIn.asTrained(model.history().orElseThrow(), userIndex);
      return explain(score, terms, foldIn, history, itemIndex);
    }
    if (biased) {
      terms.add(new Term("user bias", factors.userBiases()[userIndex]));
    }
    addFactors(terms, factors, userIndex, itemIndex);
    return new Explanation(score, terms, List.of());
  }

  private static void addFactors(List<Term> terms, Factors factors, int user, int item) {
    for (int f = 0; f < factors.rank(); f++) {
      double product = (double) factors.users().get(user, f) * factors.items().get(item, f);
      terms.add(new Term("factor " + (f + 1), product));
    }
  }

  /**
   * Explains the score that an item has for a user who was folded in: by mean and item bias where
   * the model has them, and what each interaction of the user adds; of a model by a loss of
   * rankings, the product of each factor.
   *
   * @param by what folded the user into this model
   * @throws IndexOutOfBoundsException if there is no such item
   */
  public Explanation explain(FoldedUser user, FoldIn by, int itemIndex) {
    Factors all = user.beside(model);
    List<Term> terms = new ArrayList<>();
    if (isBiased()) {
      terms.add(new Term("mean", all.mean()));
      terms.add(new Term("item bias", all.itemBiases()[itemIndex]));
    }
    if (by.samples() == null && !by.isRegression()) {
      addFactors(terms, all, 0, itemIndex);
      return new Explanation(all.score(0, itemIndex), terms, List.of());
    }
    return explain(all.score(0, itemIndex), terms, by, user.past(), itemIndex);
  }

  private Explanation explain(
      float score, List<Term> terms, FoldIn by, History past, int itemIndex) {
    PosteriorRows samples = by.samples();
    CsrMatrix history = past.byUser();
    if (samples == null) {
      return new Explanation(score, terms, contributions(by.equations(), history, itemIndex));
    }
    PosteriorRows.Parts parts = samples.parts(past, itemIndex);
    terms.add(new Term("prior of the user", parts.prior()));
    List<Contribution> contributions = new ArrayList<>();
    for (int k = 0; k < history.count(0); k++) {
      contributions.add(new Contribution(history.column(k), history.value(k), parts.amounts()[k]));
    }
    return new Explanation(score, terms, sorted(contributions));
  }

  private static List<Contribution> sorted(List<Contribution> contributions) {
    contributions.sort(
        Comparator.comparingDouble((Contribution c) -> -Math.abs(c.amount()))
            .thenComparingInt(Contribution::itemIndex));
    return contributions;
  }

  private boolean isBiased() {
    return Boolean.parseBoolean(model.record().parameters().getOrDefault("biases", "false"));
  }

  /**
   * Whether a user is the solution of the equations of its history: an update moves items, and the
   * users who have nothing new stay as they were.
   */
  private boolean isSolved(FoldIn users, int userIndex) {
    if (model.record().updatedInteractions() == 0) {
      return true;
    }
    FoldedUser solved = users.fold(model.history().orElseThrow(), userIndex);
    return Arrays.equals(solved.factors().row(0), model.factors().users().row(userIndex));
  }

  private List<Contribution> contributions(
      RowEquations equations, CsrMatrix history, int itemIndex) {
    int count = history.count(0);
    if (count == 0) {
      return List.of();
    }
    NormalEquations workspace = equations.workspace();
    float[] targets = new float[count];
    equations.set(history, 0, workspace, new float[count], targets);
    workspace.clearTargets();
    // The item itself with weight 0: it adds x to the right side only.
    FloatMatrix items = model.factors().items();
    workspace.add(items, IntColumn.of(itemIndex), 0, 1, new float[] {0}, new float[] {1});
    FloatMatrix z = FloatMatrix.zeros(1, items.columns());
    float intercept = workspace.solve(z, 0);

    List<Contribution> contributions = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int other = history.column(k);
      double product = intercept;
      for (int f = 0; f < items.columns(); f++) {
        product += (double) z.get(0, f) * items.get(other, f);
      }
      contributions.add(new Contribution(other, history.value(k), targets[k] * product));
    }
    return sorted(contributions);
  }
}
