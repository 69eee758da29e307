package dev.sapor.cli;

import dev.sapor.objective.Regularization;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Solver;
import dev.sapor.solver.als.AlsConfig;
import dev.sapor.solver.als.ImplicitAlsConfig;
import dev.sapor.solver.bayes.BayesConfig;
import dev.sapor.solver.gradient.GradientDescentConfig;
import dev.sapor.solver.ranking.BprConfig;
import dev.sapor.solver.ranking.SoftmaxConfig;
import dev.sapor.solver.sgd.Optimizer;
import dev.sapor.solver.sgd.SgdConfig;
import dev.sapor.solver.svdpp.SvdppConfig;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Hyper-parameters. What is not given stays as the configuration of the algorithm has it: no
 * default has a home here.
 */
final class SolverOptions {

  @Option(
      names = "--factors",
      order = 20,
      paramLabel = "F",
      description = "Number of latent factors.")
  private @Nullable Integer factors;

  @Option(
      names = "--optimizer",
      order = 21,
      paramLabel = "sgd|adagrad",
      description =
          "How sgd sizes its steps: by one rate, or by a rate for each row that falls with its"
              + " gradients so far. Each has its own defaults.")
  private @Nullable Optimizer optimizer;

  @Option(
      names = "--learning-rate",
      order = 22,
      paramLabel = "RATE",
      description = "Learning rate of the first epoch.")
  private @Nullable Double learningRate;

  @Option(
      names = "--schedule",
      order = 23,
      paramLabel = "constant|inverse|geometric|annealed",
      description = "How the rate falls from epoch to epoch.")
  private LearningRateSchedule.@Nullable Kind schedule;

  @Option(
      names = "--decay",
      order = 24,
      paramLabel = "D",
      description =
          "Its parameter: rate / (1 + D·t), rate · D^t, or rate · D^(t/epochs) where it is"
              + " annealed.")
  private @Nullable Double decay;

  @Option(
      names = "--momentum",
      order = 25,
      paramLabel = "B",
      description = "Momentum of gradient-descent.")
  private @Nullable Double momentum;

  @Option(
      names = "--regularization",
      order = 30,
      paramLabel = "LAMBDA",
      description = "λ: a row of factors with n interactions weighs λ·n^ν + κ.")
  private @Nullable Double regularization;

  @Option(names = "--nu", order = 31, paramLabel = "NU", description = "ν, between 0 and 1.")
  private @Nullable Double nu;

  @Option(names = "--kappa", order = 32, paramLabel = "KAPPA", description = "κ, at least 0.")
  private @Nullable Double kappa;

  @Option(
      names = "--bias-regularization",
      order = 33,
      paramLabel = "LAMBDA",
      description = "λ of the biases.")
  private @Nullable Double biasRegularization;

  @Option(
      names = "--bias-kappa",
      order = 34,
      paramLabel = "KAPPA",
      description = "κ of the biases.")
  private @Nullable Double biasKappa;

  @Option(
      names = "--implicit-regularization",
      order = 35,
      paramLabel = "LAMBDA",
      description =
          "λ of the implicit item factors of svdpp: each user who had an item adds λ·n^ν to its"
              + " weight, with n the interactions of the user.")
  private @Nullable Double implicitRegularization;

  @Option(
      names = "--batch-users",
      order = 35,
      paramLabel = "USERS",
      description =
          "How many users svdpp works on at once: as many threads can help, and the error hardly"
              + " depends on it. With 1 it is plain stochastic gradient descent.")
  private @Nullable Integer batchUsers;

  @Mixin private ClickOptions clicks = new ClickOptions();
  @Mixin private BayesOptions bayes = new BayesOptions();
  @Mixin private RankingOptions ranking = new RankingOptions();

  @Option(
      names = "--no-biases",
      order = 36,
      description = "No biases and no global mean: the estimate is U·Vᵀ and nothing else.")
  private boolean noBiases;

  @Option(
      names = "--centred",
      order = 37,
      arity = "1",
      paramLabel = "true|false",
      description =
          "Whether sgd with biases takes the mean of the values off, or leaves it to the factors.")
  private @Nullable Boolean centred;

