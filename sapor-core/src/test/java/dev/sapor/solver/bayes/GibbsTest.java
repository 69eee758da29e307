package dev.sapor.solver.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.Factors;
import dev.sapor.solver.RunState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The sampler draws from the posterior, and from nothing else. */
final class GibbsTest {

  private static final HyperPrior HYPER = new HyperPrior(20, 20, 2, 4);

  /** A prior that holds an unknown at 0. */
  private static Side side(String name, CsrMatrix matrix) {
    Side side =
        new Side(
            name,
            matrix,
            FloatMatrix.of(new float[][] {{1}}),
            new float[1],
            null,
            HyperPrior.VAGUE);
    side.prior().restore(FloatMatrix.of(new float[][] {{0, 0}, {1, 1e9f}}));
    return side;
  }

  @Test
  void aTinyPosteriorIsThatOfNumericalIntegration() {
    double rating = 2;
    double precision = 4;
    CsrMatrix one =
        new CsrMatrix(1, new long[] {0, 1}, IntColumn.of(0), FloatColumn.of((float) rating));
    Side user = side("user", one);
    Side item = side("item", one);
    RowDraws rows = new RowDraws(1);
    double sum = 0;
    double squares = 0;
    int draws = 60_000;
    try (Parallel parallel = new Parallel(1)) {
      for (int k = 0; k < draws; k++) {
        rows.draw(task(user, item, precision), 7, k, parallel);
        rows.draw(task(item, user, precision), 7, k, parallel);
        double product = user.factors().get(0, 0) * item.factors().get(0, 0);
        sum += product;
        squares += product * product;
      }
    }
    double[] exact = integral(rating, precision);
    assertThat(sum / draws).isCloseTo(exact[0], within(0.02));
    assertThat(squares / draws).isCloseTo(exact[1], within(0.06));
  }

  private static RowDraws.Task task(Side side, Side other, double precision) {
    return new RowDraws.Task(side, other, 0, (float) precision, side.factors(), side.biases());
  }

  /** E[pq] and E[(pq)²] under p, q ~ N(0, 1) and r ~ N(pq, 1/α), on a grid. */
  private static double[] integral(double rating, double precision) {
    double weight = 0;
    double first = 0;
    double second = 0;
    for (double p = -6; p <= 6; p += 0.02) {
      for (double q = -6; q <= 6; q += 0.02) {
        double error = rating - p * q;
        double density = Math.exp(-0.5 * (p * p + q * q + precision * error * error));
        weight += density;
        first += density * p * q;
        second += density * p * q * p * q;
      }
    }
    return new double[] {first / weight, second / weight};
  }

  /** A world that was drawn from the prior. */
  private record World(Interactions data, double noise, double level, double score, double bias) {}

  private static final int USERS = 12;
  private static final int ITEMS = 9;
  private static final int FACTORS = 2;

  private static double[] prior(RandomStream random) {
    double precision = Draws.gamma(random, HYPER.shape() / 2, HYPER.rate() / 2);
    return new double[] {Draws.normal(random, 0, HYPER.meanWeight() * precision), precision};
  }

  /** Rows x (F + 1), from priors and, with features, from weights of a shared feature. */
  private static double[][] rows(int count, boolean[][] features, RandomStream random) {
    double[][] rows = new double[count][FACTORS + 1];
    for (int f = 0; f <= FACTORS; f++) {
      double[] prior = prior(random);
      double[] group = prior(random);
      double[] weights = new double[features.length];
      for (int j = 0; j < weights.length; j++) {
        weights[j] = Draws.normal(random, group[0], group[1]);
      }
      for (int n = 0; n < count; n++) {
        double mean = prior[0];
        for (int j = 0; j < weights.length; j++) {
          mean += features[j][n] ? weights[j] : 0;
        }
        rows[n][f] = Draws.normal(random, mean, prior[1]);
      }
    }
    return rows;
  }

