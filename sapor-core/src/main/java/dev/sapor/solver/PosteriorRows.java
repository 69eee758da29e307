package dev.sapor.solver;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.model.Calendar;
import dev.sapor.model.DayEffects;
import dev.sapor.model.FactorModel;
import dev.sapor.model.History;
import dev.sapor.model.Posterior;
import dev.sapor.model.RatingLevels;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Users as the samples of a posterior see them: in each sample a user is the mean of the
 * conditional distribution given the items and the ratings of the user; where ratings are levels,
 * nearly the most probable one ({@link OrdinalRow}). That is what training keeps of a user, so the
 * history of a user of the model gives that user's row.
 *
 * <p>Cost for n ratings and S samples of F factors: S (n F² + F³/3) operations. Safe for use by
 * several threads.
 */
public final class PosteriorRows {

  private final FactorModel model;
  private final Posterior posterior;
  private final int samples;
  private final int factors;

  private PosteriorRows(FactorModel model, Posterior posterior) {
    this.model = model;
    this.posterior = posterior;
    samples = posterior.samples();
    factors = posterior.factors();
  }

  /**
   * The samples of a model.
   *
   * @throws IllegalArgumentException if the model keeps none
   */
  public static PosteriorRows of(FactorModel model) {
    return new PosteriorRows(
        model,
        model
            .posterior()
            .orElseThrow(
                () -> new IllegalArgumentException("the model keeps no samples of a posterior")));
  }

  /**
   * A user.
   *
   * @param factors 1 x S·F
   * @param bias the mean of the biases
   */
  public record Row(FloatMatrix factors, float bias) {}

  /**
   * What the score of a pair is made of, as means over the samples.
   *
   * @param prior what the prior mean of the user adds: the part that is no rating's
   * @param amounts what each rating adds
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, and never compared
  public record Parts(double prior, double[] amounts) {}

  /** One sample at work on one history. */
  private final class Sample {
    private final int index;
    private final CsrMatrix history;
    private final GaussianRow row = new GaussianRow(factors);
    private final DesignRows design = new DesignRows(factors);
    private final GaussianRow.Given given;
    private final DesignRows.Places places;
    private final float[] means = new float[factors + 1];
    private final float[] weights;
    private final float[] targets;
    private final OrdinalRow.@Nullable Ratings ratings;

    /**
     * @param history of one user
     * @param more an item that comes after those of the history, or -1
     * @param day its day, or {@link Calendar#UNKNOWN}
     */
    Sample(int index, History history, int more, int day) {
      this.index = index;
      this.history = history.byUser();
      int count = this.history.count(0);
      int listed = count + (more < 0 ? 0 : 1);
      weights = new float[count];
      targets = new float[count];
      float[] precisions = posterior.userPriors().row(2 * index + 1);
      float[] roots = GaussianRow.Given.roots(precisions, factors);
      FloatMatrix itemFactors = model.factors().items();
      int[] items = new int[listed];
      Arrays.setAll(items, k -> k < count ? this.history.column(k) : more);
      DesignRows.Side ofItems = side(items, itemFactors, posterior.itemBiases(), roots);
      DayEffects effects = posterior.days();
      IntColumn known = history.days();
      int[] days = new int[listed];
      Arrays.setAll(days, k -> k == count ? day : known == null ? Calendar.UNKNOWN : known.get(k));
      DesignRows.Side ofDays =
          effects == null ? null : side(days, effects.factors(), effects.biases(), roots);
      places = new DesignRows.Places(inOrder(items), ofDays == null ? null : inOrder(days));
      given =
          new GaussianRow.Given(
              new DesignRows.Sides(ofItems, ofDays),
              posterior.noise().get(index, 0),
              posterior.noise().get(index, 1),
              roots,
              precisions[factors]);
      RatingLevels levels = posterior.levels();
      ratings = levels == null ? null : ratings(levels);
      setMeans();
    }

    private OrdinalRow.Ratings ratings(RatingLevels levels) {
      IntColumn found = IntColumn.zeros(weights.length);
      for (int k = 0; k < weights.length; k++) {
        found.set(k, RatingLevels.levelOf(levels.values(), history.value(k)));
      }
      CsrMatrix latents = history.withValues(FloatColumn.zeros(weights.length));
      return new OrdinalRow.Ratings(found, latents, levels.thresholds().row(index));
    }

    /** The rows of this sample, one for each of the listed. */
    private DesignRows.Side side(int[] listed, FloatMatrix all, FloatMatrix biases, float[] roots) {
      FloatMatrix features = FloatMatrix.zeros(Math.max(1, listed.length), factors);
      DesignRows.Side side = DesignRows.Side.unscaled(features, new float[features.rows()]);
      for (int k = 0; k < listed.length; k++) {
        if (listed[k] >= 0) {
          for (int f = 0; f < factors; f++) {
            features.set(k, f, all.get(listed[k], index * factors + f));
          }
          side.biases()[k] = biases.get(index, listed[k]);
        }
      }
      side.scale(0, features.rows(), roots);
      return side;
    }

    private static IntColumn inOrder(int[] listed) {
      int[] places = new int[listed.length];
      Arrays.setAll(places, k -> listed[k] < 0 ? DesignRows.NONE : k);
      return IntColumn.of(places);
    }

