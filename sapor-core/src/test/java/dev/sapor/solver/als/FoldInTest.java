package dev.sapor.solver.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.NormalEquations;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.model.History;
import dev.sapor.objective.ClickTarget;
import dev.sapor.objective.Confidence;
import dev.sapor.objective.Regularization;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.RankedItem;
import dev.sapor.recommend.RankedItems;
import dev.sapor.recommend.Recommender;
import dev.sapor.solver.Solver;
import dev.sapor.solver.Trainer;
import dev.sapor.solver.TrainingPlan;
import dev.sapor.solver.sgd.SgdConfig;
import dev.sapor.testing.NaiveReference;
import dev.sapor.testing.SyntheticInteractions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FoldInTest {

  private static final Interactions RATINGS = SyntheticInteractions.small(3).ratings();

  private static FactorModel train(Solver solver, Interactions data) {
    try (Parallel parallel = new Parallel(2)) {
      return Trainer.of(solver, TrainingPlan.fixed(4), parallel).train(data).model();
    }
  }

  private static Interactions clicks() {
    FloatColumn weights = FloatColumn.zeros(RATINGS.size());
    for (long at = 0; at < weights.size(); at++) {
      weights.set(at, 0.5f + at % 4);
    }
    return RATINGS.withWeights(weights);
  }

  static Stream<FactorModel> exactModels() {
    ImplicitAlsConfig implicit = ImplicitAlsConfig.defaults().withFactors(9);
    return Stream.of(
        train(AlsConfig.defaults().withFactors(9).solver(), RATINGS),
        train(AlsConfig.defaults().withFactors(9).withBiased(false).solver(), RATINGS),
        train(implicit.solver(), RATINGS),
        train(implicit.withAlpha0(0.1).solver(), clicks()),
        train(implicit.withMethod(RowMethod.CG).solver(), clicks()),
        train(
            implicit
                .withMethod(RowMethod.BLOCKS)
                .withBlock(4)
                .withConfidence(new Confidence(Confidence.Kind.LOG, 2, 1.5, 0))
                .withTarget(ClickTarget.ONE)
                .withCountsAll(false)
                .solver(),
            clicks()));
  }

  /** The same equations from the other side: as an update solves an item that is new. */
  @ParameterizedTest
  @MethodSource("exactModels")
  void anItemIsWhatItsUsersMakeOfIt(FactorModel model) {
    CsrMatrix byItem = model.history().orElseThrow().byUser().transpose();
    int item = 3;
    int count = byItem.count(item);
    int[] users = new int[count];
    float[] values = new float[count];
    boolean ones = model.goal() == Goal.RECOMMEND && model.record().isOfRatings();
    for (int k = 0; k < count; k++) {
      users[k] = byItem.column(byItem.end(item) - 1 - k);
      values[k] = ones ? 1 : byItem.value(byItem.end(item) - 1 - k);
    }
    FoldedItem folded = ItemFoldIn.of(model).fold(users, values);
    try (Parallel parallel = new Parallel(1)) {
      RowEquations equations = TrainedWeights.of(model).ofItems(model.factors(), true, parallel);
      NormalEquations workspace = equations.workspace();
      equations.set(byItem, item, workspace, new float[count], new float[count]);
      FloatMatrix expected = FloatMatrix.zeros(1, model.factors().rank());
      float bias = workspace.solve(expected, 0);
      assertThat(folded.factors().row(0)).isEqualTo(expected.row(0));
      assertThat(folded.bias()).isEqualTo(bias);
    }
    Factors beside = folded.beside(model);
    assertThat(beside.items().rows()).isEqualTo(1);
    assertThat(beside.users()).isSameAs(model.factors().users());
    assertThat(ItemFoldIn.of(model).fold(new int[0], new float[0]).factors().row(0))
        .containsOnly(0f);
    assertThatThrownBy(() -> ItemFoldIn.of(model).fold(new int[] {1, 1}, new float[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("user 1 is named twice");
  }

  @ParameterizedTest
  @MethodSource("exactModels")
  void theHistoryOfAUserGivesThatUserToTheBit(FactorModel model) {
    FoldIn foldIn = FoldIn.of(model);
    History history = model.history().orElseThrow();
    for (int user = 0; user < model.users().size(); user++) {
      FoldedUser folded = foldIn.fold(history, user);
      assertThat(folded.factors().row(0)).isEqualTo(model.factors().users().row(user));
      assertThat(folded.bias()).isEqualTo(model.factors().userBiases()[user]);
    }
  }

  @ParameterizedTest
  @MethodSource("exactModels")
  void theListIsThatOfTheUser(FactorModel model) {
    Recommender ofModel = Recommender.of(model);
    FoldIn foldIn = FoldIn.of(model);
    for (int user = 0; user < 20; user++) {
      FoldedUser folded = foldIn.fold(model.history().orElseThrow(), user);
      RankedItems expected = ofModel.recommend(user, 10, ItemFilter.unseen());
      RankedItems actual =
          Recommender.of(model, folded.beside(model), folded.history())
              .recommend(0, 10, ItemFilter.unseen());
      assertThat(items(actual)).isEqualTo(items(expected));
    }
  }

  private static List<RankedItem> items(RankedItems ranked) {
    List<RankedItem> items = new ArrayList<>();
    ranked.forEach(items::add);
    return items;
  }

  @Test
  void aModelByDescentIsFoldedByTheRidgeSolve() {
    Regularization regularization = new Regularization(0.1, 0.8, 1, 0.05, 2);
    FactorModel model =
        train(
            SgdConfig.defaults().withFactors(4).withRegularization(regularization).solver(),
            RATINGS);
    int[] items = {7, 3, 30};
    float[] values = {5, 1, 4};
    FoldedUser folded = FoldIn.of(model).fold(items, values);

    double[][] a = new double[5][5];
    double[] b = new double[5];
    for (int k = 0; k < items.length; k++) {
      double[] x = new double[5];
      for (int f = 0; f < 4; f++) {
        x[f] = model.factors().items().get(items[k], f);
      }
      x[4] = 1;
      double target = values[k] - model.factors().mean() - model.factors().itemBiases()[items[k]];
      for (int i = 0; i < 5; i++) {
        b[i] += target * x[i];
        for (int j = 0; j < 5; j++) {
          a[i][j] += x[i] * x[j];
        }
      }
    }
    for (int f = 0; f < 4; f++) {
      a[f][f] += regularization.ofRow(3);
    }
    a[4][4] += regularization.ofBias(3);
    double[] expected = NaiveReference.gaussianElimination(a, b);
    for (int f = 0; f < 4; f++) {
      assertThat((double) folded.factors().get(0, f)).isCloseTo(expected[f], within(1e-5));
    }
    assertThat((double) folded.bias()).isCloseTo(expected[4], within(1e-5));
  }

  @Test
  void aDislikeLowersTheItem() {
    FactorModel model = train(ImplicitAlsConfig.defaults().withFactors(9).solver(), RATINGS);
    FoldIn foldIn = FoldIn.of(model);
    for (int item = 0; item < 20; item++) {
      if (model.itemCount(item) == 0) {
        continue;
      }
      int other = (item + 50) % model.items().size();
      float without = foldIn.fold(new int[] {other}, new float[] {1}).beside(model).score(0, item);
      float disliked =
          foldIn.fold(new int[] {other, item}, new float[] {1, -1}).beside(model).score(0, item);
      float liked =
          foldIn.fold(new int[] {other, item}, new float[] {1, 1}).beside(model).score(0, item);
      assertThat(disliked).isLessThan(without);
      assertThat(liked).isGreaterThan(without);
    }
  }

  @Test
  void orderDoesNotMatterAndNothingGivesNothing() {
    FactorModel model = train(AlsConfig.defaults().withFactors(5).solver(), RATINGS);
    FoldIn foldIn = FoldIn.of(model);
    FoldedUser one = foldIn.fold(new int[] {3, 9, 1}, new float[] {5, 1, 2});
    FoldedUser two = foldIn.fold(new int[] {1, 3, 9}, new float[] {2, 5, 1});
    assertThat(two.factors().row(0)).isEqualTo(one.factors().row(0));
    assertThat(foldIn.fold(new int[0], new float[0]).factors().row(0)).containsOnly(0f);
    assertThat(foldIn.fold(new int[0], new float[0]).bias()).isZero();
  }

  @Test
  void withoutRegularizationASmallOneIsTaken() {
    FactorModel model =
        train(
            SgdConfig.defaults()
                .withFactors(6)
                .withRegularization(Regularization.NONE)
                .withLearningRate(0.01)
                .solver(),
            RATINGS);
    FoldedUser folded = FoldIn.of(model).fold(new int[] {2}, new float[] {5});
    assertThat(folded.beside(model).isSound()).isTrue();
    assertThat(folded.beside(model).score(0, 2)).isGreaterThan(model.factors().mean());
  }

  @Test
  void whatIsWrongIsNamed() {
    FactorModel model = train(AlsConfig.defaults().withFactors(3).solver(), RATINGS);
    FoldIn foldIn = FoldIn.of(model);
    assertThatThrownBy(() -> foldIn.fold(new int[] {4, 4}, new float[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("item 4 is named twice");
    assertThatThrownBy(() -> foldIn.fold(new int[] {4}, new float[] {Float.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the value of item 4 is not finite");
    assertThatThrownBy(() -> foldIn.fold(new int[] {4}, new float[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 items and 2 values");
    assertThatThrownBy(() -> foldIn.fold(new int[] {1000}, new float[1]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
