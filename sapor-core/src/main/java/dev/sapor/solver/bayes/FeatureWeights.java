package dev.sapor.solver.bayes;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import java.util.Arrays;

/**
 * What the features of a side say of its rows: unknown f of row n is N(μ_f + Σ_j x_nj y_jf, 1/λ_f),
 * and the weights y_jf of a group of features have a normal prior of their own.
 *
 * <p>Given the rows, the unknowns are independent of each other, so some of them are drawn side by
 * side, feature after feature, while R = row − μ − Σ x y is kept up to date:
 *
 * <pre>
 *   y_jf ~ N( (λ_f (Σ_n x_nj R_nf + y_jf Σ_n x_nj²) + λ_gf μ_gf) / P, 1/P ),  P = λ_gf + λ_f Σ_n x_nj²
 * </pre>
 *
 * <p>Cost: O(entries of X · unknowns), the least that reads them. Source: the linear link of Simm
 * et al., "Macau: scalable Bayesian factorization with high-dimensional side information", MLSP
 * 2017, with independent unknowns.
 */
final class FeatureWeights {

  /** Unknowns that are drawn side by side: their residuals lie together. */
  private static final int LANES = 8;

  private final FeatureMatrix features;
  private final int unknowns;
  private final NormalPrior[] priors;
  private final double[] squares;
  // By lanes: for each feature, and for each row, the values of the lanes.
  private final float[][] weights;
  private final float[][] fits;

  FeatureWeights(FeatureMatrix features, int unknowns, HyperPrior hyper) {
    this.features = features;
    this.unknowns = unknowns;
    priors = new NormalPrior[features.groups()];
    for (int g = 0; g < priors.length; g++) {
      priors[g] = NormalPrior.of(unknowns, hyper);
    }
    int blocks = (unknowns + LANES - 1) / LANES;
    weights = new float[blocks][features.columns() * LANES];
    fits = new float[blocks][features.byRow().rows() * LANES];
    squares = new double[features.columns()];
    CsrMatrix byColumn = features.byColumn();
    for (int j = 0; j < squares.length; j++) {
      for (long at = byColumn.start(j); at < byColumn.end(j); at++) {
        squares[j] += (double) byColumn.value(at) * byColumn.value(at);
      }
    }
  }

  /** Σ_j x_nj y_jf of a row. */
  float fit(int row, int unknown) {
    return fits[unknown / LANES][row * LANES + unknown % LANES];
  }

  /** The weight of a feature. */
  float weight(int feature, int unknown) {
    return weights[unknown / LANES][feature * LANES + unknown % LANES];
  }

  /** Draws all weights and their priors given the rows of a side. */
  void draw(Side side, long seed, int epoch, Parallel parallel) {
    parallel.ranges(
        weights.length,
        1,
        (from, to) -> {
          for (int block = from; block < to; block++) {
            drawBlock(
                block, side, RandomStream.of(seed, side.name() + " feature weights", epoch, block));
          }
        });
  }

  private void drawBlock(int block, Side side, RandomStream random) {
    int first = block * LANES;
    int lanes = Math.min(LANES, unknowns - first);
    float[] y = weights[block];
    drawPriors(first, lanes, y, random);
    float[] residuals = residuals(side, block, first, lanes);
    CsrMatrix byColumn = features.byColumn();
    float[] sums = new float[LANES];
    float[] changes = new float[LANES];
    int group = 0;
    for (int j = 0; j < features.columns(); j++) {
      while (j >= features.groupEnds()[group]) {
        group++;
      }
      gather(byColumn, j, residuals, sums);
      NormalPrior prior = priors[group];
      for (int lane = 0; lane < lanes; lane++) {
        int f = first + lane;
        double before = y[j * LANES + lane];
        double noise = side.prior().precision(f);
        double precision = prior.precision(f) + noise * squares[j];
        double mean =
            (noise * (sums[lane] + before * squares[j]) + prior.precision(f) * prior.mean(f))
                / precision;
        float now = (float) Draws.normal(random, mean, precision);
        changes[lane] = (float) (now - before);
        y[j * LANES + lane] = now;
      }
      scatter(byColumn, j, residuals, changes);
    }
    refit(block);
  }

