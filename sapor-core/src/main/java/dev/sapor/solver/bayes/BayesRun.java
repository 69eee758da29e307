package dev.sapor.solver.bayes;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.Calendar;
import dev.sapor.model.Factors;
import dev.sapor.model.Posterior;
import dev.sapor.objective.Objective;
import dev.sapor.solver.DesignRows;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Bayesian matrix factorization by Gibbs sampling. The model is
 *
 * <pre>
 *   r_ui ~ N(w₀ + b_u + c_i + p_u·q_i [+ d_t + p_u·v_t + q_i·v_t], 1/α)
 *   (p_u, b_u)_f ~ N(μ_f + Σ_j x_uj y_jf, 1/λ_f),  and (q_i, c_i) likewise with priors of their own
 *   (v_t, d_t)_f ~ N(0, 1/λ_f)
 * </pre>
 *
 * with priors on all of α, w₀, μ, λ and the weights y of the features; t is the day of the rating,
 * where days are looked at. What a mean of the days would add to a user, an item or all ratings,
 * their biases and w₀ take up: so it is 0, and a rating of no day is one without the terms of t. A
 * sweep draws each of the unknowns from its conditional distribution given the others: α, w₀, the
 * priors and feature weights of the users, all users, and the same of the items and of the days. A
 * sweep is an epoch.
 *
 * <p>The prediction is the mean over the kept sweeps. With S of them it is a factor model of rank
 * S·F ({@link Posterior}). Of a kept sweep the users are not what was drawn but their mean given
 * the items, which has less noise (Rao and Blackwell), and is what the history of a user gives when
 * it is folded in.
 *
 * <p>References: Salakhutdinov and Mnih, "Bayesian probabilistic matrix factorization using Markov
 * chain Monte Carlo", ICML 2008, for the model; Rendle, "Factorization machines with libFM", ACM
 * TIST 3(3), 2012, for independent priors; Rendle, Zhang and Koren, "On the difficulty of
 * evaluating baselines", 2019, for the features and what they are worth.
 */
final class BayesRun implements Run {

  private static final String NOISE = "noise and level";

  private final BayesConfig config;
  private final HyperPrior hyper;
  private final Interactions train;
  private final Parallel parallel;
  private final float centre;
  private final @Nullable Calendar calendar;
  private final Side users;
  private final Side items;
  private final @Nullable Side days;
  private final RowDraws rows;
  private final KeptSamples kept;
  private float level;
  private float precision;
  private int epoch;

  BayesRun(BayesConfig config, Interactions train, RunState state, Parallel parallel) {
    this(config, HyperPrior.VAGUE, train, state, parallel);
  }

  BayesRun(
      BayesConfig config, HyperPrior hyper, Interactions train, RunState state, Parallel parallel) {
    this.hyper = hyper;
    this.config = config;
    this.train = train;
    this.parallel = parallel;
    Factors start = state.factors();
    epoch = state.epoch();
    int unknowns = config.factors() + 1;
    calendar = config.features().calendar(train);
    IntColumn dayOfEach = calendar == null ? null : calendar.indicesOf(train.times().orElseThrow());
    users =
        new Side(
            "user",
            RatingOrder.byUser(train, dayOfEach),
            start.users(),
            start.userBiases(),
            NormalPrior.of(unknowns, hyper),
            weights(config.features().ofUsers(train)));
    items =
        new Side(
            "item",
            RatingOrder.byItem(train, dayOfEach),
            start.items(),
            start.itemBiases(),
            NormalPrior.of(unknowns, hyper),
            weights(config.features().ofItems(train)));
    days =
        calendar == null || dayOfEach == null
            ? null
            : DaySide.of(
                RatingOrder.byDay(train, dayOfEach, calendar.size()),
                config,
                hyper,
                state.memory(),
                parallel);
    rows = new RowDraws(config.factors());
    kept = new KeptSamples();
    level = start.mean();
    if (state.memory().isEmpty()) {
      precision = 1;
      centre = start.mean();
    } else {
      precision = Memory.get(state.memory(), NOISE).get(0, 0);
      centre = Memory.get(state.memory(), NOISE).get(0, 1);
      restore(state.memory());
    }
  }

  private @Nullable FeatureWeights weights(@Nullable FeatureMatrix features) {
    return features == null ? null : new FeatureWeights(features, config.factors() + 1, hyper);
  }

