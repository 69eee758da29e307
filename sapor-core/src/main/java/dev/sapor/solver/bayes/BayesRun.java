package dev.sapor.solver.bayes;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.model.Factors;
import dev.sapor.model.Posterior;
import dev.sapor.objective.Objective;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Bayesian matrix factorization by Gibbs sampling. The model is
 *
 * <pre>
 *   r_ui ~ N(w₀ + b_u + c_i + p_u·q_i, 1/α)
 *   (p_u, b_u)_f ~ N(μ_f + Σ_j x_uj y_jf, 1/λ_f),  and (q_i, c_i) likewise with priors of their own
 * </pre>
 *
 * with priors on all of α, w₀, μ, λ and the weights y of the features. A sweep draws each of them
 * from its conditional distribution given the others: α, w₀, the priors and feature weights of the
 * users, all users, and the same of the items. A sweep is an epoch.
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
  private final Side users;
  private final Side items;
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
    users =
        new Side(
            "user",
            train.byUser(),
            start.users(),
            start.userBiases(),
            config.features().ofUsers(train),
            hyper);
    items =
        new Side(
            "item",
            train.byItem(),
            start.items(),
            start.itemBiases(),
            config.features().ofItems(train),
            hyper);
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
    users.drawPriors(config.seed(), epoch, parallel);
    rows.draw(task(users, items, users.factors(), users.biases()), config.seed(), epoch, parallel);
    items.drawPriors(config.seed(), epoch, parallel);
    rows.draw(task(items, users, items.factors(), items.biases()), config.seed(), epoch, parallel);
    if (config.keeps(epoch)) {
      kept.add(sample());
    }
  }

  private RowDraws.Task task(Side side, Side other, FloatMatrix target, float[] biases) {
    return new RowDraws.Task(side, other, level, precision, target, biases);
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
    CsrMatrix matrix = train.byUser();
    double[] sums = new double[matrix.rows()];
    double[] squares = new double[matrix.rows()];
    parallel.ranges(
        matrix.rows(),
        64,
        (from, to) -> {
          float[] dots = new float[0];
          for (int user = from; user < to; user++) {
            long first = matrix.start(user);
            int count = matrix.count(user);
            dots = dots.length < count ? new float[2 * count] : dots;
            Kernels.get()
                .dots(
                    users.factors(),
                    user,
                    items.factors(),
                    matrix.columnIndices(),
                    first,
                    matrix.end(user),
                    dots);
            float base = level + users.biases()[user];
            for (int k = 0; k < count; k++) {
              float known = base + items.biases()[matrix.column(first + k)];
              double error = matrix.value(first + k) - (known + dots[k]);
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
    rows.mean(task(users, items, means, biases), parallel);
    return new Sample(
        new Factors(means, items.factors().copy(), level, biases, items.biases().clone()),
        precision,
        users.prior().state(),
        itemWeights());
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
    return Optional.of(keptOrCurrent().posterior());
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
    users.save(memory);
    items.save(memory);
    kept.save(memory);
    return new RunState(epoch, factors().copy(), memory);
  }

  private void restore(SortedMap<String, FloatMatrix> memory) {
    users.restore(memory);
    items.restore(memory);
    kept.restore(memory);
  }
}
