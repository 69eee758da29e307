package dev.sapor.solver.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import dev.sapor.model.Factors;
import dev.sapor.objective.ClickLoss;
import dev.sapor.objective.ClickTarget;
import dev.sapor.objective.Confidence;
import dev.sapor.objective.Regularization;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import dev.sapor.testing.SyntheticInteractions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Implicit ALS beside plain double loops over all pairs, on random problems. */
final class ImplicitAlsOracleTest {

  private static final long SEED = Seeds.printed("ImplicitAlsOracleTest", 612);
  private static final int PROBLEMS = 20;
  private static final int EPOCHS = 3;
  private static final List<Confidence.Kind> KINDS =
      List.of(Confidence.Kind.CONSTANT, Confidence.Kind.LINEAR, Confidence.Kind.LOG);

  @ParameterizedTest
  @EnumSource(names = {"CHOLESKY", "CG", "BLOCKS"})
  void factorsAndObjectiveAreTheNaiveOnes(RowMethod method) {
    try (Parallel parallel = new Parallel(2)) {
      for (int number = 0; number < PROBLEMS; number++) {
        Problem problem = new Problem(number);
        NaiveImplicitAls naive = problem.naive();
        Run run = problem.run(method, parallel);
        double before = Double.POSITIVE_INFINITY;
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
          problem.advance(naive, method);
          run.advance();
          double value = run.objective().value();
          double rounding = 1e-5 * (Math.abs(value) + naive.constant());
          assertThat(value).as("%s", problem).isLessThanOrEqualTo(before + rounding);
          assertThat(value).as("%s", problem).isCloseTo(problem.objective(naive), within(rounding));
          before = value;
        }
        assertClose(run.factors().users(), naive.users(), problem);
        assertClose(run.factors().items(), naive.items(), problem);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CHOLESKY", "CG", "BLOCKS"})
  void theGradientByAUserOfTheResultIsZero(RowMethod method) {
    try (Parallel parallel = new Parallel(2)) {
      for (int number = 0; number < PROBLEMS; number++) {
        Problem problem = new Problem(number);
        Run run = problem.run(method, parallel);
        run.advance();
        Factors result = run.result();
        double gradient =
            problem.naive(doubles(result.users()), doubles(result.items())).relativeUserGradient();
        assertThat(gradient).as("%s", problem).isLessThan(2e-5);
      }
    }
  }

  @Test
  void enoughStepsAndAnOnlyBlockAreExact() {
    try (Parallel parallel = new Parallel(2)) {
      for (int number = 0; number < PROBLEMS; number++) {
        Problem problem = new Problem(number);
        int factors = problem.config.factors();
        Run exact = problem.run(RowMethod.CHOLESKY, parallel);
        Run steps =
            problem
                .config
                .withMethod(RowMethod.CG)
                .withSteps(4 * factors)
                .solver()
                .resume(problem.data, problem.start(), parallel);
        Factors inOneBlock = problem.start().factors().copy();
        BlockEpoch block =
            new BlockEpoch(problem.data, problem.loss(), inOneBlock, factors, parallel);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
          exact.advance();
          steps.advance();
          block.run();
        }
        for (Factors other : List.of(steps.factors(), inOneBlock)) {
          assertClose(other.users(), doubles(exact.factors().users()), problem);
          assertClose(other.items(), doubles(exact.factors().items()), problem);
        }
      }
    }
  }

  private static void assertClose(FloatMatrix actual, double[][] expected, Problem problem) {
    double largest = 0;
    double distance = 0;
    for (int row = 0; row < expected.length; row++) {
      for (int f = 0; f < expected[row].length; f++) {
        largest = Math.max(largest, Math.abs(expected[row][f]));
        distance = Math.max(distance, Math.abs(actual.get(row, f) - expected[row][f]));
      }
    }
    assertThat(distance).as("%s", problem).isLessThan(1e-4 * Math.max(1, largest));
  }

  private static double[][] doubles(FloatMatrix matrix) {
    double[][] rows = new double[matrix.rows()][matrix.columns()];
    for (int row = 0; row < rows.length; row++) {
      for (int f = 0; f < rows[row].length; f++) {
        rows[row][f] = matrix.get(row, f);
      }
    }
    return rows;
  }

  /** Random data of clicks with weights, a start and a configuration. */
  private static final class Problem implements NaiveImplicitAls.Loss {
    private final int number;
    private final Interactions data;
    private final double[][] values;
    private final FloatMatrix startItems;
    private final double alpha0;
    private final Confidence confidence;
    private final ClickTarget target;
    private final Regularization regularization;
    private final boolean countsAll;
    private final ImplicitAlsConfig config;

    Problem(int number) {
      this.number = number;
      RandomStream random = RandomStream.of(SEED, "problem", number);
      int users = 3 + random.nextInt(20);
      int items = 3 + random.nextInt(15);
      Interactions ratings = new SyntheticInteractions(users, items, 2, 4, SEED + number).ratings();
      // As clicks, which have the rating for their weight.
      data = ratings.withWeights(ratings.byUser().values());
      values = SyntheticInteractions.dense(data);
      int factors = 1 + random.nextInt(9);
      startItems = FloatMatrix.zeros(data.items().size(), factors);
      for (int item = 0; item < startItems.rows(); item++) {
        for (int f = 0; f < factors; f++) {
          startItems.set(item, f, (float) (0.3 * random.nextGaussian()));
        }
      }
      alpha0 = 0.1 + random.nextFloat();
      confidence =
          new Confidence(
              KINDS.get(number % KINDS.size()),
              0.5 + random.nextFloat(),
              2,
              number % 4 == 0 ? 0.25 : 0);
      target = number % 2 == 0 ? ClickTarget.SHRUNK : ClickTarget.ONE;
      regularization =
          new Regularization(
              0.02 + 0.1 * random.nextFloat(), number % 5 == 0 ? 0 : 0.7, number % 2 * 0.2, 0, 0);
      countsAll = number % 4 < 2;
      config =
          ImplicitAlsConfig.defaults()
              .withFactors(factors)
              .withAlpha0(alpha0)
              .withConfidence(confidence)
              .withTarget(target)
              .withRegularization(regularization)
              .withCountsAll(countsAll)
              .withBlock(3);
    }

    NaiveImplicitAls naive() {
      return naive(new double[data.users().size()][config.factors()], doubles(startItems));
    }

    NaiveImplicitAls naive(double[][] users, double[][] items) {
      return new NaiveImplicitAls(values, this, users, items);
    }

    RunState start() {
      FloatMatrix zeros = FloatMatrix.zeros(data.users().size(), config.factors());
      return RunState.startingFrom(Factors.unbiased(zeros, startItems.copy()));
    }

    ClickLoss loss() {
      return new ClickLoss(alpha0, confidence, target, regularization, countsAll);
    }

    Run run(RowMethod method, Parallel parallel) {
      return config.withMethod(method).solver().resume(data, start(), parallel);
    }

    void advance(NaiveImplicitAls naive, RowMethod method) {
      switch (method) {
        case CG -> naive.improve(config.steps());
        case BLOCKS -> naive.blocks(config.block());
        default -> {
          naive.solveUsers();
          naive.solveItems();
        }
      }
    }

    /** The value of Sapor, which leaves W T² out with the shrunk target but for Σ c. */
    double objective(NaiveImplicitAls naive) {
      double seen = 0;
      for (double[] row : values) {
        for (double value : row) {
          double c = Double.isNaN(value) ? 0 : c(value);
          seen += target == ClickTarget.ONE ? (Double.isNaN(value) ? 0 : c + alpha0) : c;
        }
      }
      return naive.value() - naive.constant() + seen / 2;
    }

    private double c(double value) {
      double scale = confidence.scale();
      return confidence.shift()
          + switch (confidence.kind()) {
            case CONSTANT -> scale;
            case LINEAR -> scale * value;
            case LOG -> scale * Math.log(1 + value / confidence.unit());
          };
    }

    @Override
    public double weight(boolean isSeen, double value) {
      return alpha0 + (isSeen ? c(value) : 0);
    }

    @Override
    public double target(double value) {
      return target == ClickTarget.ONE ? 1 : c(value) / (c(value) + alpha0);
    }

    @Override
    public double lambda(int count, int others) {
      double n = count + (countsAll ? alpha0 * others : 0);
      return regularization.lambda() * Math.pow(n, regularization.nu()) + regularization.kappa();
    }

    @Override
    public String toString() {
      return "problem " + number + ": " + config;
    }
  }
}
