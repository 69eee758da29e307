import dev.sapor.data.Interactions;
import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.Evaluator;
import dev.sapor.eval.Figure;
import dev.sapor.linalg.Parallel;
import dev.sapor.recommend.FactorScorer;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Run;
import dev.sapor.solver.Solver;
import dev.sapor.solver.ranking.BprConfig;
import dev.sapor.solver.ranking.SoftmaxConfig;
import dev.sapor.split.RandomHoldout;
import dev.sapor.split.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The searches behind docs/algorithms/softmax.md and bpr.md: one candidate on gowalla, judged on a
 * tenth of the training file. The test file is not read. {@code docs/figures/run RankingTuning DATA
 * softmax|bpr EPOCHS EVERY [name=value …]}; with softmax-ml-1m or bpr-ml-1m on MovieLens 1M, a tenth
 * held out. The names are what the options of sapor train are called, without the
 * dashes; {@code decay} is that of a geometric schedule, {@code annealed} of an annealed one.
 */
final class RankingTuning {

  private static final long HOLDOUT_SEED = 2025;

  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[0]);
    int epochs = Integer.parseInt(args[2]);
    int every = Integer.parseInt(args[3]);
    Solver solver = (args[1].startsWith("softmax") ? softmax(args) : bpr(args)).planned(epochs);
    System.out.println(solver.algorithm() + " " + solver.parameters());
    Interactions all =
        args[1].endsWith("-ml-1m")
            ? PublicSets.million(data)
            : PublicSets.lists(data.resolve("gowalla/train.txt.gz"));
    Split split = new RandomHoldout(.1, HOLDOUT_SEED).split(all);
    System.out.println("| epoch | recall@20 | NDCG@20 | s/epoch |");
    System.out.println("|---|---|---|---|");
    try (Parallel parallel = new Parallel(Runtime.getRuntime().availableProcessors())) {
      Run run = solver.start(split.train(), parallel);
      double seconds = 0;
      while (run.epoch() < epochs) {
        long start = System.nanoTime();
        run.advance();
        seconds += (System.nanoTime() - start) * 1e-9;
        if (run.epoch() % every == 0) {
          List<Figure> figures =
              new Evaluator(EvaluationProtocol.parse("recall@20,ndcg@20"), parallel)
                  .judge(new FactorScorer(run.result()), split.train(), split.test())
                  .evaluation()
                  .figures();
          System.out.printf(
              Locale.ROOT,
              "| %d | %.4f | %.4f | %.2f |%n",
              run.epoch(),
              figures.get(0).value(),
              figures.get(1).value(),
              seconds / run.epoch());
        }
      }
    }
  }

  private static String name(String argument) {
    return argument.substring(0, argument.indexOf('='));
  }

  private static String value(String argument) {
    return argument.substring(argument.indexOf('=') + 1);
  }

  private static Solver softmax(String[] args) {
    SoftmaxConfig config = SoftmaxConfig.defaults().withSeed(1);
    for (int k = 4; k < args.length; k++) {
      double value = Double.parseDouble(value(args[k]));
      config =
          switch (name(args[k])) {
            case "seed" -> config.withSeed((long) value);
            case "factors" -> config.withFactors((int) value);
            case "temperature" -> config.withTemperature(value);
            case "bilateral" -> config.withBilateral(value);
            case "negatives" -> config.withNegatives((int) value);
            case "batch-size" -> config.withBatch((int) value);
            case "learning-rate" -> config.withLearningRate(value);
            case "decay" -> config.withSchedule(LearningRateSchedule.geometric(value));
            case "annealed" -> config.withSchedule(LearningRateSchedule.annealed(value, 1));
            case "dropout" -> config.withDropout(value);
            case "top-k" -> config.withTopK((int) value);
            case "top-k-temperature" -> config.withTopKTemperature(value);
            default -> throw new IllegalArgumentException(args[k]);
          };
    }
    return config.solver();
  }

  private static Solver bpr(String[] args) {
    BprConfig config = BprConfig.defaults().withSeed(1);
    for (int k = 4; k < args.length; k++) {
      double value = Double.parseDouble(value(args[k]));
      config =
          switch (name(args[k])) {
            case "seed" -> config.withSeed((long) value);
            case "factors" -> config.withFactors((int) value);
            case "regularization" -> config.withRegularization(value);
            case "positive-regularization" -> config.withPositiveRegularization(value);
            case "negative-regularization" -> config.withNegativeRegularization(value);
            case "biases" -> config.withBiased(value == 1);
            case "negatives" -> config.withNegatives((int) value);
            case "batch-size" -> config.withBatch((int) value);
            case "learning-rate" -> config.withLearningRate(value);
            case "decay" -> config.withSchedule(LearningRateSchedule.geometric(value));
            case "annealed" -> config.withSchedule(LearningRateSchedule.annealed(value, 1));
            case "initial-scale" -> config.withInitialScale(value);
            default -> throw new IllegalArgumentException(args[k]);
          };
    }
    return config.solver();
  }
}
