import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.Evaluator;
import dev.sapor.eval.Figure;
import dev.sapor.linalg.Parallel;
import dev.sapor.objective.Regularization;
import dev.sapor.recommend.FactorScorer;
import dev.sapor.solver.Run;
import dev.sapor.solver.als.AlsDialect;
import dev.sapor.solver.als.ImplicitAlsConfig;
import dev.sapor.split.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The search behind the gowalla rows of docs/reproduce.md: candidates of implicit-als, judged on a
 * tenth of the training file. The test file is not read. {@code docs/figures/run GowallaTuning DATA
 * FACTORS [EPOCHS]}; with {@code implicit} for the third argument α and λ of the library of that
 * name are searched instead.
 */
final class GowallaTuning {

  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[0]);
    int factors = Integer.parseInt(args[1]);
    boolean theirs = args.length > 2 && args[2].equals("implicit");
    int epochs = args.length > 2 && !theirs ? Integer.parseInt(args[2]) : theirs ? 15 : 12;
    double[] firsts =
        theirs
            ? new double[] {10, 30, 100, 300}
            : factors > 128 ? new double[] {.003, .01, .03, .06} : new double[] {.003, .01, .03};
    double[] lambdas =
        theirs
            ? new double[] {.1, 1, 3, 10, 30}
            : factors > 128 ? new double[] {.001, .002, .004, .008} : new double[] {.002, .004, .008, .016};
    Split split = PublicSets.validation(PublicSets.lists(data.resolve("gowalla/train.txt.gz")));
    try (Parallel parallel = new Parallel(Runtime.getRuntime().availableProcessors())) {
      System.out.println("| F | epochs | " + (theirs ? "α" : "α0") + " | λ | recall@20 | NDCG@20 |");
      System.out.println("|---|---|---|---|---|---|");
      for (double first : firsts) {
        for (double lambda : lambdas) {
          ImplicitAlsConfig config = ImplicitAlsConfig.defaults().withFactors(factors).withSeed(1);
          config =
              theirs
                  ? AlsDialect.IMPLICIT.translate(config, first, lambda)
                  : config
                      .withAlpha0(first)
                      .withRegularization(new Regularization(lambda, 1, 0, 0, 0));
          Run run = config.solver().start(split.train(), parallel);
          while (run.epoch() < epochs) {
            run.advance();
          }
          List<Figure> figures =
              new Evaluator(EvaluationProtocol.parse("recall@20,ndcg@20"), parallel)
                  .judge(new FactorScorer(run.result()), split.train(), split.test())
                  .evaluation()
                  .figures();
          System.out.printf(
              Locale.ROOT,
              "| %d | %d | %s | %s | %.4f | %.4f |%n",
              factors, epochs, first, lambda, figures.get(0).value(), figures.get(1).value());
        }
      }
    }
  }
}