  /** α as it stands. */
  float precision() {
    return precision;
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public void advance() {
    epoch++;
    drawNoiseAndLevel();
    sides().forEach(this::draw);
    if (config.keeps(epoch)) {
      kept.add(sample());
    }
  }

  private void draw(Side side) {
    side.drawPriors(config.seed(), epoch, parallel);
    rows.draw(task(side, side.factors(), side.biases()), config.seed(), epoch, parallel);
  }

  private RowDraws.Task task(Side side, FloatMatrix target, float[] biases) {
    return new RowDraws.Task(side, others(side), level, precision, target, biases);
  }

  /** The other sides, in the order of the places of the ratings. */
  private List<Side> others(Side side) {
    return sides().stream().filter(one -> one != side).toList();
  }

  private List<Side> sides() {
    return days == null ? List.of(users, items) : List.of(users, items, days);
  }

  private void drawNoiseAndLevel() {
    double[] sums = errorSums();
    RandomStream random = RandomStream.of(config.seed(), NOISE, epoch);
    long n = train.size();
    precision =
        (float) Draws.gamma(random, 0.5 * (hyper.shape() + n), 0.5 * (hyper.rate() + sums[1]));
    double weight = precision * n + hyper.levelPrecision();
    // Around the mean of the ratings, where the prior of the level is.
    double mean = precision * (sums[0] + n * (double) (level - centre)) / weight;
    level = (float) Draws.normal(random, centre + mean, weight);
  }

  /** Σ e and Σ e² of the errors e = r − r̂. */
  private double[] errorSums() {
    CsrMatrix matrix = users.matrix();
    DesignRows.Sides others =
        RowDraws.sides(
            others(users),
            side -> new DesignRows.Side(side.factors(), side.factors(), side.biases()));
    double[] sums = new double[matrix.rows()];
    double[] squares = new double[matrix.rows()];
    parallel.ranges(
        matrix.rows(),
        64,
        (from, to) -> {
          DesignRows design = new DesignRows(config.factors());
          float[] scores = new float[0];
          for (int user = from; user < to; user++) {
            long first = matrix.start(user);
            int count = matrix.count(user);
            scores = scores.length < count ? new float[2 * count] : scores;
            design.scores(
                users.factors(),
                user,
                level + users.biases()[user],
                others,
                users.places(),
                first,
                matrix.end(user),
                scores);
            for (int k = 0; k < count; k++) {
              double error = matrix.value(first + k) - scores[k];
              sums[user] += error;
              squares[user] += error * error;
            }
          }
        });
    double[] all = new double[2];
    for (int user = 0; user < sums.length; user++) {
      all[0] += sums[user];
      all[1] += squares[user];
    }
    return all;
  }

  /** What is kept of the sweep. */
  private Sample sample() {
    FloatMatrix means = FloatMatrix.zeros(users.factors().rows(), config.factors());
    float[] biases = new float[means.rows()];
    rows.mean(task(users, means, biases), parallel);
    return new Sample(
        new Factors(means, items.factors().copy(), level, biases, items.biases().clone()),
        precision,
        users.prior().state(),
        itemWeights(),
        days == null
            ? null
            : new Sample.Days(
                days.factors().copy(), days.biases().clone(), days.prior().precisions().clone()));
  }

  private @Nullable FloatMatrix itemWeights() {
    FeatureWeights features = users.features();
    if (features == null || !config.features().itemsOfUser()) {
      return null;
    }
    FloatMatrix weights = FloatMatrix.zeros(train.items().size(), users.unknowns());
    features.copyFirstGroup(weights, 0);
    return weights;
  }

  @Override
  public Objective.Value objective() {
    double squares = errorSums()[1];
    return new Objective.Value(
        0.5 * (hyper.rate() + squares),
        OptionalDouble.of(Math.sqrt(squares / Math.max(1, train.size()))));
  }

  @Override
  public Factors factors() {
    return new Factors(users.factors(), items.factors(), level, users.biases(), items.biases());
  }

  @Override
  public Factors result() {
    return keptOrCurrent().together();
  }

  @Override
  public Optional<Posterior> posterior() {
    return Optional.of(keptOrCurrent().posterior(calendar));
  }

  private KeptSamples keptOrCurrent() {
    if (!kept.isEmpty()) {
      return kept;
    }
    KeptSamples current = new KeptSamples();
    current.add(sample());
    return current;
  }

  @Override
  public RunState state() {
    SortedMap<String, FloatMatrix> memory = new TreeMap<>();
    memory.put(NOISE, FloatMatrix.of(new float[][] {{precision, centre}}));
    sides().forEach(side -> side.save(memory));
    if (days != null) {
      DaySide.save(days, memory);
    }
    kept.save(memory);
    return new RunState(epoch, factors().copy(), memory);
  }

  private void restore(SortedMap<String, FloatMatrix> memory) {
    sides().forEach(side -> side.restore(memory));
    kept.restore(memory);
  }
}