    private void setMeans() {
      posterior.userPriors().copyRow(2 * index, means);
      FloatMatrix itemWeights = posterior.itemWeights();
      int count = history.count(0);
      if (itemWeights == null || count == 0) {
        return;
      }
      int items = posterior.itemBiases().columns();
      float weight = (float) (1 / Math.sqrt(count));
      float[] fit = new float[means.length];
      float[] one = new float[means.length];
      for (int k = 0; k < count; k++) {
        itemWeights.copyRow(index * items + history.column(k), one);
        for (int f = 0; f < fit.length; f++) {
          fit[f] += weight * one[f];
        }
      }
      for (int f = 0; f < fit.length; f++) {
        means[f] += fit[f];
      }
    }

    void solve() {
      int count = history.count(0);
      if (ratings == null) {
        row.solve(given, places, history, 0, count, means, null, weights, targets);
      } else {
        new OrdinalRow(row).solve(given, places, ratings, 0, count, means, weights, targets);
      }
    }

    /** Prepares {@link #influence} on the score of the item that comes after the history. */
    void solveForMore() {
      Arrays.fill(weights, 1);
      solveForMoreByWeight();
    }

    /** The same where a rating says less than its latent score would. */
    void solveForMoreByInformation() {
      Arrays.fill(weights, 1);
      if (ratings != null) {
        int count = history.count(0);
        new OrdinalRow(row).information(given, places, ratings, 0, count, weights);
      }
      solveForMoreByWeight();
    }

    private void solveForMoreByWeight() {
      Arrays.fill(targets, 0);
      int count = history.count(0);
      row.solveFor(given, places, 0, count, count, weights, targets);
    }

    double influence(int position) {
      return row.influence(given, places, position);
    }

    /** What a row scores for the item that comes after the history, without its bias. */
    double product(float[] unknowns) {
      DesignRows.Piece piece = more();
      double sum = 0;
      for (int f = 0; f < factors; f++) {
        sum += (double) unknowns[f] * piece.features().get(piece.row(0), f);
      }
      return sum;
    }

    /** The score of that item. */
    double score() {
      DesignRows.Piece piece = more();
      return given.level() + piece.biases()[piece.row(0)] + row.bias() + product(row.factors());
    }

    private DesignRows.Piece more() {
      int count = history.count(0);
      return design.rows(given.sides(), places, count, count + 1);
    }

    /** What is not known of the score for want of a day: the variance of d + (x + q)·v. */
    double ofNoDay() {
      DayEffects effects = posterior.days();
      if (effects == null
          || Objects.requireNonNull(places.second()).get(history.count(0)) != DesignRows.NONE) {
        return 0;
      }
      DesignRows.Piece piece = more();
      double sum = 1 / effects.precisions().get(index, factors);
      for (int f = 0; f < factors; f++) {
        double both = (double) row.factors()[f] + piece.features().get(piece.row(0), f);
        sum += both * both / effects.precisions().get(index, f);
      }
      return sum;
    }
  }

  /**
   * The row of a user with such a history; without one it is the mean of the prior.
   *
   * @param history of one user
   */
  public Row solve(History history) {
    FloatMatrix all = FloatMatrix.zeros(1, samples * factors);
    double bias = 0;
    for (int s = 0; s < samples; s++) {
      Sample sample = new Sample(s, history, -1, Calendar.UNKNOWN);
      sample.solve();
      for (int f = 0; f < factors; f++) {
        all.set(0, s * factors + f, sample.row.factors()[f] / samples);
      }
      bias += sample.row.bias();
    }
    return new Row(all, (float) (bias / samples));
  }

  /**
   * Takes the score of an item for a user with such a history apart: that of no day.
   *
   * @param history of one user
   */
  public Parts parts(History history, int itemIndex) {
    int count = history.byUser().count(0);
    double[] amounts = new double[count];
    double prior = 0;
    for (int s = 0; s < samples; s++) {
      Sample sample = new Sample(s, history, itemIndex, Calendar.UNKNOWN);
      prior += (sample.means[factors] + sample.product(sample.means)) / samples;
      if (count > 0) {
        sample.solve();
        float[] residuals = sample.targets.clone();
        sample.solveForMore();
        for (int k = 0; k < count; k++) {
          amounts[k] += residuals[k] * sample.influence(k) / samples;
        }
      }
    }
    return new Parts(prior, amounts);
  }

  /**
   * The standard deviation of a rating that a user with such a history would give an item: the
   * noise of a rating, what is not known of the user and, if it is not told, of the day, and what
   * the samples differ in.
   *
   * @param history of one user, without the rating in question
   * @param day the day of the rating in the {@link Calendar} of the model, or {@link
   *     Calendar#UNKNOWN}
   */
  public double standardDeviation(History history, int itemIndex, int day) {
    int count = history.byUser().count(0);
    RatingLevels levels = posterior.levels();
    double[] probabilities = new double[levels == null ? 0 : levels.size()];
    double sum = 0;
    double squares = 0;
    double within = 0;
    for (int s = 0; s < samples; s++) {
      Sample sample = new Sample(s, history, itemIndex, day);
      sample.solve();
      double score = sample.score();
      sum += score;
      squares += score * score;
      double ofNoDay = sample.ofNoDay();
      sample.solveForMoreByInformation();
      double variance = ofNoDay + (1 + sample.influence(count)) / sample.given.precision();
      within += variance;
      if (levels != null) {
        levels.addProbabilities(s, score, variance, probabilities);
      }
    }
    if (levels != null) {
      return Math.sqrt(levels.variance(probabilities, samples));
    }
    double between = samples < 2 ? 0 : (squares - sum * sum / samples) / (samples - 1);
    return Math.sqrt(within / samples + Math.max(0, between));
  }
}
