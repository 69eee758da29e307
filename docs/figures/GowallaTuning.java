import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.Evaluator;
import dev.sapor.eval.Figure;
import dev.sapor.linalg.Parallel;
import dev.sapor.objective.Regularization;
import dev.sapor.recommend.FactorScorer;
import dev.sapor.solver.Run;
import dev.sapor.solver.als.AlsDialect;
import dev.sapor.solver.als.ImplicitAlsConfig;
import dev.sapor.data.Interactions;
import dev.sapor.split.RandomHoldout;
import dev.sapor.split.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The search behind the gowalla rows of docs/reproduce.md: candidates of implicit-als, judged on
 * tenths of the training file. The test file is not read. {@code docs/figures/run GowallaTuning DATA
 * FACTORS [TENTHS]}; with {@code implicit} for the third argument α and λ of the library of that
 * name are searched instead.
 */
final class GowallaTuning {

  private static final long FIRST_SEED = 2025;

  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[0]);
    int factors = Integer.parseInt(args[1]);
    boolean theirs = args.length > 2 && args[2].equals("implicit");
    int tenths = args.length > 2 && !theirs ? Integer.parseInt(args[2]) : 1;
    int[] epochs = theirs ? new int[] {15} : factors > 128 ? new int[] {3, 5, 8, 12} : new int[] {12};
    Interactions train = PublicSets.lists(data.resolve("gowalla/train.txt.gz"));
    try (Parallel parallel = new Parallel(Runtime.getRuntime().availableProcessors())) {
      String first = theirs ? "α" : "α0";
      System.out.println("| tenth | F | " + first + " | λ | epochs | recall@20 | NDCG@20 |");
      System.out.println("|---|---|---|---|---|---|---|");
      for (int tenth = 0; tenth < tenths; tenth++) {
        Split split = new RandomHoldout(.1, FIRST_SEED + tenth).split(train);
        for (double[] candidate : candidates(factors, theirs)) {
          ImplicitAlsConfig config =
              ImplicitAlsConfig.defaults().withFactors(factors).withSeed(1);
          config =
              theirs
                  ? AlsDialect.IMPLICIT.translate(config, candidate[0], candidate[1])
                  : config
                      .withAlpha0(candidate[0])
                      .withRegularization(new Regularization(candidate[1], 1, 0, 0, 0));
          Run run = config.solver().start(split.train(), parallel);
          for (int epoch : epochs) {
            while (run.epoch() < epoch) {
              run.advance();
            }
            List<Figure> figures =
                new Evaluator(EvaluationProtocol.parse("recall@20,ndcg@20"), parallel)
                    .judge(new FactorScorer(run.result()), split.train(), split.test())
                    .evaluation()
                    .figures();
            System.out.printf(
                Locale.ROOT,
                "| %d | %d | %s | %s | %d | %.4f | %.4f |%n",
                tenth + 1,
                factors,
                candidate[0],
                candidate[1],
                epoch,
                figures.get(0).value(),
                figures.get(1).value());
          }
        }
      }
    }
  }

  private static List<double[]> candidates(int factors, boolean theirs) {
    if (theirs) {
      return grid(new double[] {10, 30, 100, 300}, new double[] {.1, 1, 3, 10, 30});
    }
    if (factors <= 128) {
      return grid(new double[] {.003, .01, .03}, new double[] {.002, .004, .008, .016});
    }
    return grid(new double[] {.005, .01, .02, .03}, new double[] {.001, .002, .004, .006});
  }

  private static List<double[]> grid(double[] firsts, double[] lambdas) {
    List<double[]> grid = new ArrayList<>();
    for (double first : firsts) {
      for (double lambda : lambdas) {
        grid.add(new double[] {first, lambda});
      }
    }
    return grid;
  }
}