  @Option(
      names = "--initial-scale",
      order = 37,
      paramLabel = "SIGMA",
      description = "Scale of the random start: its standard deviation, or for sgd its upper end.")
  private @Nullable Double initialScale;

  @Option(
      names = "--late-start",
      order = 37,
      paramLabel = "EPOCHS",
      description = "Epochs in which adagrad learns the first 8 factors only.")
  private @Nullable Integer lateStart;

  @Option(
      names = "--seed",
      order = 38,
      paramLabel = "SEED",
      description = "Seed of all random draws; the same seed gives the same model.")
  private @Nullable Long seed;

  /**
   * Takes the number of factors from a given start.
   *
   * @throws CommandException if another number was asked for
   */
  void startFrom(int rank) {
    if (factors != null && factors != rank) {
      throw CommandException.usage(
          "--factors is %s, but the factors given by --init are %s".formatted(factors, rank));
    }
    factors = rank;
  }

  /**
   * The solver of an algorithm with these parameters.
   *
   * @throws CommandException if an option does not apply to it or a value is wrong
   */
  Solver solver(Algorithm algorithm) {
    algorithm.requireKnown(given());
    if (noBiases && (biasRegularization != null || biasKappa != null || centred != null)) {
      throw CommandException.usage(
          "--bias-regularization, --bias-kappa and --centred do not apply with --no-biases");
    }
    return Usage.check(() ->
        switch (algorithm) {
          case ALS -> als().solver();
          case IMPLICIT_ALS -> implicitAls().solver();
          case SGD -> sgd().solver();
          case SVDPP -> svdpp().solver();
          case GRADIENT_DESCENT -> gradientDescent().solver();
          case BAYES -> bayes().solver();
          case BPR -> bpr().solver();
          case SOFTMAX -> softmax().solver();
        });
  }

