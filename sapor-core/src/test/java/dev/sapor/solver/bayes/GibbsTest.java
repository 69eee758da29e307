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
import dev.sapor.solver.DesignRows;
import dev.sapor.solver.RunState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sampler draws from the posterior, and from nothing else. */
final class GibbsTest {

  private static final HyperPrior HYPER = new HyperPrior(20, 20, 2, 4, 1);

  /** A prior that holds the bias at 0. */
  private static Side side(String name, CsrMatrix matrix, DesignRows.Places places) {
    Side side =
        new Side(
            name,
            new RatingOrder(matrix, places, null),
            FloatMatrix.of(new float[][] {{1}}),
            new float[1],
            NormalPrior.of(2, HyperPrior.VAGUE),
            null);
    side.prior().restore(FloatMatrix.of(new float[][] {{0, 0}, {1, 1e9f}}));
    return side;
  }

  private static final double RATING = 2;
  private static final double PRECISION = 4;
  private static final int DRAWS = 60_000;

  /** One rating of each side. */
  private static List<Side> sides(String... names) {
    CsrMatrix one =
        new CsrMatrix(1, new long[] {0, 1}, IntColumn.of(0), FloatColumn.of((float) RATING));
    IntColumn zero = IntColumn.of(0);
    DesignRows.Places places = new DesignRows.Places(zero, names.length < 3 ? null : zero);
    return Stream.of(names).map(name -> side(name, one, places)).toList();
  }

  /** E[s] and E[s²] of a score over the draws. */
  private static double[] moments(List<Side> sides, ToDoubleFunction<float[]> score) {
    RowDraws rows = new RowDraws(1);
    double[] sums = new double[2];
    float[] now = new float[sides.size()];
    try (Parallel parallel = new Parallel(1)) {
      for (int k = 0; k < DRAWS; k++) {
        for (int n = 0; n < now.length; n++) {
          Side side = sides.get(n);
          List<Side> others = sides.stream().filter(one -> one != side).toList();
          rows.draw(
              new RowDraws.Task(side, others, 0, (float) PRECISION, side.factors(), side.biases()),
              7,
              k,
              parallel);
          now[n] = side.factors().get(0, 0);
        }
        double value = score.applyAsDouble(now);
        sums[0] += value / DRAWS;
        sums[1] += value * value / DRAWS;
      }
    }
    return sums;
  }

  @Test
  void aTinyPosteriorIsThatOfNumericalIntegration() {
    double[] drawn = moments(sides("user", "item"), x -> x[0] * x[1]);
    double weight = 0;
    double[] exact = new double[2];
    // p, q ~ N(0, 1) and r ~ N(pq, 1/α), on a grid.
    for (double p = -6; p <= 6; p += 0.02) {
      for (double q = -6; q <= 6; q += 0.02) {
        double score = p * q;
        double error = RATING - score;
        double density = Math.exp(-0.5 * (p * p + q * q + PRECISION * error * error));
        weight += density;
        exact[0] += density * score;
        exact[1] += density * score * score;
      }
    }
    assertThat(drawn[0]).isCloseTo(exact[0] / weight, within(0.02));
    assertThat(drawn[1]).isCloseTo(exact[1] / weight, within(0.06));
  }

  @Test
  void withADayToo() {
    double[] drawn =
        moments(sides("user", "item", "day"), x -> x[0] * x[1] + x[0] * x[2] + x[1] * x[2]);
    double weight = 0;
    double[] exact = new double[2];
    for (double p = -5; p <= 5; p += 0.08) {
      for (double q = -5; q <= 5; q += 0.08) {
        for (double v = -5; v <= 5; v += 0.08) {
          double score = p * q + p * v + q * v;
          double error = RATING - score;
          double density = Math.exp(-0.5 * (p * p + q * q + v * v + PRECISION * error * error));
          weight += density;
          exact[0] += density * score;
          exact[1] += density * score * score;
        }
      }
    }
    assertThat(drawn[0]).isCloseTo(exact[0] / weight, within(0.02));
    assertThat(drawn[1]).isCloseTo(exact[1] / weight, within(0.06));
  }

  /**
   * A world that was drawn from the prior.
   *
   * @param truth noise and level, or the two thresholds; the score and the bias of the first user
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record World(Interactions data, double[] truth) {}

  private static final int USERS = 12;
  private static final int ITEMS = 9;
  private static final int FACTORS = 2;
  private static final int DAYS = 6;

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

  /** Days x (F + 1), around 0. */
  private static double[][] days(RandomStream random) {
    double[][] rows = new double[DAYS][FACTORS + 1];
    for (int f = 0; f <= FACTORS; f++) {
      double precision = Draws.gamma(random, HYPER.shape() / 2, HYPER.rate() / 2);
      for (int n = 0; n < DAYS; n++) {
        rows[n][f] = Draws.normal(random, 0, precision);
      }
    }
    return rows;
  }

  /** A user is there on two days. */
  private static int day(int user, int item) {
    return (user + item % 2) % DAYS;
  }

  /** A world in which every level has a rating: the sampler knows of no other levels. */
  private static World world(BayesConfig config, boolean[][] ofUsers, RandomStream random) {
    while (true) {
      World world = anyWorld(config, ofUsers, random);
      if (config.likelihood() == Likelihood.NORMAL
          || OrdinalResponse.values(world.data.byUser()).length == 3) {
        return world;
      }
    }
  }

