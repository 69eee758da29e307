package dev.sapor.solver.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.solver.Solver;
import dev.sapor.solver.Trainer;
import dev.sapor.solver.TrainingPlan;
import dev.sapor.solver.als.Explanation.Contribution;
import dev.sapor.solver.als.Explanation.Term;
import dev.sapor.solver.sgd.SgdConfig;
import dev.sapor.testing.SyntheticInteractions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ExplainerTest {

  private static final Interactions RATINGS = SyntheticInteractions.small(5).ratings();

  private static FactorModel train(Solver solver) {
    try (Parallel parallel = new Parallel(2)) {
      return Trainer.of(solver, TrainingPlan.fixed(4), parallel).train(RATINGS).model();
    }
  }

  static Stream<FactorModel> models() {
    return Stream.of(
        train(AlsConfig.defaults().withFactors(9).solver()),
        train(AlsConfig.defaults().withFactors(9).withBiased(false).solver()),
        train(ImplicitAlsConfig.defaults().withFactors(9).solver()),
        train(SgdConfig.defaults().withFactors(9).solver()),
        train(SgdConfig.defaults().withFactors(9).withBiased(false).solver()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void partsAddUpToTheScoreForEveryPair(FactorModel model) {
    Explainer explainer = Explainer.of(model);
    for (int user = 0; user < 60; user++) {
      for (int item = 0; item < model.items().size(); item++) {
        Explanation explanation = explainer.explain(user, item);
        assertThat(explanation.score()).isEqualTo(model.factors().score(user, item));
        assertThat(explanation.sum()).isCloseTo(explanation.score(), within(1e-5));
      }
    }
  }

  @Test
  void contributionsAreThoseOfTheHistoryTheGreatestFirst() {
    FactorModel model = train(AlsConfig.defaults().withFactors(9).solver());
    var history = model.history().orElseThrow().byUser();
    Explanation explanation = Explainer.of(model).explain(3, 4);
    assertThat(explanation.terms()).extracting(Term::name).containsExactly("mean", "item bias");
    List<Contribution> parts = explanation.contributions();
    assertThat(parts).hasSize(history.count(3));
    for (int k = 0; k < parts.size(); k++) {
      long at = history.find(3, parts.get(k).itemIndex());
      assertThat(at).isNotNegative();
      assertThat(parts.get(k).value()).isEqualTo(history.value(at));
      if (k > 0) {
        assertThat(Math.abs(parts.get(k).amount()))
            .isLessThanOrEqualTo(Math.abs(parts.get(k - 1).amount()));
      }
    }
  }

  @Test
  void withoutAHistoryThePartsAreThoseOfTheFactors() {
    FactorModel model = train(AlsConfig.defaults().withFactors(3).solver()).withoutHistory();
    Explainer explainer = Explainer.of(model);
    assertThat(explainer.isByHistory()).isFalse();
    Explanation explanation = explainer.explain(1, 2);
    assertThat(explanation.contributions()).isEmpty();
    assertThat(explanation.terms())
        .extracting(Term::name)
        .containsExactly("mean", "item bias", "user bias", "factor 1", "factor 2", "factor 3");
    assertThat(explanation.sum()).isCloseTo(explanation.score(), within(1e-5));
  }
}
