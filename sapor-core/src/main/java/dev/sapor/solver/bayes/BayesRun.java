package dev.sapor.solver.bayes;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.LongColumn;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Calendar;
import dev.sapor.model.Factors;
import dev.sapor.model.Posterior;
import dev.sapor.objective.Objective;
import dev.sapor.solver.OrdinalRow;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import java.util.List;
import java.util.Optional;
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
 * where days are looked at. (The likelihood may also be another, {@link OrdinalResponse}.) What a
 * mean of the days would add to a user, an item or all ratings, their biases and w₀ take up: so it
 * is 0, and a rating of no day is one without the terms of t. A sweep draws each of the unknowns
 * from its conditional distribution given the others: α, w₀, the priors and feature weights of the
 * users, all users, and the same of the items and of the days. A sweep is an epoch.
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

  private final BayesConfig config;
  private final HyperPrior hyper;
  private final Interactions train;
  private final Parallel parallel;
  private final @Nullable Calendar calendar;
  private final Side users;
  private final Side items;
  private final @Nullable Side days;
  private final Response response;
  private final RowDraws rows;
  private final KeptSamples kept;
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
    float[] values = levels(config, train);
    FloatColumn latents = values == null ? null : FloatColumn.zeros(train.size());
    calendar = config.features().calendar(train);
    IntColumn dayOfEach = calendar == null ? null : calendar.indicesOf(train.times().orElseThrow());
    users =
        side(
            "user",
            RatingOrder.byUser(train, dayOfEach, latents),
            start.users(),
            start.userBiases(),
            config.features().ofUsers(train));
    items =
        side(
            "item",
            RatingOrder.byItem(train, dayOfEach, latents != null),
            start.items(),
            start.itemBiases(),
            config.features().ofItems(train));
    days =
        calendar == null || dayOfEach == null
            ? null
            : DaySide.of(
                RatingOrder.byDay(train, dayOfEach, calendar.size()),
                config,
                hyper,
                state.memory(),
                parallel);
    response =
        values == null || latents == null
            ? new NormalResponse(hyper, start.mean())
            : new OrdinalResponse(
                values,
                OrdinalResponse.levels(train.byUser(), values),
                latents,
                sides().stream().map(Side::order).toList(),
                hyper);
    rows = new RowDraws(config.factors());
    kept = new KeptSamples();
    if (!state.memory().isEmpty()) {
      response.restore(state.memory());
      sides().forEach(side -> side.restore(state.memory()));
      kept.restore(state.memory());
    }
  }

  /** The different ratings if they are to be levels, and there is something between them. */
  private static float @Nullable [] levels(BayesConfig config, Interactions train) {
    if (config.likelihood() == Likelihood.NORMAL) {
      return null;
    }
    float[] values = OrdinalResponse.values(train.byUser());
    return values.length < 2 ? null : values;
  }

  private Side side(
      String name,
      RatingOrder order,
      FloatMatrix factors,
      float[] biases,
      @Nullable FeatureMatrix features) {
    int unknowns = config.factors() + 1;
    return new Side(
        name,
        order,
        factors,
        biases,
        NormalPrior.of(unknowns, hyper),
        features == null ? null : new FeatureWeights(features, unknowns, hyper));
  }

  /** What ties ratings to scores, as it stands. */
  Response response() {
    return response;
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public void advance() {
    epoch++;
    response.draw(scores(), config.seed(), epoch, parallel);
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
    return new RowDraws.Task(
        side, others(side), response.level(), response.precision(), target, biases);
  }

  /** The other sides, in the order of the places of the ratings. */
  private List<Side> others(Side side) {
    return sides().stream().filter(one -> one != side).toList();
  }

  private List<Side> sides() {
    return days == null ? List.of(users, items) : List.of(users, items, days);
  }

  private TrainingScores scores() {
    return new TrainingScores(users, others(users));
  }

  /** What is kept of the sweep. */
  private Sample sample() {
    FloatMatrix means = FloatMatrix.zeros(users.factors().rows(), config.factors());
    float[] biases = new float[means.rows()];
    RowDraws.Task task = task(users, means, biases);
    float[] thresholds = null;
    if (response instanceof OrdinalResponse levels) {
      thresholds = levels.thresholds();
      // The latent scores of the users are drawn anew before they are needed.
      rows.mostProbable(
          task, new OrdinalRow.Ratings(levels.levels(), users.matrix(), thresholds), parallel);
    } else {
      rows.mean(task, parallel);
    }
    return new Sample(
        new Factors(
            means, items.factors().copy(), response.level(), biases, items.biases().clone()),
        response.precision(),
        users.prior().state(),
        itemWeights(),
        days == null
            ? null
            : new Sample.Days(
                days.factors().copy(), days.biases().clone(), days.prior().precisions().clone()),
        thresholds);
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
    return response.objective(scores(), parallel);
  }

  @Override
  public double squaredError(Interactions data, Parallel threads) {
    if (days == null && response instanceof NormalResponse) {
      return Run.super.squaredError(data, threads);
    }
    Factors factors = factors();
    CsrMatrix matrix = data.byUser();
    return threads.sum(
        matrix.rows(),
        64,
        (from, to) -> {
          double sum = 0;
          for (int user = from; user < to; user++) {
            for (long at = matrix.start(user); at < matrix.end(user); at++) {
              double score = factors.score(user, matrix.column(at)) + ofDay(data, user, at);
              double error = matrix.value(at) - response.rating(score);
              sum += error * error;
            }
          }
          return sum;
        });
  }

  /** What the day of an interaction adds to its score. */
  private double ofDay(Interactions data, int user, long at) {
    LongColumn times = data.times().orElse(null);
    int day =
        calendar == null || times == null ? Calendar.UNKNOWN : calendar.indexOf(times.get(at));
    if (days == null || day == Calendar.UNKNOWN) {
      return 0;
    }
    int item = data.byUser().column(at);
    double sum = days.biases()[day];
    for (int f = 0; f < config.factors(); f++) {
      double both = (double) users.factors().get(user, f) + items.factors().get(item, f);
      sum += both * days.factors().get(day, f);
    }
    return sum;
  }

  @Override
  public Factors factors() {
    return new Factors(
        users.factors(), items.factors(), response.level(), users.biases(), items.biases());
  }

  @Override
  public Factors result() {
    return keptOrCurrent().together();
  }

  @Override
  public Optional<Posterior> posterior() {
    float[] values = response instanceof OrdinalResponse levels ? levels.values() : null;
    return Optional.of(keptOrCurrent().posterior(calendar, values));
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
    response.save(memory);
    sides().forEach(side -> side.save(memory));
    if (days != null) {
      DaySide.save(days, memory);
    }
    kept.save(memory);
    return new RunState(epoch, factors().copy(), memory);
  }
}
