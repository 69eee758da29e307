import dev.sapor.data.Interactions;
import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.Evaluator;
import dev.sapor.linalg.Parallel;
import dev.sapor.objective.Objective;
import dev.sapor.objective.Regularization;
import dev.sapor.recommend.FactorScorer;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Run;
import dev.sapor.solver.Solver;
import dev.sapor.solver.als.AlsConfig;
import dev.sapor.solver.als.ImplicitAlsConfig;
import dev.sapor.solver.gradient.GradientDescentConfig;
import dev.sapor.solver.sgd.Optimizer;
import dev.sapor.solver.sgd.SgdConfig;
import dev.sapor.split.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Prints the tables of docs/defaults.md: candidates for the default hyper-parameters, judged on a
 * tenth of training data only. Run it as {@code docs/figures/run Defaults ratings|clicks DATA}, where
 * DATA is the folder with the public data sets.
 *
 * <p>Training data are the base files of MovieLens 100K, and of the other sets what {@code sapor train
 * --holdout 0.1} trains on; the test files and the held-out tenths are not read.
 */
final class Defaults {

  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[1]);
    try (Parallel parallel = new Parallel(Runtime.getRuntime().availableProcessors())) {
      if (args[0].equals("ratings")) {
        ratings(data, parallel);
      } else {
        clicks(data, parallel);
      }
    }
  }

  private static void ratings(Path data, Parallel parallel) throws IOException {
    Map<String, Split> sets = PublicSets.ratings(data);
    header(sets);
    for (double[] p :
        new double[][] {
          {16, .3, .75, 3, 3}, {32, .3, .75, 3, 3}, {64, .3, .75, 3, 3}, {64, .25, .75, 3, 3},
          {32, .05, 1, 4, 5}, {32, .08, 1, 3, 3}, {32, .1, 1, 3, 3}, {32, 1, .5, 0, 3},
          {32, .2, .75, 3, 3}, {32, .4, .75, 3, 3}, {32, .3, .75, 0, 3}, {32, .3, .75, 3, 10}
        }) {
      AlsConfig config = AlsConfig.defaults().withFactors((int) p[0]).withRegularization(reg(p));
      row("als" + name(p), config.solver(), 12, sets, parallel);
    }
    for (double[] p :
        new double[][] {
          {32, .17, .82, 0, 3, .1, .8, 20}, {16, .17, .82, 0, 3, .1, .8, 20},
          {64, .17, .82, 0, 3, .1, .8, 20}, {32, .2, .8, 0, 3, .1, .8, 20},
          {32, .14, .85, 0, 3, .1, .8, 20}, {32, .06, 1, 0, 3, .1, .8, 20},
          {32, .17, .82, 1, 3, .1, .8, 20}, {32, .3, .75, 3, 3, .1, .8, 20},
          {32, .17, .82, 0, 3, .07, .85, 25}, {32, .17, .82, 0, 3, .05, .95, 60},
          {32, .3, .75, 3, 3, .05, .95, 60}
        }) {
      SgdConfig config =
          SgdConfig.defaults()
              .withFactors((int) p[0])
              .withRegularization(reg(p).withBiasLambda(.02))
              .withLearningRate(p[5])
              .withSchedule(LearningRateSchedule.geometric(p[6]));
      String name = "sgd" + name(p) + ", rate %.2f x %.2f".formatted(p[5], p[6]);
      row(name, config.solver(), (int) p[7], sets, parallel);
    }
    for (double[] p :
        new double[][] {
          {32, .2, .8, 0, 0, 3, .3, .1, .9, 1}, {32, .17, .82, 0, .02, 3, .3, .1, .9, 1},
          {32, .2, .8, 0, .02, 3, .3, .15, .88, 1}, {32, .22, .75, .75, .05, 1, .4, .1, .9, 0},
          {32, .2, .75, 1, .1, 1, .3, .15, .88, 0}, {32, .2, .8, 0, .05, 1, .3, .15, .88, 0}
        }) {
      SgdConfig config =
          SgdConfig.defaults(Optimizer.ADAGRAD)
              .withFactors((int) p[0])
              .withRegularization(new Regularization(p[1], p[2], p[3], p[4], p[5]))
              .withInitialScale(p[6])
              .withLearningRate(p[7])
              .withSchedule(LearningRateSchedule.geometric(p[8]))
              .withCentred(p[9] == 1)
              .withLateStart(p[9] == 1 ? 0 : 1);
      String name =
          "adagrad, F %.0f, λ %.2f, ν %.2f, κ %.2f, λ_b %.2f, κ_b %.0f, σ %.1f, rate %.2f x %.2f"
              .formatted(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8]);
      row(name + (p[9] == 1 ? "" : ", not centred"), config.solver(), 25, sets, parallel);
    }
    for (double momentum : new double[] {0, .9, .95}) {
      Solver solver = GradientDescentConfig.defaults().withMomentum(momentum).solver();
      row("gradient-descent, momentum " + momentum, solver, 300, sets, parallel);
    }
  }

  private static Regularization reg(double[] p) {
    return new Regularization(p[1], p[2], p[3], 0, p[4]);
  }

  private static String name(double[] p) {
    return ", F %.0f, λ %.2f, ν %.2f, κ %.0f, κ_b %.0f".formatted(p[0], p[1], p[2], p[3], p[4]);
  }

  private static void clicks(Path data, Parallel parallel) throws IOException {
    Map<String, Split> sets = new LinkedHashMap<>();
    sets.put("u1", PublicSets.validation(PublicSets.read(data.resolve("ml-100k/u1.base"), "\t", 3)));
    sets.put("ml-latest-small", PublicSets.validation(PublicSets.trainingPart(PublicSets.latestSmall(data))));
    sets.put("ml-1m", PublicSets.validation(PublicSets.trainingPart(PublicSets.million(data))));
    Path lastfm = data.resolve("lastfm-hetrec2011/user_artists.dat.gz");
    sets.put("lastfm", PublicSets.validation(PublicSets.trainingPart(PublicSets.read(lastfm, "\t", 3))));
    sets.put("gowalla", PublicSets.validation(PublicSets.lists(data.resolve("gowalla/train.txt.gz"))));
    header(sets);
    for (double lambda : new double[] {.002, .005, .007, .01}) {
      clickRow(64, lambda, 15, sets, parallel);
    }
    clickRow(64, .007, 5, sets, parallel);
    clickRow(64, .007, 45, sets, parallel);
    clickRow(32, .005, 15, sets, parallel);
  }

  private static void clickRow(
      int factors, double lambda, double scale, Map<String, Split> sets, Parallel parallel) {
    StringBuilder line =
        new StringBuilder("| implicit-als, F %d, λ %.3f, α0 %.0f · density ".formatted(factors, lambda, scale));
    double sum = 0;
    for (Split split : sets.values()) {
      Interactions train = split.train();
      double density = (double) train.size() / train.users().size() / train.items().size();
      ImplicitAlsConfig config =
          ImplicitAlsConfig.defaults()
              .withFactors(factors)
              .withRegularization(new Regularization(lambda, 1, 0, 0, 0))
              .withAlpha0(Math.clamp(scale * density, .01, .5));
      Run run = config.solver().start(train, parallel);
      while (run.epoch() < 12) {
        run.advance();
      }
      double ndcg =
          new Evaluator(EvaluationProtocol.defaults(), parallel)
              .ranking(new FactorScorer(run.result()), train, split.test())
              .orElseThrow()
              .figure("ndcg@10")
              .orElseThrow();
      sum += ndcg;
      line.append(String.format(Locale.ROOT, "| %.4f ", ndcg));
    }
    System.out.println(line + String.format(Locale.ROOT, "| %.4f |", sum / sets.size()));
  }

  private static void header(Map<String, Split> sets) {
    System.out.println("| candidate | " + String.join(" | ", sets.keySet()) + " | mean |");
    System.out.println("|---|" + "---|".repeat(sets.size() + 1));
  }

  private static void row(
      String name, Solver solver, int epochs, Map<String, Split> sets, Parallel parallel) {
    StringBuilder line = new StringBuilder("| " + name + " ");
    double sum = 0;
    for (Split split : sets.values()) {
      Run run = solver.start(split.train(), parallel);
      double best = Double.POSITIVE_INFINITY;
      int bestEpoch = 0;
      double last = 0;
      while (run.epoch() < epochs) {
        run.advance();
        double error = Objective.squaredError(run.factors(), split.test(), parallel);
        last = Math.sqrt(error / split.test().size());
        if (last < best) {
          best = last;
          bestEpoch = run.epoch();
        }
      }
      sum += last;
      line.append(String.format(Locale.ROOT, "| %.4f (best %.4f at %d) ", last, best, bestEpoch));
    }
    System.out.println(line + String.format(Locale.ROOT, "| %.4f |", sum / sets.size()));
  }
}
