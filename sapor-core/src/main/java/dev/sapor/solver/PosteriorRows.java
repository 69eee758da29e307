package dev.sapor.solver;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Posterior;
import java.util.Arrays;

/**
 * Users as the samples of a posterior see them: in each sample a user is the mean of the
 * conditional distribution given the items and the ratings of the user. That is what training keeps
 * of a user, so the history of a user of the model gives that user's row.
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
    private final GaussianRow.Given given;
    private final IntColumn positions;
    private final float[] means = new float[factors + 1];
    private final float[] weights;
    private final float[] targets;

    /**
     * @param history 1 x items
     * @param more an item that comes after those of the history, or -1
     */
    Sample(int index, CsrMatrix history, int more) {
      this.index = index;
      this.history = history;
      int count = history.count(0);
      int listed = count + (more < 0 ? 0 : 1);
      weights = new float[count];
      targets = new float[count];
      positions = IntColumn.zeros(count);
      FloatMatrix features = FloatMatrix.zeros(Math.max(1, listed), factors);
      FloatMatrix scaled = FloatMatrix.zeros(features.rows(), factors);
      float[] biases = new float[features.rows()];
      float[] precisions = posterior.userPriors().row(2 * index + 1);
      float[] roots = GaussianRow.Given.roots(precisions, factors);
      for (int k = 0; k < listed; k++) {
        int item = k < count ? history.column(k) : more;
        if (k < count) {
          positions.set(k, k);
        }
        for (int f = 0; f < factors; f++) {
          features.set(k, f, model.factors().items().get(item, index * factors + f));
        }
        GaussianRow.Given.scale(features, k, roots, scaled, k);
        biases[k] = posterior.itemBiases().get(index, item);
      }
      given =
          new GaussianRow.Given(
              features,
              scaled,
              biases,
              posterior.noise().get(index, 0),
              posterior.noise().get(index, 1),
              roots,
              precisions[factors]);
      setMeans();
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
      row.solve(given, positions, history, 0, history.count(0), means, null, weights, targets);
    }

    /** What a row of prior means alone scores for the listed item at a position. */
    double priorScore(int position) {
      double sum = means[factors];
      for (int f = 0; f < factors; f++) {
        sum += (double) means[f] * given.features().get(position, f);
      }
      return sum;
    }
  }

  /**
   * The row of a user with such a history; without one it is the mean of the prior.
   *
   * @param history 1 x items
   */
  public Row solve(CsrMatrix history) {
    FloatMatrix all = FloatMatrix.zeros(1, samples * factors);
    double bias = 0;
    for (int s = 0; s < samples; s++) {
      Sample sample = new Sample(s, history, -1);
      sample.solve();
      for (int f = 0; f < factors; f++) {
        all.set(0, s * factors + f, sample.row.factors()[f] / samples);
      }
      bias += sample.row.bias();
    }
    return new Row(all, (float) (bias / samples));
  }

  /** Takes the score of an item for a user with such a history apart. */
  public Parts parts(CsrMatrix history, int itemIndex) {
    int count = history.count(0);
    double[] amounts = new double[count];
    double prior = 0;
    for (int s = 0; s < samples; s++) {
      Sample sample = new Sample(s, history, itemIndex);
      prior += sample.priorScore(count) / samples;
      if (count > 0) {
        sample.solve();
        float[] residuals = sample.targets.clone();
        Arrays.fill(sample.targets, 0);
        sample.row.solveFor(
            sample.given, sample.positions, 0, count, count, sample.weights, sample.targets);
        for (int k = 0; k < count; k++) {
          amounts[k] += residuals[k] * sample.row.influence(sample.given, k) / samples;
        }
      }
    }
    return new Parts(prior, amounts);
  }

  /**
   * The standard deviation of a rating that a user with such a history would give an item: the
   * noise of a rating, what is not known of the user, and what the samples differ in.
   *
   * @param history 1 x items, without the rating in question
   */
  public double standardDeviation(CsrMatrix history, int itemIndex) {
    int count = history.count(0);
    double sum = 0;
    double squares = 0;
    double within = 0;
    for (int s = 0; s < samples; s++) {
      Sample sample = new Sample(s, history, itemIndex);
      sample.solve();
      double score = sample.given.level() + sample.given.biases()[count] + sample.row.bias();
      for (int f = 0; f < factors; f++) {
        score += (double) sample.row.factors()[f] * sample.given.features().get(count, f);
      }
      sum += score;
      squares += score * score;
      Arrays.fill(sample.targets, 0);
      sample.row.solveFor(
          sample.given, sample.positions, 0, count, count, sample.weights, sample.targets);
      double ofUser = sample.row.influence(sample.given, count);
      within += (1 + ofUser) / sample.given.precision();
    }
    double between = samples < 2 ? 0 : (squares - sum * sum / samples) / (samples - 1);
    return Math.sqrt(within / samples + Math.max(0, between));
  }
}
