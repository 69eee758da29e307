package dev.sapor.solver.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.NormalDistribution;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.Calendar;
import dev.sapor.model.DayEffects;
import dev.sapor.model.FactorModel;
import dev.sapor.model.History;
import dev.sapor.model.Posterior;
import dev.sapor.model.RatingLevels;
import dev.sapor.recommend.Predictor;
import dev.sapor.recommend.RatingPredictor;
import dev.sapor.solver.PosteriorRows;
import dev.sapor.solver.Run;
import dev.sapor.solver.Trainer;
import dev.sapor.solver.TrainingPlan;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a model whose ratings are levels keeps, against plain loops in double. */
final class LevelsOfModelTest {

  private static final int SAMPLES = 6;
  private static final int FACTORS = 3;
  private static final long DAY = 86_400;
  private static final BayesConfig CONFIG =
      BayesConfig.defaults()
          .withFactors(FACTORS)
          .withSweeps(24)
          .withBurnIn(6)
          .withSamples(SAMPLES)
          .withFeatures(BayesFeatures.none().withTime())
          .withLikelihood(Likelihood.ORDERED_PROBIT);

  private static Interactions ratings;
  private static FactorModel model;
  private static Posterior posterior;
  private static RatingLevels levels;
  private static DayEffects days;

  /** Ratings 1, 2 and 5: far from a scale. */
  @BeforeAll
  static void train() {
    RandomStream random = RandomStream.of(17, "levels");
    var builder = Interactions.builder();
    for (int user = 0; user < 30; user++) {
      for (int item = 0; item < 12; item++) {
        if ((user + item) % 3 != 0) {
          double latent = 0.5 * ((user % 3) - 1) * ((item % 4) - 1.5) + random.nextGaussian();
          float rating = latent < -0.5 ? 1 : latent < 0.5 ? 2 : 5;
          builder.add("u%02d".formatted(user), "i%02d".formatted(item), rating, DAY * (user % 4));
        }
      }
    }
    ratings = builder.build();
    try (Parallel parallel = new Parallel(2)) {
      model =
          Trainer.of(CONFIG.solver(), CONFIG.solver().defaultPlan(), parallel)
              .train(ratings)
              .model();
    }
    posterior = model.posterior().orElseThrow();
    levels = Objects.requireNonNull(posterior.levels());
    days = Objects.requireNonNull(posterior.days());
  }

  private static double[] design(int s, int item, int day) {
    double[] x = new double[FACTORS + 1];
    for (int f = 0; f < FACTORS; f++) {
      x[f] = model.factors().items().get(item, s * FACTORS + f);
      x[f] += day < 0 ? 0 : days.factors().get(day, s * FACTORS + f);
    }
    x[FACTORS] = 1;
    return x;
  }

  private static double known(int s, int item, int day) {
    double known = posterior.noise().get(s, 0) + posterior.itemBiases().get(s, item);
    if (day >= 0) {
      known += days.biases().get(s, day);
      for (int f = 0; f < FACTORS; f++) {
        int column = s * FACTORS + f;
        known +=
            (double) model.factors().items().get(item, column) * days.factors().get(day, column);
      }
    }
    return known;
  }

