package dev.sapor.recommend;

import static dev.sapor.recommend.RatingPredictor.UNKNOWN;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.Calendar;
import dev.sapor.model.DayEffects;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.Posterior;
import dev.sapor.model.RatingLevels;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Predictions of a model whose ratings are levels of a latent score: in each sample the score gives
 * each level a probability, and the prediction is the mean rating under the mean of them. Cost: S
 * (F + K) operations for S samples of F factors and K levels.
 */
final class LevelPredictor {

  private final Factors factors;
  private final Posterior posterior;
  private final RatingLevels levels;
  private final double[] meanUserBias;
  private final double[] meanItemBias;

  private LevelPredictor(FactorModel model, Posterior posterior, RatingLevels levels) {
    this.factors = model.factors();
    this.posterior = posterior;
    this.levels = levels;
    meanUserBias = means(levels.userBiases(), model::userCount);
    meanItemBias = means(posterior.itemBiases(), model::itemCount);
  }

  /** For a model; null if its scores are ratings. */
  static @Nullable LevelPredictor of(FactorModel model) {
    Posterior posterior = model.posterior().orElse(null);
    RatingLevels levels = posterior == null ? null : posterior.levels();
    return levels == null || posterior == null
        ? null
        : new LevelPredictor(model, posterior, levels);
  }

  /** Of each sample over what is known. */
  private static double[] means(FloatMatrix biases, IntUnaryOperator count) {
    double[] means = new double[biases.rows()];
    for (int s = 0; s < means.length; s++) {
      double sum = 0;
      int known = 0;
      for (int n = 0; n < biases.columns(); n++) {
        if (count.applyAsInt(n) > 0) {
          sum += biases.get(s, n);
          known++;
        }
      }
      means[s] = sum / Math.max(1, known);
    }
    return means;
  }

  /** The mean rating of a pair, of which either may be unknown, on a day or none. */
  float predict(int user, int item, int day) {
    double[] probabilities = new double[levels.size()];
    for (int s = 0; s < posterior.samples(); s++) {
      levels.addProbabilities(s, score(s, user, item, day), 1, probabilities);
    }
    return (float) levels.mean(probabilities, posterior.samples());
  }

  private double score(int s, int user, int item, int day) {
    double score = posterior.noise().get(s, 0);
    score += user == UNKNOWN ? meanUserBias[s] : levels.userBiases().get(s, user);
    score += item == UNKNOWN ? meanItemBias[s] : posterior.itemBiases().get(s, item);
    DayEffects days = day == Calendar.UNKNOWN ? null : posterior.days();
    score += days == null ? 0 : days.biases().get(s, day);
    int from = s * posterior.factors();
    double sum = 0;
    for (int f = from; f < from + posterior.factors(); f++) {
      // The users are divided by the number of samples.
      double p = user == UNKNOWN ? 0 : (double) factors.users().get(user, f) * posterior.samples();
      double q = item == UNKNOWN ? 0 : factors.items().get(item, f);
      sum += p * q + (days == null ? 0 : (p + q) * days.factors().get(day, f));
    }
    return score + sum;
  }
}
