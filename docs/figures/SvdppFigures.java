import dev.sapor.data.Interactions;
import dev.sapor.data.InteractionsBuilder;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.objective.Objective;
import dev.sapor.objective.Regularization;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Run;
import dev.sapor.solver.Solver;
import dev.sapor.solver.sgd.SgdConfig;
import dev.sapor.solver.svdpp.SvdppConfig;
import dev.sapor.split.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Prints the tables of docs/algorithms/svdpp.md: candidates for the defaults, and sizes of batches,
 * judged on a tenth of training data only (as Defaults has it), and the time of an epoch. Run
 * it as {@code docs/figures/run SvdppFigures DATA}, where DATA is the folder with the public data sets.
 */
final class SvdppFigures {

  public static void main(String[] args) throws IOException {
    Map<String, Split> sets = PublicSets.ratings(Path.of(args[0]));
    try (Parallel parallel = new Parallel(2)) {
      candidates(sets, parallel);
      batches(sets, parallel);
      dense(parallel);
      speed(sets.get("ml-1m"));
    }
  }

  private static void candidates(Map<String, Split> sets, Parallel parallel) {
    header("candidate", sets);
    for (double[] p :
        new double[][] {
          {32, .17, .01, .07, .75, 15}, {20, .17, .01, .07, .75, 15}, {64, .17, .01, .07, .75, 15},
          {32, .2, .01, .07, .75, 15}, {32, .14, .01, .07, .75, 15}, {32, .17, .02, .07, .75, 15},
          {32, .17, .005, .07, .75, 15}, {32, .17, .02, .07, .8, 20}, {32, .17, .02, .05, .8, 20},
          {32, .17, .005, .07, .7, 12}, {32, .2, .02, .07, .8, 20}, {32, .17, .17, .07, .8, 20}
        }) {
      SvdppConfig config =
          SvdppConfig.defaults()
              .withFactors((int) p[0])
              .withRegularization(new Regularization(p[1], .82, 0, .02, 3))
              .withImplicitRegularization(p[2])
              .withLearningRate(p[3])
              .withSchedule(LearningRateSchedule.geometric(p[4]));
      String name =
          String.format(
              Locale.ROOT,
              "svdpp, F %.0f, λ %.2f, λ_y %.3f, rate %.2f x %.2f, %.0f epochs",
              p[0], p[1], p[2], p[3], p[4], p[5]);
      row(name, config.solver(), (int) p[5], sets, parallel);
    }
    row("sgd, defaults", SgdConfig.defaults().solver(), 20, sets, parallel);
  }

  private static void batches(Map<String, Split> all, Parallel parallel) {
    Map<String, Split> sets = new LinkedHashMap<>(all);
    sets.keySet().retainAll(java.util.List.of("u1", "ml-latest-small", "ml-1m"));
    System.out.println();
    header("users of a batch", sets);
    for (int users : new int[] {1, 4, 16, 64}) {
      Solver solver = SvdppConfig.defaults().withBatchUsers(users).solver();
      row(Integer.toString(users), solver, 15, sets, parallel);
    }
  }

  /** Users who all have the same items: what the limit of a batch is for. */
  private static void dense(Parallel parallel) {
    System.out.println();
    for (int items : new int[] {50, 1000}) {
      RandomStream random = RandomStream.of(1, "dense ratings", items);
      InteractionsBuilder builder = Interactions.builder();
      double[] traits = new double[items];
      for (int i = 0; i < items; i++) {
        traits[i] = random.nextGaussian();
      }
      for (int u = 0; u < 300; u++) {
        double taste = random.nextGaussian();
        for (int i = 0; i < items; i++) {
          double rating = 3 + .5 * taste + .7 * taste * traits[i] + .4 * random.nextGaussian();
          builder.add("u" + u, "i" + i, Math.clamp(Math.round(rating), 1, 5));
        }
      }
      Run run = SvdppConfig.defaults().solver().start(builder.build(), parallel);
      while (run.epoch() < 15) {
        run.advance();
      }
      System.out.printf(
          Locale.ROOT,
          "300 users who have all of %d items: training error %.4f%n",
          items, run.objective().rmse().orElseThrow());
    }
  }

  private static void header(String first, Map<String, Split> sets) {
    System.out.println("| " + first + " | " + String.join(" | ", sets.keySet()) + " | mean |");
    System.out.println("|---".repeat(sets.size() + 2) + "|");
  }

  private static void row(
      String name, Solver solver, int epochs, Map<String, Split> sets, Parallel parallel) {
    StringBuilder line = new StringBuilder("| " + name + " ");
    double sum = 0;
    for (Split split : sets.values()) {
      Run run = solver.start(split.train(), parallel);
      double best = Double.POSITIVE_INFINITY;
      double error = 0;
      int bestEpoch = 0;
      while (run.epoch() < epochs) {
        run.advance();
        error =
            Math.sqrt(
                Objective.squaredError(run.factors(), split.test(), parallel) / split.test().size());
        if (error < best) {
          best = error;
          bestEpoch = run.epoch();
        }
      }
      sum += error;
      line.append(String.format(Locale.ROOT, "| %.4f (best %.4f at %d) ", error, best, bestEpoch));
    }
    System.out.println(line + String.format(Locale.ROOT, "| %.4f |", sum / sets.size()));
  }

  /** Medians over the epochs of a training, without the first ones, which the compiler takes. */
  private static void speed(Split split) {
    System.out.println();
    for (int threads = 1; threads <= 2; threads++) {
      try (Parallel parallel = new Parallel(threads)) {
        Run run = SvdppConfig.defaults().withFactors(20).solver().start(split.train(), parallel);
        double[] seconds = new double[31];
        for (int epoch = 0; epoch < 10 + seconds.length; epoch++) {
          long start = System.nanoTime();
          run.advance();
          if (epoch >= 10) {
            seconds[epoch - 10] = (System.nanoTime() - start) * 1e-9;
          }
        }
        java.util.Arrays.sort(seconds);
        System.out.printf(
            Locale.ROOT,
            "ml-1m, %d ratings, F 20, %d threads: %.3f s an epoch (median; %.3f to %.3f)%n",
            split.train().size(), threads, seconds[15], seconds[0], seconds[30]);
      }
    }
  }

  private SvdppFigures() {}
}
