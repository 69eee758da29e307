import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Calendar;
import dev.sapor.model.FactorModel;
import dev.sapor.model.History;
import dev.sapor.recommend.Predictor;
import dev.sapor.recommend.RatingPredictor;
import dev.sapor.solver.EpochReport;
import dev.sapor.solver.PosteriorRows;
import dev.sapor.solver.Trainer;
import dev.sapor.solver.TrainingListener;
import dev.sapor.solver.bayes.BayesConfig;
import dev.sapor.solver.bayes.BayesFeatures;
import dev.sapor.solver.bayes.Likelihood;
import dev.sapor.split.RandomHoldout;
import dev.sapor.split.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The figures of docs/algorithms/bayes.md: {@code docs/figures/run BayesFigures DATA}. MovieLens 1M, a
 * tenth held out: error by features and by samples kept, seconds of a sweep, and how many held-out
 * ratings lie in intervals of 50, 80 and 95 %. Then the same of the days and of ordered probit, on a
 * tenth of u1.base of MovieLens 100K.
 */
final class BayesFigures {

  private static final int SWEEPS = 150;
  private static final int PAIRS = 10_000;
  private static final double[] QUANTILES = {0.6745, 1.2816, 1.9600};
  private static final String[] NAMES = {"50 %", "80 %", "95 %"};

  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[0]);
    Split split = new RandomHoldout(0.1, 42).split(PublicSets.million(data));
    Split dated = new RandomHoldout(0.1, 42).split(PublicSets.dated(data.resolve("ml-100k/u1.base")));
    try (Parallel parallel = new Parallel(Runtime.getRuntime().availableProcessors())) {
      BayesConfig config = BayesConfig.defaults().withSweeps(SWEEPS);
      for (int samples : new int[] {8, 32, 128}) {
        run("ids", config.withSamples(samples), split, parallel);
      }
      run("iu,ii", config.withFeatures(BayesFeatures.bothBags()), split, parallel);
      BayesConfig ofDays =
          config.withFactors(10).withFeatures(BayesFeatures.bothBags().withTime());
      run("u1: iu,ii,time", ofDays, dated, parallel);
      run(
          "u1: iu,ii,time, ordered probit",
          ofDays.withLikelihood(Likelihood.ORDERED_PROBIT),
          dated,
          parallel);
    }
  }

  private static void run(String name, BayesConfig config, Split split, Parallel parallel) {
    List<Double> seconds = new ArrayList<>();
    FactorModel model =
        Trainer.of(config.solver(), config.solver().defaultPlan(), parallel)
            .withListener(
                new TrainingListener() {
                  @Override
                  public void epoch(Phase phase, EpochReport report) {
                    seconds.add(report.seconds());
                  }
                })
            .train(split.train())
            .model();
    Collections.sort(seconds);
    System.out.printf(
        Locale.ROOT,
        "%-6s %d factors, %d sweeps, %3d kept: RMSE %.4f, %.3f s a sweep (median)%n",
        name,
        config.factors(),
        SWEEPS,
        config.samples(),
        error(model, split.test()),
        seconds.get(seconds.size() / 2));
    if (config.samples() == 32) {
      coverage(model, split.test());
    }
  }

  private static double error(FactorModel model, Interactions test) {
    Predictor predictor = Predictor.of(model);
    double sum = 0;
    CsrMatrix matrix = test.byUser();
    for (int user = 0; user < matrix.rows(); user++) {
      int row = predictor.userIndex(test.users().id(user));
      for (long at = matrix.start(user); at < matrix.end(user); at++) {
        int item = predictor.itemIndex(test.items().id(matrix.column(at)));
        double error = matrix.value(at) - predictor.predictOn(row, item, day(predictor, test, at));
        sum += error * error;
      }
    }
    return Math.sqrt(sum / test.size());
  }

  private static int day(Predictor predictor, Interactions test, long at) {
    return test.times()
        .filter(times -> predictor.knowsDays())
        .map(times -> predictor.day(times.get(at)))
        .orElse(Calendar.UNKNOWN);
  }

  /** Every so many of the held-out ratings: is it in the interval around its prediction? */
  private static void coverage(FactorModel model, Interactions test) {
    Predictor predictor = Predictor.of(model);
    PosteriorRows rows = PosteriorRows.of(model);
    int[] inside = new int[QUANTILES.length];
    int count = 0;
    long step = Math.max(1, test.size() / PAIRS);
    CsrMatrix matrix = test.byUser();
    for (int user = 0; user < matrix.rows(); user++) {
      int row = predictor.userIndex(test.users().id(user));
      for (long at = matrix.start(user); at < matrix.end(user); at++) {
        int item = predictor.itemIndex(test.items().id(matrix.column(at)));
        if (at % step != 0 || row == RatingPredictor.UNKNOWN || item == RatingPredictor.UNKNOWN) {
          continue;
        }
        History past = model.history().orElseThrow().of(row);
        int day = day(predictor, test, at);
        double deviation = rows.standardDeviation(past, item, day);
        double off = Math.abs(matrix.value(at) - predictor.predictOn(row, item, day)) / deviation;
        for (int q = 0; q < QUANTILES.length; q++) {
          inside[q] += off <= QUANTILES[q] ? 1 : 0;
        }
        count++;
      }
    }
    for (int q = 0; q < QUANTILES.length; q++) {
      System.out.printf(
          Locale.ROOT,
          "       intervals of %s hold %.1f %% of %d held-out ratings%n",
          NAMES[q],
          100.0 * inside[q] / count,
          count);
    }
  }
}
