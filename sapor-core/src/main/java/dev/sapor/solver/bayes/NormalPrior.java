package dev.sapor.solver.bayes;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.RandomStream;
import java.util.Arrays;

/**
 * Independent normal priors of some unknowns, shared by all rows of a group: unknown f of every row
 * is N(μ_f, 1/λ_f), and μ_f and λ_f have priors in turn ({@link HyperPrior}). Where the mean of a
 * group would say nothing that others do not say, it is 0.
 *
 * <p>What is drawn is rounded to float, so that a checkpoint holds all of it.
 */
final class NormalPrior {

  private final HyperPrior hyper;
  private final boolean centred;
  private final float[] means;
  private final float[] precisions;

  private NormalPrior(int unknowns, HyperPrior hyper, boolean centred) {
    this.hyper = hyper;
    this.centred = centred;
    means = new float[unknowns];
    precisions = new float[unknowns];
    Arrays.fill(precisions, 1);
  }

  /** Standard normal at the start. */
  static NormalPrior of(int unknowns, HyperPrior hyper) {
    return new NormalPrior(unknowns, hyper, false);
  }

  /** The same with means that stay 0. */
  static NormalPrior centred(int unknowns, HyperPrior hyper) {
    return new NormalPrior(unknowns, hyper, true);
  }

  float mean(int unknown) {
    return means[unknown];
  }

  float precision(int unknown) {
    return precisions[unknown];
  }

  /**
   * Draws λ and then, unless it is 0, μ of an unknown given its rows.
   *
   * @param count number of rows
   * @param sum Σ x
   * @param squares Σ (x − μ)² with μ as it stands
   */
  void draw(int unknown, long count, double sum, double squares, RandomStream random) {
    if (centred) {
      double shape = 0.5 * (hyper.shape() + count);
      precisions[unknown] = (float) Draws.gamma(random, shape, 0.5 * (hyper.rate() + squares));
      return;
    }
    double mean = means[unknown];
    double shape = 0.5 * (hyper.shape() + count + 1);
    double rate = 0.5 * (hyper.rate() + squares + hyper.meanWeight() * mean * mean);
    precisions[unknown] = (float) Draws.gamma(random, shape, rate);
    double weight = count + hyper.meanWeight();
    means[unknown] = (float) Draws.normal(random, sum / weight, weight * precisions[unknown]);
  }

  float[] means() {
    return means;
  }

  float[] precisions() {
    return precisions;
  }

  /** Means and precisions, a row each. */
  FloatMatrix state() {
    return FloatMatrix.of(new float[][] {means, precisions});
  }

  void restore(FloatMatrix state) {
    state.copyRow(0, means);
    state.copyRow(1, precisions);
  }
}