  private Set<String> given() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("--optimizer", optimizer);
    values.put("--late-start", lateStart);
    values.put("--centred", centred);
    values.put("--learning-rate", learningRate);
    values.put("--schedule", schedule);
    values.put("--decay", decay);
    values.put("--momentum", momentum);
    values.put("--bias-regularization", biasRegularization);
    values.put("--bias-kappa", biasKappa);
    values.put("--implicit-regularization", implicitRegularization);
    values.put("--batch-users", batchUsers);
    clicks.putGiven(values);
    bayes.putGiven(values);
    ranking.putGiven(values);
    values.put("--regularization", regularization);
    values.put("--nu", nu);
    values.put("--kappa", kappa);
    values.put("--initial-scale", initialScale);
    values.put("--no-biases", noBiases ? true : null);
    values.values().removeIf(value -> value == null);
    return values.keySet();
  }

  private AlsConfig als() {
    AlsConfig config = AlsConfig.defaults();
    config = set(config, factors, AlsConfig::withFactors);
    config = config.withBiased(config.biased() && !noBiases);
    config = config.withRegularization(regularization(config.regularization()));
    config = set(config, initialScale, AlsConfig::withInitialScale);
    return set(config, seed, AlsConfig::withSeed);
  }

  private ImplicitAlsConfig implicitAls() {
    ImplicitAlsConfig config = ImplicitAlsConfig.defaults();
    config = set(config, factors, ImplicitAlsConfig::withFactors);
    config = config.withRegularization(regularization(config.regularization()));
    config = clicks.set(config, regularization, nu != null || kappa != null);
    config = set(config, initialScale, ImplicitAlsConfig::withInitialScale);
    return set(config, seed, ImplicitAlsConfig::withSeed);
  }

  private SgdConfig sgd() {
    SgdConfig config = SgdConfig.defaults(optimizer == null ? Optimizer.SGD : optimizer);
    config = set(config, factors, SgdConfig::withFactors);
    config = config.withBiased(config.biased() && !noBiases);
    config = config.withRegularization(regularization(config.regularization()));
    config = set(config, learningRate, SgdConfig::withLearningRate);
    config = set(config, lateStart, SgdConfig::withLateStart);
    config = set(config, centred, SgdConfig::withCentred);
    config = config.withSchedule(schedule(config.schedule()));
    config = set(config, initialScale, SgdConfig::withInitialScale);
    return set(config, seed, SgdConfig::withSeed);
  }

  private SvdppConfig svdpp() {
    SvdppConfig config = SvdppConfig.defaults();
    config = set(config, factors, SvdppConfig::withFactors);
    config = config.withRegularization(regularization(config.regularization()));
    config = set(config, implicitRegularization, SvdppConfig::withImplicitRegularization);
    config = set(config, learningRate, SvdppConfig::withLearningRate);
    config = config.withSchedule(schedule(config.schedule()));
    config = set(config, initialScale, SvdppConfig::withInitialScale);
    config = set(config, batchUsers, SvdppConfig::withBatchUsers);
    return set(config, seed, SvdppConfig::withSeed);
  }

  private GradientDescentConfig gradientDescent() {
    GradientDescentConfig config = GradientDescentConfig.defaults();
    config = set(config, factors, GradientDescentConfig::withFactors);
    config = config.withBiased(config.biased() && !noBiases);
    config = config.withRegularization(regularization(config.regularization()));
    config = set(config, learningRate, GradientDescentConfig::withLearningRate);
    config = set(config, momentum, GradientDescentConfig::withMomentum);
    config = config.withSchedule(schedule(config.schedule()));
    config = set(config, initialScale, GradientDescentConfig::withInitialScale);
    return set(config, seed, GradientDescentConfig::withSeed);
  }

  private BayesConfig bayes() {
    BayesConfig config = bayes.set(BayesConfig.defaults());
    config = set(config, factors, BayesConfig::withFactors);
    config = set(config, initialScale, BayesConfig::withInitialScale);
    return set(config, seed, BayesConfig::withSeed);
  }

  private BprConfig bpr() {
    BprConfig config = BprConfig.defaults();
    config = set(config, factors, BprConfig::withFactors);
    config = config.withBiased(config.biased() && !noBiases);
    config = set(config, regularization, BprConfig::withRegularization);
    config = set(config, biasRegularization, BprConfig::withBiasRegularization);
    config = ranking.set(config);
    config = set(config, learningRate, BprConfig::withLearningRate);
    config = config.withSchedule(schedule(config.schedule()));
    config = set(config, initialScale, BprConfig::withInitialScale);
    return set(config, seed, BprConfig::withSeed);
  }

  private SoftmaxConfig softmax() {
    SoftmaxConfig config = SoftmaxConfig.defaults();
    config = set(config, factors, SoftmaxConfig::withFactors);
    config = ranking.set(config);
    config = set(config, learningRate, SoftmaxConfig::withLearningRate);
    config = config.withSchedule(schedule(config.schedule()));
    return set(config, seed, SoftmaxConfig::withSeed);
  }

  private Regularization regularization(Regularization defaults) {
    Regularization result = defaults;
    result = set(result, regularization, Regularization::withLambda);
    result = set(result, nu, Regularization::withNu);
    result = set(result, kappa, Regularization::withKappa);
    result = set(result, biasRegularization, Regularization::withBiasLambda);
    return set(result, biasKappa, Regularization::withBiasKappa);
  }

  private LearningRateSchedule schedule(LearningRateSchedule defaults) {
    LearningRateSchedule.Kind kind = schedule == null ? defaults.kind() : schedule;
    if (kind == LearningRateSchedule.Kind.CONSTANT) {
      return LearningRateSchedule.of(kind, decay == null ? 0 : decay);
    }
    if (decay == null && kind != defaults.kind()) {
      throw CommandException.usage(
          "--schedule " + kind.name().toLowerCase(Locale.ROOT) + " needs --decay");
    }
    return LearningRateSchedule.of(kind, decay == null ? defaults.decay() : decay);
  }

  private static <C, V> C set(C config, @Nullable V value, BiFunction<C, V, C> with) {
    return value == null ? config : with.apply(config, value);
  }
}