  private static World world(boolean[][] ofUsers, RandomStream random) {
    double noise = Draws.gamma(random, HYPER.shape() / 2, HYPER.rate() / 2);
    double level = Draws.normal(random, 0, HYPER.levelPrecision());
    double[][] users = rows(USERS, ofUsers, random);
    double[][] items = rows(ITEMS, new boolean[0][], random);
    var builder = Interactions.builder();
    double score = 0;
    for (int u = 0; u < USERS; u++) {
      for (int i = 0; i < ITEMS; i++) {
        double mean = level + users[u][FACTORS] + items[i][FACTORS];
        for (int f = 0; f < FACTORS; f++) {
          mean += users[u][f] * items[i][f];
        }
        score = u == 0 && i == 0 ? mean : score;
        if ((u + i) % 3 != 0) { // the pair (0, 0) is not among the data
          builder.add("u%02d".formatted(u), "i" + i, (float) Draws.normal(random, mean, noise));
        }
      }
    }
    return new World(builder.build(), noise, level, score, users[0][FACTORS]);
  }

  /** Ranks of the truth among draws of the posterior, for each of four quantities. */
  private static int[][] ranks(BayesFeatures features, boolean[][] ofUsers, int worlds, int bins) {
    int[][] counts = new int[4][bins];
    BayesConfig config =
        BayesConfig.defaults().withFactors(FACTORS).withFeatures(features).withInitialScale(0.5);
    try (Parallel parallel = new Parallel(2)) {
      for (int k = 0; k < worlds; k++) {
        RandomStream random = RandomStream.of(99, "world", k);
        World world = world(ofUsers, random);
        Factors start = config.withSeed(k).solver().start(world.data, parallel).factors();
        start = new Factors(start.users(), start.items(), 0, new float[USERS], new float[ITEMS]);
        BayesRun run =
            new BayesRun(
                config.withSeed(k), HYPER, world.data, RunState.startingFrom(start), parallel);
        double[] truth = {world.noise, world.level, world.score, world.bias};
        int[] below = new int[4];
        for (int sweep = 0; sweep < 60; sweep++) {
          run.advance();
        }
        for (int draw = 0; draw < bins - 1; draw++) {
          for (int thin = 0; thin < 12; thin++) {
            run.advance();
          }
          Factors now = run.factors();
          double[] values = {run.precision(), now.mean(), now.score(0, 0), now.userBiases()[0]};
          for (int q = 0; q < 4; q++) {
            below[q] += values[q] < truth[q] ? 1 : 0;
          }
        }
        for (int q = 0; q < 4; q++) {
          counts[q][below[q]]++;
        }
      }
    }
    return counts;
  }

  /** χ² of a histogram against a flat one. */
  private static double chiSquare(int[] counts, int total) {
    double expected = (double) total / counts.length;
    double sum = 0;
    for (int count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }

  private static void assertFlat(int[][] counts, int worlds) {
    for (int[] histogram : counts) {
      // Ten bins, nine degrees of freedom: 27.9 is passed once in a thousand.
      assertThat(chiSquare(histogram, worlds)).isLessThan(27.9);
    }
  }

  /** Talts et al., "Validating Bayesian inference algorithms with simulation-based calibration". */
  @Test
  void theTruthRanksUniformlyAmongTheDraws() {
    assertFlat(ranks(BayesFeatures.none(), new boolean[0][], 200, 10), 200);
  }

  @Test
  void withFeaturesToo() {
    boolean[][] halves = new boolean[2][USERS];
    Map<String, List<String>> values = new TreeMap<>();
    for (int u = 0; u < USERS; u++) {
      halves[u % 2][u] = true;
      values.put("u%02d".formatted(u), List.of(u % 2 == 0 ? "even" : "odd"));
    }
    BayesFeatures features =
        new BayesFeatures(false, false, List.of(FeatureColumn.of("parity", values)), List.of());
    assertFlat(ranks(features, halves, 200, 10), 200);
  }

  @Test
  void aGammaDrawHasItsMoments() {
    RandomStream random = RandomStream.of(5, "gamma");
    double sum = 0;
    double squares = 0;
    int draws = 200_000;
    for (int k = 0; k < draws; k++) {
      double x = Draws.gamma(random, 3, 2);
      sum += x;
      squares += x * x;
    }
    double mean = sum / draws;
    assertThat(mean).isCloseTo(1.5, within(0.01));
    assertThat(squares / draws - mean * mean).isCloseTo(0.75, within(0.02));
  }
}