  private static double[] user(int s, int user) {
    double[] w = new double[FACTORS + 1];
    for (int f = 0; f < FACTORS; f++) {
      w[f] = SAMPLES * (double) model.factors().users().get(user, s * FACTORS + f);
    }
    w[FACTORS] = levels.userBiases().get(s, user);
    return w;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int f = 0; f < a.length; f++) {
      sum += a[f] * b[f];
    }
    return sum;
  }

  private static double below(int s, int k, double score, double variance) {
    double bound =
        k == 0
            ? Double.NEGATIVE_INFINITY
            : k == 3 ? Double.POSITIVE_INFINITY : levels.thresholds().get(s, k - 1);
    return NormalDistribution.tail(-(bound - score) / Math.sqrt(variance));
  }

  @Test
  void theLevelsAreTheRatings() {
    assertThat(levels.values()).containsExactly(1, 2, 5);
    assertThat(posterior.noise().get(0, 1)).isEqualTo(1);
    for (int s = 0; s < SAMPLES; s++) {
      assertThat(levels.thresholds().get(s, 0)).isLessThan(levels.thresholds().get(s, 1));
    }
  }

  /** At the peak, the log density has no slope in any direction. */
  @Test
  void aKeptUserIsTheMostProbable() {
    CsrMatrix byUser = ratings.byUser();
    for (int s = 0; s < SAMPLES; s++) {
      for (int u = 0; u < 30; u++) {
        double[] w = user(s, u);
        double[] slope = new double[FACTORS + 1];
        double[] scale = new double[FACTORS + 1];
        for (int f = 0; f <= FACTORS; f++) {
          double precision = posterior.userPriors().get(2 * s + 1, f);
          slope[f] = -precision * (w[f] - posterior.userPriors().get(2 * s, f));
          scale[f] = precision;
        }
        for (long at = byUser.start(u); at < byUser.end(u); at++) {
          double[] x = design(s, byUser.column(at), u % 4);
          double score = known(s, byUser.column(at), u % 4) + dot(w, x);
          int k = RatingLevels.levelOf(levels.values(), byUser.value(at));
          double step = 1e-5;
          double up = below(s, k + 1, score + step, 1) - below(s, k, score + step, 1);
          double down = below(s, k + 1, score - step, 1) - below(s, k, score - step, 1);
          double gain = (Math.log(up) - Math.log(down)) / (2 * step);
          for (int f = 0; f <= FACTORS; f++) {
            slope[f] += gain * x[f];
            scale[f] += x[f] * x[f];
          }
        }
        for (int f = 0; f <= FACTORS; f++) {
          assertThat(slope[f] / scale[f]).isCloseTo(0, within(1e-3));
        }
      }
    }
  }

  @Test
  void aPredictionIsTheMeanRating() {
    Predictor predictor = Predictor.of(model);
    for (int u = 0; u < 30; u++) {
      for (int day = -1; day < 4; day++) {
        double mean = 0;
        for (int s = 0; s < SAMPLES; s++) {
          double score = known(s, 5, day) + dot(user(s, u), design(s, 5, day));
          for (int k = 0; k < 3; k++) {
            double probability = below(s, k + 1, score, 1) - below(s, k, score, 1);
            mean += levels.values()[k] * probability / SAMPLES;
          }
        }
        float predicted =
            day < 0 ? predictor.predict(u, 5) : predictor.predict(u, 5, day * DAY + 5);
        assertThat((double) predicted).isCloseTo(mean, within(1e-4));
      }
    }
    float unknown = predictor.predict(RatingPredictor.UNKNOWN, RatingPredictor.UNKNOWN);
    assertThat((double) unknown).isCloseTo(ratings.meanValue(), within(0.5));
  }

  @Test
  void theSpreadIsThatOfTheLevels() {
    PosteriorRows rows = PosteriorRows.of(model);
    History past = model.history().orElseThrow().of(7);
    double[] probabilities = new double[3];
    for (int s = 0; s < SAMPLES; s++) {
      double[] w = user(s, 7);
      double[][] a = new double[FACTORS + 1][FACTORS + 2];
      for (int f = 0; f <= FACTORS; f++) {
        a[f][f] = posterior.userPriors().get(2 * s + 1, f);
        a[f][FACTORS + 1] = design(s, 0, 2)[f];
      }
      for (long at = 0; at < past.byUser().nonZeros(); at++) {
        double[] x = design(s, past.byUser().column(at), 3);
        double score = known(s, past.byUser().column(at), 3) + dot(w, x);
        int k = RatingLevels.levelOf(levels.values(), past.byUser().value(at));
        double step = 1e-3;
        double[] log = new double[3];
        for (int n = 0; n < 3; n++) {
          double moved = score + (n - 1) * step;
          log[n] = Math.log(below(s, k + 1, moved, 1) - below(s, k, moved, 1));
        }
        double information = -(log[0] - 2 * log[1] + log[2]) / (step * step);
        for (int f = 0; f <= FACTORS; f++) {
          for (int g = 0; g <= FACTORS; g++) {
            a[f][g] += information * x[f] * x[g];
          }
        }
      }
      double variance = 1 + dot(design(s, 0, 2), BayesModelTest.eliminate(a));
      double score = known(s, 0, 2) + dot(w, design(s, 0, 2));
      for (int k = 0; k < 3; k++) {
        probabilities[k] += below(s, k + 1, score, variance) - below(s, k, score, variance);
      }
    }
    double mean = 0;
    double square = 0;
    for (int k = 0; k < 3; k++) {
      mean += probabilities[k] * levels.values()[k] / SAMPLES;
      square += probabilities[k] * levels.values()[k] * levels.values()[k] / SAMPLES;
    }
    assertThat(rows.standardDeviation(past, 0, 2))
        .isCloseTo(Math.sqrt(square - mean * mean), within(1e-3));
    assertThat(rows.standardDeviation(past, 0, Calendar.UNKNOWN)).isPositive();
  }

  @Test
  void aRatingBetweenLevelsIsTheNearest() {
    float[] values = {1, 2, 5};
    assertThat(RatingLevels.levelOf(values, 0)).isZero();
    assertThat(RatingLevels.levelOf(values, 1.5f)).isZero();
    assertThat(RatingLevels.levelOf(values, 1.6f)).isEqualTo(1);
    assertThat(RatingLevels.levelOf(values, 3.6f)).isEqualTo(2);
    assertThat(RatingLevels.levelOf(values, 9)).isEqualTo(2);
  }

  @Test
  void validationIsOfRatings() {
    try (Parallel parallel = new Parallel(2)) {
      Run run = CONFIG.solver().start(ratings, parallel);
      for (int sweep = 0; sweep < 5; sweep++) {
        run.advance();
      }
      // Ratings are 1 to 5 and scores around 0: errors of scores would be greater by far.
      double rmse = Math.sqrt(run.squaredError(ratings, parallel) / ratings.size());
      assertThat(rmse).isCloseTo(run.objective().rmse().orElseThrow(), within(1e-4));
      Trainer.of(CONFIG.solver(), TrainingPlan.fixed(2), parallel).train(ratings);
    }
  }

  @Test
  void whoIsForgottenTakesTheBiasesAlong() {
    FactorModel without = model.withoutUser(3);
    assertThat(Predictor.of(without).predict(3, 5)).isEqualTo(Predictor.of(model).predict(4, 5));
    assertThat(Predictor.of(without).predict(2, 5)).isEqualTo(Predictor.of(model).predict(2, 5));
  }

  @Test
  void minusZeroIsZero() {
    var builder = Interactions.builder();
    for (int k = 0; k < 30; k++) {
      builder.add("u" + k % 7, "i" + k, k % 3 == 0 ? -0f : k % 3 - 1);
    }
    Interactions ratings = builder.build();
    assertThat(OrdinalResponse.values(ratings.byUser())).containsExactly(0, 1);
    assertThat(RatingLevels.levelOf(new float[] {0, 1}, -0f)).isZero();
  }

  @Test
  void tooManyLevelsAreAnError() {
    var builder = Interactions.builder();
    for (int k = 0; k < 101; k++) {
      builder.add("u" + k % 7, "i" + k, 1 + k / 64f);
    }
    Interactions many = builder.build();
    BayesConfig config =
        BayesConfig.defaults().withFactors(2).withLikelihood(Likelihood.ORDERED_PROBIT);
    assertThatThrownBy(() -> Trainer.train(config.solver(), many))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 25 different values");
  }
}