  private void drawPriors(int first, int lanes, float[] y, RandomStream random) {
    int start = 0;
    for (int g = 0; g < priors.length; g++) {
      int end = features.groupEnds()[g];
      for (int lane = 0; lane < lanes; lane++) {
        double mean = priors[g].mean(first + lane);
        double sum = 0;
        double spread = 0;
        for (int j = start; j < end; j++) {
          double value = y[j * LANES + lane];
          sum += value;
          spread += (value - mean) * (value - mean);
        }
        priors[g].draw(first + lane, end - start, sum, spread, random);
      }
      start = end;
    }
  }

  private float[] residuals(Side side, int block, int first, int lanes) {
    float[] fit = fits[block];
    float[] residuals = new float[fit.length];
    for (int row = 0; row < features.byRow().rows(); row++) {
      if (side.isSeen(row)) {
        for (int lane = 0; lane < lanes; lane++) {
          int at = row * LANES + lane;
          residuals[at] = side.value(row, first + lane) - side.prior().mean(first + lane) - fit[at];
        }
      }
    }
    return residuals;
  }

  private static void gather(CsrMatrix byColumn, int j, float[] residuals, float[] sums) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    long end = byColumn.end(j);
    for (long at = byColumn.start(j); at < end; at++) {
      float x = byColumn.value(at);
      int row = byColumn.column(at) * LANES;
      s0 += x * residuals[row];
      s1 += x * residuals[row + 1];
      s2 += x * residuals[row + 2];
      s3 += x * residuals[row + 3];
      s4 += x * residuals[row + 4];
      s5 += x * residuals[row + 5];
      s6 += x * residuals[row + 6];
      s7 += x * residuals[row + 7];
    }
    sums[0] = s0;
    sums[1] = s1;
    sums[2] = s2;
    sums[3] = s3;
    sums[4] = s4;
    sums[5] = s5;
    sums[6] = s6;
    sums[7] = s7;
  }

  private static void scatter(CsrMatrix byColumn, int j, float[] residuals, float[] changes) {
    long end = byColumn.end(j);
    for (long at = byColumn.start(j); at < end; at++) {
      float x = byColumn.value(at);
      int row = byColumn.column(at) * LANES;
      for (int lane = 0; lane < LANES; lane++) {
        residuals[row + lane] -= x * changes[lane];
      }
    }
  }

  /** The fits from the weights alone, so that they do not drift and a checkpoint needs none. */
  private void refit(int block) {
    CsrMatrix byRow = features.byRow();
    float[] fit = fits[block];
    float[] y = weights[block];
    float[] sums = new float[LANES];
    for (int row = 0; row < byRow.rows(); row++) {
      Arrays.fill(sums, 0);
      for (long at = byRow.start(row); at < byRow.end(row); at++) {
        float x = byRow.value(at);
        int feature = byRow.column(at) * LANES;
        for (int lane = 0; lane < LANES; lane++) {
          sums[lane] += x * y[feature + lane];
        }
      }
      System.arraycopy(sums, 0, fit, row * LANES, LANES);
    }
  }

  /** The weights, features x unknowns. */
  FloatMatrix state() {
    FloatMatrix state = FloatMatrix.zeros(features.columns(), unknowns);
    for (int j = 0; j < features.columns(); j++) {
      for (int f = 0; f < unknowns; f++) {
        state.set(j, f, weight(j, f));
      }
    }
    return state;
  }

  void restore(FloatMatrix state) {
    for (int j = 0; j < features.columns(); j++) {
      for (int f = 0; f < unknowns; f++) {
        weights[f / LANES][j * LANES + f % LANES] = state.get(j, f);
      }
    }
    for (int block = 0; block < weights.length; block++) {
      refit(block);
    }
  }

  /**
   * The weights of the first group of features.
   *
   * @param target rows from {@code first} on take them
   */
  void copyFirstGroup(FloatMatrix target, int first) {
    for (int j = 0; j < features.groupEnds()[0]; j++) {
      for (int f = 0; f < unknowns; f++) {
        target.set(first + j, f, weight(j, f));
      }
    }
  }

  NormalPrior prior(int group) {
    return priors[group];
  }

  int groups() {
    return priors.length;
  }
}
