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
import dev.sapor.model.Calendar;
import dev.sapor.model.DayEffects;
import dev.sapor.model.FactorModel;
import dev.sapor.model.History;
import dev.sapor.model.Posterior;
import dev.sapor.model.io.ModelFile;
import dev.sapor.recommend.Predictor;
import dev.sapor.recommend.RatingPredictor;
import dev.sapor.solver.PosteriorRows;
import dev.sapor.solver.Run;
import dev.sapor.solver.Solver;
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
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a model by sampling can do beside scoring. */
final class BayesModelTest {

  private static final Interactions RATINGS = timed(SyntheticInteractions.small(3).ratings());
  private static final long DAY = 86_400;

  /** Each user on two of eleven days. */
  private static Interactions timed(Interactions ratings) {
    var builder = Interactions.builder();
    CsrMatrix matrix = ratings.byUser();
    for (int user = 0; user < matrix.rows(); user++) {
      for (long at = matrix.start(user); at < matrix.end(user); at++) {
        int item = matrix.column(at);
        builder.add(
            ratings.users().id(user),
            ratings.items().id(item),
            matrix.value(at),
            (user % 10 + item % 2) * 86_400L + item);
      }
    }
    return builder.build();
  }

  @TempDir private Path folder = Path.of("");

  private static FactorModel train(BayesFeatures features) {
    return train(features, Likelihood.NORMAL);
  }

  private static FactorModel train(BayesFeatures features, Likelihood likelihood) {
    BayesConfig config =
        BayesConfig.defaults()
            .withFactors(5)
            .withSweeps(30)
            .withBurnIn(6)
            .withSamples(8)
            .withFeatures(features)
            .withLikelihood(likelihood);
    try (Parallel parallel = new Parallel(2)) {
      return Trainer.of(config.solver(), config.solver().defaultPlan(), parallel)
          .train(RATINGS)
          .model();
    }
  }

  static Stream<FactorModel> models() {
    return Stream.of(
        train(BayesFeatures.none()),
        train(BayesFeatures.bothBags()),
        train(BayesFeatures.bothBags().withTime()));
  }

  static Stream<FactorModel> allModels() {
    return Stream.concat(
        models(),
        Stream.of(
            train(BayesFeatures.bothBags(), Likelihood.ORDERED_PROBIT),
            train(BayesFeatures.bothBags().withTime(), Likelihood.ORDERED_PROBIT)));
  }

