import dev.sapor.data.Interactions;
import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.Evaluator;
import dev.sapor.eval.Figure;
import dev.sapor.linalg.Parallel;
import dev.sapor.recommend.FactorScorer;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Run;
import dev.sapor.solver.Solver;
import dev.sapor.solver.ranking.SoftmaxConfig;
import dev.sapor.split.RandomHoldout;
import dev.sapor.split.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

final class RankingTuning {
  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[0]);
    int last = Integer.parseInt(args[1]);
    int every = Integer.parseInt(args[2]);
    Interactions all = PublicSets.lists(data.resolve("gowalla/train.txt.gz"));
    Split split = new RandomHoldout(.1, 2025).split(all);
    SoftmaxConfig config = SoftmaxConfig.defaults().withSeed(1);
    for (int k = 3; k < args.length; k++) {
      String name = args[k].substring(0, args[k].indexOf('='));
      String value = args[k].substring(args[k].indexOf('=') + 1);
      config = switch (name) {
        case "factors" -> config.withFactors(Integer.parseInt(value));
        case "t" -> config.withTemperature(Double.parseDouble(value));
        case "c" -> config.withBilateral(Double.parseDouble(value));
        case "n" -> config.withNegatives(Integer.parseInt(value));
        case "b" -> config.withBatch(Integer.parseInt(value));
        case "rate" -> config.withLearningRate(Double.parseDouble(value));
        case "decay" -> config.withSchedule(LearningRateSchedule.geometric(Double.parseDouble(value)));
        case "drop" -> config.withDropout(Double.parseDouble(value));
        case "k" -> config.withTopK(Integer.parseInt(value));
        case "kt" -> config.withTopKTemperature(Double.parseDouble(value));
        default -> throw new IllegalArgumentException(name);
      };
    }
    System.out.println(config);
    try (Parallel parallel = new Parallel(2)) {
      Run run = config.solver().start(split.train(), parallel);
      double seconds = 0;
      while (run.epoch() < last) {
        long start = System.nanoTime();
        run.advance();
        seconds += (System.nanoTime() - start) * 1e-9;
        if (run.epoch() % every == 0) {
          List<Figure> figures =
              new Evaluator(EvaluationProtocol.parse("recall@20,ndcg@20"), parallel)
                  .judge(new FactorScorer(run.result()), split.train(), split.test())
                  .evaluation()
                  .figures();
          System.out.printf(Locale.ROOT, "%d recall@20 %.4f ndcg@20 %.4f  %.2f s/epoch objective %.0f%n",
              run.epoch(), figures.get(0).value(), figures.get(1).value(), seconds / run.epoch(), run.objective().value());
        }
      }
    }
  }
}