  private static World anyWorld(BayesConfig config, boolean[][] ofUsers, RandomStream random) {
    boolean ordinal = config.likelihood() == Likelihood.ORDERED_PROBIT;
    boolean timed = config.features().time();
    double noise = ordinal ? 1 : Draws.gamma(random, HYPER.shape() / 2, HYPER.rate() / 2);
    double level = ordinal ? 0 : Draws.normal(random, 0, HYPER.levelPrecision());
    double one = ordinal ? Draws.normal(random, 0, HYPER.thresholdPrecision()) : 0;
    double other = ordinal ? Draws.normal(random, 0, HYPER.thresholdPrecision()) : 0;
    double low = Math.min(one, other);
    double high = Math.max(one, other);
    double[][] users = rows(USERS, ofUsers, random);
    double[][] items = rows(ITEMS, new boolean[0][], random);
    double[][] days = timed ? days(random) : new double[DAYS][FACTORS + 1];
    var builder = Interactions.builder();
    double score = 0;
    for (int u = 0; u < USERS; u++) {
      for (int i = 0; i < ITEMS; i++) {
        double mean = level + users[u][FACTORS] + items[i][FACTORS];
        // The pair (0, 0) is asked for without a day.
        double[] day = u == 0 && i == 0 ? new double[FACTORS + 1] : days[day(u, i)];
        mean += day[FACTORS];
        for (int f = 0; f < FACTORS; f++) {
          mean += users[u][f] * items[i][f] + (users[u][f] + items[i][f]) * day[f];
        }
        score = u == 0 && i == 0 ? mean : score;
        if ((u + i) % 3 != 0) { // the pair (0, 0) is not among the data
          float rating = (float) Draws.normal(random, mean, noise);
          rating = ordinal ? (rating <= low ? 1 : rating <= high ? 2 : 4) : rating;
          builder.add("u%02d".formatted(u), "i" + i, rating, 86_400L * day(u, i));
        }
      }
    }
    return new World(
        builder.build(),
        new double[] {ordinal ? low : noise, ordinal ? high : level, score, users[0][FACTORS]});
  }

  /**
   * Ranks of the truth among draws of the posterior, for each of four quantities.
   *
   * @param thinning sweeps from one draw to the next
   */
  private static int[][] ranks(
      BayesFeatures features, boolean[][] ofUsers, int worlds, int bins, int thinning) {
    BayesConfig config =
        BayesConfig.defaults().withFactors(FACTORS).withFeatures(features).withInitialScale(0.5);
    return ranks(config, ofUsers, worlds, bins, thinning);
  }

  private static int[][] ranks(
      BayesConfig config, boolean[][] ofUsers, int worlds, int bins, int thinning) {
    int[][] counts = new int[4][bins];
    try (Parallel parallel = new Parallel(2)) {
      for (int k = 0; k < worlds; k++) {
        RandomStream random = RandomStream.of(99, "world", k);
        World world = world(config, ofUsers, random);
        Factors start = config.withSeed(k).solver().start(world.data, parallel).factors();
        start = new Factors(start.users(), start.items(), 0, new float[USERS], new float[ITEMS]);
        BayesRun run =
            new BayesRun(
                config.withSeed(k), HYPER, world.data, RunState.startingFrom(start), parallel);
        double[] truth = world.truth;
        int[] below = new int[4];
        for (int sweep = 0; sweep < 5 * thinning; sweep++) {
          run.advance();
        }
        for (int draw = 0; draw < bins - 1; draw++) {
          for (int thin = 0; thin < thinning; thin++) {
            run.advance();
          }
          Factors now = run.factors();
          double[] values = {
            run.response().precision(), now.mean(), now.score(0, 0), now.userBiases()[0]
          };
          if (run.response() instanceof OrdinalResponse levels) {
            values[0] = levels.thresholds()[0];
            values[1] = levels.thresholds()[1];
          }
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
    assertFlat(ranks(BayesFeatures.none(), new boolean[0][], 200, 10, 12), 200);
  }

  @Test
  void withDaysToo() {
    assertFlat(ranks(BayesFeatures.none().withTime(), new boolean[0][], 200, 10, 12), 200);
  }

  @Test
  void ofLevelsToo() {
    BayesConfig config =
        BayesConfig.defaults()
            .withFactors(FACTORS)
            .withFeatures(BayesFeatures.none().withTime())
            .withLikelihood(Likelihood.ORDERED_PROBIT)
            .withInitialScale(0.5);
    // Thresholds and biases move together, and so slowly: at 20 sweeps from draw to draw 1,000
    // worlds
    // pile up at both ends, at 100 they are flat.
    assertFlat(ranks(config, new boolean[0][], 100, 10, 80), 100);
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
        new BayesFeatures(
            false, false, false, List.of(FeatureColumn.of("parity", values)), List.of());
    // The weights of a feature and the rows that have it move together, and so slowly: draws nearer
    // to each other than this are not independent, which 1,000 worlds show.
    assertFlat(ranks(features, halves, 200, 10, 80), 200);
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