  @ParameterizedTest
  @MethodSource("allModels")
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
    assertThat(model.posterior().orElseThrow().samples()).isEqualTo(8);
    assertThat(model.factors().rank()).isEqualTo(40);
    for (int user = 0; user < 20; user++) {
      double sum = 0;
      for (int s = 0; s < 8; s++) {
        sum += naiveScore(model, user, 3, s, Calendar.UNKNOWN);
      }
      assertThat(model.factors().score(user, 3)).isCloseTo((float) (sum / 8), within(2e-4f));
    }
  }

  @Test
  void aPredictionAtATimeIsTheMeanOverTheSamplesOfItsDay() {
    FactorModel model = train(BayesFeatures.bothBags().withTime());
    Predictor predictor = Predictor.of(model);
    assertThat(predictor.knowsDays()).isTrue();
    double apart = 0;
    for (int user = 0; user < 20; user++) {
      for (int day = 0; day < 11; day++) {
        double sum = 0;
        for (int s = 0; s < 8; s++) {
          sum += naiveScore(model, user, 3, s, day);
        }
        float mean = model.range().clip((float) (sum / 8));
        float predicted = predictor.predict(user, 3, day * DAY + 77);
        assertThat(predicted).isCloseTo(mean, within(3e-4f));
        apart = Math.max(apart, Math.abs(predicted - predictor.predict(user, 3)));
      }
      assertThat(predictor.predict(user, 3, 40 * DAY)).isEqualTo(predictor.predict(user, 3));
      assertThat(predictor.predict(user, 3, -1)).isEqualTo(predictor.predict(user, 3));
    }
    assertThat(apart).isGreaterThan(1e-3);
    int nobody = RatingPredictor.UNKNOWN;
    DayEffects days = days(model);
    assertThat(predictor.predict(nobody, nobody, 5 * DAY))
        .isEqualTo(model.range().clip(model.factors().mean() + days.bias(5)));
  }

  @Test
  void aDayThatIsNotToldWidensTheSpread() {
    FactorModel model = train(BayesFeatures.none().withTime());
    PosteriorRows rows = PosteriorRows.of(model);
    DayEffects days = days(model);
    History past = model.history().orElseThrow().of(2);
    double expected = 0;
    double sum = 0;
    double squares = 0;
    for (int s = 0; s < 8; s++) {
      // The rest is that of a day of which all is known: one whose effects are 0.
      double score = naiveScore(model, 2, 4, s, Calendar.UNKNOWN);
      sum += score;
      squares += score * score;
      expected += naiveDayVariance(model, 2, 4, s) / 8;
      expected += naiveVariance(model, 2, 4, s) / 8;
    }
    expected += (squares - sum * sum / 8) / 7;
    assertThat(rows.standardDeviation(past, 4, Calendar.UNKNOWN))
        .isCloseTo(Math.sqrt(expected), within(1e-3));
    assertThat(days.samples()).isEqualTo(8);
  }

  private static DayEffects days(FactorModel model) {
    return Objects.requireNonNull(model.posterior().orElseThrow().days());
  }

  private static IntColumn days(History history) {
    return Objects.requireNonNull(history.days());
  }

  private static double naiveDayVariance(FactorModel model, int user, int item, int s) {
    DayEffects days = days(model);
    int factors = model.posterior().orElseThrow().factors();
    double[] w = naiveUser(model, user, s);
    double[] x = features(model, factors, item, s, Calendar.UNKNOWN);
    double sum = 1 / days.precisions().get(s, factors);
    for (int f = 0; f < factors; f++) {
      sum += (w[f] + x[f]) * (w[f] + x[f]) / days.precisions().get(s, f);
    }
    return sum;
  }

  /** 1/α + xᵀ (α A + Λ)⁻¹ x. */
  private static double naiveVariance(FactorModel model, int user, int item, int s) {
    Posterior posterior = model.posterior().orElseThrow();
    double[][] a = naiveEquations(model, user, s);
    double[] x = features(model, posterior.factors(), item, s, Calendar.UNKNOWN);
    for (int f = 0; f < x.length; f++) {
      a[f][x.length] = x[f];
    }
    double[] z = eliminate(a);
    double sum = 1 / posterior.noise().get(s, 1);
    for (int f = 0; f < x.length; f++) {
      sum += z[f] * x[f];
    }
    return sum;
  }

  private static double naiveScore(FactorModel model, int user, int item, int s, int day) {
    Posterior posterior = model.posterior().orElseThrow();
    double[] w = naiveUser(model, user, s);
    double[] x = features(model, posterior.factors(), item, s, day);
    double score = offset(model, item, s, day);
    for (int f = 0; f < w.length; f++) {
      score += w[f] * x[f];
    }
    return score;
  }

  /** A ridge regression in plain double loops, solved by elimination. */
  private static double[] naiveUser(FactorModel model, int user, int s) {
    return eliminate(naiveEquations(model, user, s));
  }

  private static double[][] naiveEquations(FactorModel model, int user, int s) {
    Posterior posterior = model.posterior().orElseThrow();
    History history = model.history().orElseThrow();
    CsrMatrix byUser = history.byUser();
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
      int day = history.days() == null ? Calendar.UNKNOWN : days(history).get(at);
      double[] x = features(model, factors, byUser.column(at), s, day);
      double known = offset(model, byUser.column(at), s, day);
      for (int f = 0; f < unknowns; f++) {
        for (int g = 0; g < unknowns; g++) {
          a[f][g] += noise * x[f] * x[g];
        }
        a[f][unknowns] += noise * x[f] * (byUser.value(at) - known);
      }
    }
    return a;
  }

  /** w₀ + c + d + q·v. */
  private static double offset(FactorModel model, int item, int s, int day) {
    Posterior posterior = model.posterior().orElseThrow();
    double known = posterior.noise().get(s, 0) + posterior.itemBiases().get(s, item);
    if (day != Calendar.UNKNOWN) {
      known += days(model).biases().get(s, day);
      for (int f = 0; f < posterior.factors(); f++) {
        int column = s * posterior.factors() + f;
        known +=
            (double) model.factors().items().get(item, column)
                * days(model).factors().get(day, column);
      }
    }
    return known;
  }

  private static double[] features(FactorModel model, int factors, int item, int s, int day) {
    double[] x = new double[factors + 1];
    for (int f = 0; f < factors; f++) {
      int column = s * factors + f;
      x[f] = model.factors().items().get(item, column);
      if (day != Calendar.UNKNOWN) {
        x[f] += days(model).factors().get(day, column);
      }
    }
    x[factors] = 1;
    return x;
  }

  static double[] eliminate(double[][] a) {
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
  @MethodSource("allModels")
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
  @MethodSource("allModels")
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
    assertThat(after.days() == null).isEqualTo(before.days() == null);
    for (long time = 0; time < 12 * DAY; time += DAY) {
      assertThat(Predictor.of(read).predict(1, 2, time))
          .isEqualTo(Predictor.of(model).predict(1, 2, time));
    }
    assertThat(FoldIn.of(read).fold(read.history().orElseThrow(), 3).factors().row(0))
        .isEqualTo(model.factors().users().row(3));
    FoldedUser one = FoldIn.of(model).fold(new int[] {1, 5}, new float[] {5, 2});
    FoldedUser two = FoldIn.of(read).fold(new int[] {1, 5}, new float[] {5, 2});
    assertThat(two.factors().row(0)).isEqualTo(one.factors().row(0));
  }

  @Test
  void whoIsKnownLessHasTheWiderSpread() {
    FactorModel model = train(BayesFeatures.none());
    PosteriorRows rows = PosteriorRows.of(model);
    History none =
        new History(
            new CsrMatrix(
                model.items().size(), new long[] {0, 0}, IntColumn.of(), FloatColumn.of()));
    History some = model.history().orElseThrow().of(0);
    double unknown = rows.standardDeviation(none, 4, Calendar.UNKNOWN);
    double known = rows.standardDeviation(some, 4, Calendar.UNKNOWN);
    double noise = 0;
    for (int s = 0; s < 8; s++) {
      noise += 1 / model.posterior().orElseThrow().noise().get(s, 1) / 8;
    }
    assertThat(known).isLessThan(unknown).isGreaterThan(Math.sqrt(noise));
  }

  @Test
  void ratingsThatCameLaterHaveNoDay() {
    FactorModel model = train(BayesFeatures.bothBags().withTime());
    FoldIn foldIn = FoldIn.of(model);
    History history = model.history().orElseThrow();
    FoldedUser more = foldIn.fold(history, 2, new int[] {0}, new float[] {4});
    assertThat(more.past().byUser().find(0, 0)).isNotNegative();
    for (int k = 0; k < more.history().count(0); k++) {
      int item = more.history().column(k);
      int day = item == 0 ? Calendar.UNKNOWN : 2 + item % 2;
      assertThat(days(more.past()).get(k)).isEqualTo(day);
    }
  }

  @Test
  void whoIsForgottenTakesTheDaysAlong() {
    FactorModel model = train(BayesFeatures.none().withTime());
    FactorModel without = model.withoutUser(0);
    History before = model.history().orElseThrow();
    History after = without.history().orElseThrow();
    assertThat(days(after).size()).isEqualTo(after.byUser().nonZeros());
    assertThat(FoldIn.of(without).fold(after, 3).factors().row(0))
        .isEqualTo(FoldIn.of(model).fold(before, 4).factors().row(0));
  }

  @Test
  void daysNeedTimes() {
    Interactions untimed =
        Interactions.of(RATINGS.users(), RATINGS.items(), true, RATINGS.byUser());
    BayesConfig config = BayesConfig.defaults().withFeatures(BayesFeatures.none().withTime());
    assertThatThrownBy(() -> Trainer.train(config.solver(), untimed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'time' needs the times of the ratings");
  }

  @Test
  void aStateOfOtherDaysIsRefused() {
    Solver solver = BayesConfig.defaults().withFeatures(BayesFeatures.none().withTime()).solver();
    var builder = Interactions.builder();
    CsrMatrix matrix = RATINGS.byUser();
    for (int user = 0; user < matrix.rows(); user++) {
      for (long at = matrix.start(user); at < matrix.end(user); at++) {
        long time = RATINGS.times().orElseThrow().get(at) + (user == 0 ? DAY : 0);
        String item = RATINGS.items().id(matrix.column(at));
        builder.add(RATINGS.users().id(user), item, matrix.value(at), time);
      }
    }
    Interactions moved = builder.build();
    assertThat(moved.digest()).isEqualTo(RATINGS.digest());
    try (Parallel parallel = new Parallel(1)) {
      Run run = solver.start(RATINGS, parallel);
      run.advance();
      assertThat(solver.resume(RATINGS, run.state(), parallel).epoch()).isEqualTo(1);
      assertThatThrownBy(() -> solver.resume(moved, run.state(), parallel))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ratings on other days");
    }
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
