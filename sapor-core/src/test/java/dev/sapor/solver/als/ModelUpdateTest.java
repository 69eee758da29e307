package dev.sapor.solver.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.data.InteractionsBuilder;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.History;
import dev.sapor.solver.Solver;
import dev.sapor.solver.Trainer;
import dev.sapor.solver.TrainingPlan;
import dev.sapor.solver.sgd.SgdConfig;
import dev.sapor.testing.SyntheticInteractions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ModelUpdateTest {

  private static final Interactions RATINGS = SyntheticInteractions.small(9).ratings();

  private static FactorModel train(Solver solver) {
    try (Parallel parallel = new Parallel(2)) {
      return Trainer.of(solver, TrainingPlan.fixed(4), parallel).train(RATINGS).model();
    }
  }

  static Stream<FactorModel> models() {
    return Stream.of(
        train(AlsConfig.defaults().withFactors(6).solver()),
        train(ImplicitAlsConfig.defaults().withFactors(6).solver()),
        train(SgdConfig.defaults().withFactors(6).solver()));
  }

  /** A new rating of a known pair, one of a new user, one of a new item. */
  private static Interactions more(FactorModel model) {
    InteractionsBuilder builder = Interactions.builder();
    History history = model.history().orElseThrow();
    int known = 0;
    while (history.byUser().count(known) == 0) {
      known++;
    }
    int item = history.byUser().column(history.byUser().start(known));
    builder.add(model.users().id(known), model.items().id(item), 1);
    builder.add("~new user", model.items().id(3), 5);
    builder.add("~new user", model.items().id(8), 2);
    builder.add(model.users().id(10), "!new item", 4);
    return builder.build();
  }

  private static FactorModel update(FactorModel model, Interactions more, int threads) {
    try (Parallel parallel = new Parallel(threads)) {
      return ModelUpdate.of(model, more, parallel);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void whoHasNothingNewKeepsEveryBit(FactorModel model) {
    Interactions more = more(model);
    FactorModel updated = update(model, more, 2);
    int kept = 0;
    for (int user = 0; user < model.users().size(); user++) {
      String id = model.users().id(user);
      int now = updated.users().indexOf(id).orElseThrow();
      if (more.users().indexOf(id).isEmpty()) {
        kept++;
        assertThat(updated.factors().users().row(now)).isEqualTo(model.factors().users().row(user));
        assertThat(updated.factors().userBiases()[now])
            .isEqualTo(model.factors().userBiases()[user]);
      }
    }
    for (int item = 0; item < model.items().size(); item++) {
      String id = model.items().id(item);
      int now = updated.items().indexOf(id).orElseThrow();
      if (more.items().indexOf(id).isEmpty()) {
        assertThat(updated.factors().items().row(now)).isEqualTo(model.factors().items().row(item));
      }
    }
    assertThat(kept).isEqualTo(model.users().size() - 2);
    assertThat(updated.users().size()).isEqualTo(model.users().size() + 1);
    assertThat(updated.items().size()).isEqualTo(model.items().size() + 1);
    assertThat(updated.itemCount(updated.items().indexOf("!new item").orElseThrow())).isEqualTo(1);
    assertThat(updated.record().parameters()).containsEntry("updated-interactions", "4");
  }

  @ParameterizedTest
  @MethodSource("models")
  void whoHasSomethingNewIsWhatTheHistoryGives(FactorModel model) {
    Interactions more = more(model);
    FactorModel updated = update(model, more, 1);
    FoldIn foldIn = FoldIn.of(updated);
    for (String id : more.users().ids()) {
      int user = updated.users().indexOf(id).orElseThrow();
      FoldedUser folded = foldIn.fold(updated.history().orElseThrow(), user);
      assertThat(updated.factors().users().row(user)).isEqualTo(folded.factors().row(0));
      assertThat(updated.factors().userBiases()[user]).isEqualTo(folded.bias());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void explanationsStillAddUp(FactorModel model) {
    FactorModel updated = update(model, more(model), 2);
    Explainer explainer = Explainer.of(updated);
    for (int user = 0; user < 40; user++) {
      for (int item = 0; item < updated.items().size(); item += 3) {
        Explanation explanation = explainer.explain(user, item);
        assertThat(explanation.sum()).isCloseTo(explanation.score(), within(1e-5));
      }
    }
  }

  @Test
  void aValueThatIsGivenAgainReplacesTheOneBefore() {
    FactorModel model = train(AlsConfig.defaults().withFactors(4).solver());
    FactorModel updated = update(model, more(model), 2);
    var before = model.history().orElseThrow().byUser();
    var after = updated.history().orElseThrow().byUser();
    assertThat(after.nonZeros()).isEqualTo(before.nonZeros() + 3);
    assertThat(updated.record().interactions()).isEqualTo(after.nonZeros());
  }

  @Test
  void whatIsTakenOutIsNotInTheHistoryAndItsRowsAreSolvedWithout() {
    FactorModel model = train(ImplicitAlsConfig.defaults().withFactors(4).solver());
    var before = model.history().orElseThrow().byUser();
    int user = 0;
    while (before.count(user) < 2) {
      user++;
    }
    int item = before.column(before.start(user));
    Interactions gone =
        Interactions.builder()
            .click(model.users().id(user), model.items().id(item))
            .click("nobody", model.items().id(item))
            .build();
    FactorModel updated;
    try (Parallel parallel = new Parallel(2)) {
      updated = ModelUpdate.of(model, Interactions.builder().build(), gone, parallel);
    }
    int now = updated.users().indexOf(model.users().id(user)).orElseThrow();
    History history = updated.history().orElseThrow();
    assertThat(history.byUser().nonZeros()).isEqualTo(before.nonZeros() - 1);
    assertThat(history.contains(now, item)).isFalse();
    assertThat(updated.items().ids()).isEqualTo(model.items().ids());
    assertThat(updated.users().indexOf("nobody")).isEmpty();
    assertThat(updated.factors().users().row(now))
        .isEqualTo(FoldIn.of(updated).fold(history, now).factors().row(0))
        .isNotEqualTo(model.factors().users().row(user));
  }

  @Test
  void threadsChangeNothing() {
    FactorModel model = train(ImplicitAlsConfig.defaults().withFactors(5).solver());
    Interactions more = more(model);
    FactorModel one = update(model, more, 1);
    FactorModel three = update(model, more, 3);
    assertThat(three.factors().users().toArrays()).isDeepEqualTo(one.factors().users().toArrays());
    assertThat(three.factors().items().toArrays()).isDeepEqualTo(one.factors().items().toArrays());
  }

  @Test
  void whatCannotBeUpdatedSaysSo() {
    FactorModel model = train(AlsConfig.defaults().withFactors(4).solver());
    Interactions clicks = Interactions.builder().click("a", "b").build();
    assertThatThrownBy(() -> update(model, clicks, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("predicts ratings, and the data have none");
    assertThatThrownBy(() -> update(model.withoutHistory(), more(model), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("keeps no history");
  }
}
