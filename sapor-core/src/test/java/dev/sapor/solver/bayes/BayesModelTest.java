package dev.sapor.solver.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.History;
import dev.sapor.model.Posterior;
import dev.sapor.model.io.ModelFile;
import dev.sapor.solver.PosteriorRows;
import dev.sapor.solver.Trainer;
import dev.sapor.solver.als.Explainer;
import dev.sapor.solver.als.Explanation;
import dev.sapor.solver.als.FoldIn;
import dev.sapor.solver.als.FoldedUser;
import dev.sapor.solver.als.ModelUpdate;
import dev.sapor.testing.SyntheticInteractions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a model by sampling can do beside scoring. */
final class BayesModelTest {

  private static final Interactions RATINGS = SyntheticInteractions.small(3).ratings();

  @TempDir private Path folder = Path.of("");

  private static FactorModel train(BayesFeatures features) {
    BayesConfig config =
        BayesConfig.defaults()
            .withFactors(5)
            .withSweeps(30)
            .withBurnIn(6)
            .withSamples(8)
            .withFeatures(features);
    try (Parallel parallel = new Parallel(2)) {
      return Trainer.of(config.solver(), config.solver().defaultPlan(), parallel)
          .train(RATINGS)
          .model();
    }
  }

  static Stream<FactorModel> models() {
    return Stream.of(train(BayesFeatures.none()), train(BayesFeatures.bothBags()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void theHistoryOfAUserGivesTheUserToTheBit(FactorModel model) {
    FoldIn foldIn = FoldIn.of(model);
    History history = model.history().orElseThrow();
    for (int user = 0; user < model.users().size(); user++) {
      if (model.userCount(user) > 0) {
        FoldedUser folded = foldIn.fold(history, user);
        assertThat(folded.factors().row(0)).isEqualTo(model.factors().users().row(user));
        assertThat(folded.bias()).isEqualTo(model.factors().userBiases()[user]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void theModelIsTheMeanOfItsSamples(FactorModel model) {
    Posterior posterior = model.posterior().orElseThrow();
    assertThat(posterior.samples()).isEqualTo(8);
    assertThat(model.factors().rank()).isEqualTo(40);
    CsrMatrix byUser = model.history().orElseThrow().byUser();
    for (int user = 0; user < 20; user++) {
      double sum = 0;
      for (int s = 0; s < 8; s++) {
        sum += naiveScore(model, posterior, byUser, user, 3, s);
      }
      assertThat(model.factors().score(user, 3)).isCloseTo((float) (sum / 8), within(2e-4f));
    }
  }

  /** A ridge regression in plain double loops, solved by elimination. */
  private static double naiveScore(
      FactorModel model, Posterior posterior, CsrMatrix byUser, int user, int item, int s) {
    int factors = posterior.factors();
    int unknowns = factors + 1;
    double[] mean = new double[unknowns];
    int count = byUser.count(user);
    for (int f = 0; f < unknowns; f++) {
      mean[f] = posterior.userPriors().get(2 * s, f);
      FloatMatrix weights = posterior.itemWeights();
      for (long at = byUser.start(user); weights != null && at < byUser.end(user); at++) {
        mean[f] += weights.get(s * model.items().size() + byUser.column(at), f) / Math.sqrt(count);
      }
    }
    double[][] a = new double[unknowns][unknowns + 1];
    for (int f = 0; f < unknowns; f++) {
      double precision = posterior.userPriors().get(2 * s + 1, f);
      a[f][f] = precision;
      a[f][unknowns] = precision * mean[f];
    }
    double noise = posterior.noise().get(s, 1);
    for (long at = byUser.start(user); at < byUser.end(user); at++) {
      double[] x = features(model, factors, byUser.column(at), s);
      double known = posterior.noise().get(s, 0) + posterior.itemBiases().get(s, byUser.column(at));
      for (int f = 0; f < unknowns; f++) {
        for (int g = 0; g < unknowns; g++) {
          a[f][g] += noise * x[f] * x[g];
        }
        a[f][unknowns] += noise * x[f] * (byUser.value(at) - known);
      }
    }
    double[] w = eliminate(a);
    double[] x = features(model, factors, item, s);
    double score = posterior.noise().get(s, 0) + posterior.itemBiases().get(s, item);
    for (int f = 0; f < unknowns; f++) {
      score += w[f] * x[f];
    }
    return score;
  }

  private static double[] features(FactorModel model, int factors, int item, int s) {
    double[] x = new double[factors + 1];
    for (int f = 0; f < factors; f++) {
      x[f] = model.factors().items().get(item, s * factors + f);
    }
    x[factors] = 1;
    return x;
  }

  private static double[] eliminate(double[][] a) {
    int n = a.length;
    for (int p = 0; p < n; p++) {
      for (int row = p + 1; row < n; row++) {
        double ratio = a[row][p] / a[p][p];
        for (int c = p; c <= n; c++) {
          a[row][c] -= ratio * a[p][c];
        }
      }
    }
    double[] x = new double[n];
    for (int row = n - 1; row >= 0; row--) {
      double sum = a[row][n];
      for (int c = row + 1; c < n; c++) {
        sum -= a[row][c] * x[c];
      }
      x[row] = sum / a[row][row];
    }
    return x;
  }

  @ParameterizedTest
  @MethodSource("models")
  void explanationsAddUp(FactorModel model) {
    Explainer explainer = Explainer.of(model);
    assertThat(explainer.isByHistory()).isTrue();
    for (int user = 0; user < 10; user++) {
      Explanation explanation = explainer.explain(user, 4);
      assertThat(explanation.sum()).isCloseTo(explanation.score(), within(2e-4));
      assertThat(explanation.contributions()).hasSize(model.userCount(user));
    }
    FoldIn foldIn = FoldIn.of(model);
    FoldedUser somebody = foldIn.fold(new int[] {1, 5}, new float[] {5, 2});
    Explanation explanation = explainer.explain(somebody, foldIn, 7);
    assertThat(explanation.sum()).isCloseTo(explanation.score(), within(2e-4));
  }

  @ParameterizedTest
  @MethodSource("models")
  void aFileHoldsAllOfIt(FactorModel model) throws IOException {
    Path file = folder.resolve("bayes.sapor");
    ModelFile.write(model, file);
    FactorModel read = ModelFile.open(file);
    Posterior before = model.posterior().orElseThrow();
    Posterior after = read.posterior().orElseThrow();
    assertThat(after.noise().toArrays()).isDeepEqualTo(before.noise().toArrays());
    assertThat(after.userPriors().toArrays()).isDeepEqualTo(before.userPriors().toArrays());
    assertThat(after.itemBiases().toArrays()).isDeepEqualTo(before.itemBiases().toArrays());
    assertThat(after.itemWeights() == null).isEqualTo(before.itemWeights() == null);
    assertThat(ModelFile.verify(file).fault()).isEmpty();
    FoldedUser one = FoldIn.of(model).fold(new int[] {1, 5}, new float[] {5, 2});
    FoldedUser two = FoldIn.of(read).fold(new int[] {1, 5}, new float[] {5, 2});
    assertThat(two.factors().row(0)).isEqualTo(one.factors().row(0));
  }

  @Test
  void whoIsKnownLessHasTheWiderSpread() {
    FactorModel model = train(BayesFeatures.none());
    PosteriorRows rows = PosteriorRows.of(model);
    CsrMatrix none =
        new CsrMatrix(model.items().size(), new long[] {0, 0}, IntColumn.of(), FloatColumn.of());
    CsrMatrix some = FoldIn.of(model).fold(model.history().orElseThrow(), 0).history();
    double unknown = rows.standardDeviation(none, 4);
    double known = rows.standardDeviation(some, 4);
    double noise = 0;
    for (int s = 0; s < 8; s++) {
      noise += 1 / model.posterior().orElseThrow().noise().get(s, 1) / 8;
    }
    assertThat(known).isLessThan(unknown).isGreaterThan(Math.sqrt(noise));
  }

  @Test
  void anUpdateSaysThatItCannot() {
    FactorModel model = train(BayesFeatures.none());
    Interactions more = Interactions.builder().add("somebody", model.items().id(0), 3).build();
    try (Parallel parallel = new Parallel(1)) {
      assertThatThrownBy(() -> ModelUpdate.of(model, more, parallel))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("train it again");
    }
  }

  @Test
  void configurationsAreChecked() {
    BayesConfig config = BayesConfig.defaults();
    for (Runnable wrong :
        List.<Runnable>of(
            () -> config.withFactors(0),
            () -> config.withSweeps(0),
            () -> config.withBurnIn(-1),
            () -> config.withSamples(0),
            () -> config.withInitialScale(Double.NaN))) {
      assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
    }
    BayesConfig kept = config.withSweeps(100).withBurnIn(20).withSamples(8);
    int count = 0;
    for (int sweep = 1; sweep <= 100; sweep++) {
      count += kept.keeps(sweep) ? 1 : 0;
    }
    assertThat(count).isEqualTo(8);
    assertThat(kept.keeps(100)).isTrue();
    assertThat(kept.keeps(20)).isFalse();
  }
}
