import dev.sapor.data.Interactions;
import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.Evaluator;
import dev.sapor.eval.Figure;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Factors;
import dev.sapor.objective.ClickTarget;
import dev.sapor.objective.Confidence;
import dev.sapor.recommend.FactorScorer;
import dev.sapor.solver.Run;
import dev.sapor.solver.als.ImplicitAlsConfig;
import dev.sapor.split.RandomHoldout;
import dev.sapor.split.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The table of docs/implicit-als.md: play counts of Last.fm (1 to 352,698) weighed in several ways,
 * judged on a tenth of what {@code sapor train --holdout 0.1} trains on. {@code docs/figures/run Counts
 * DATA}
 */
final class Counts {

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]).resolve("lastfm-hetrec2011/user_artists.dat.gz");
    Split split = PublicSets.validation(PublicSets.trainingPart(PublicSets.read(file, "\t", 3)));
    Interactions train = split.train();
    FloatColumn values = train.byUser().values();
    System.out.println("| confidence | target | recall@20 | NDCG@20 | largest factor |");
    System.out.println("|---|---|---|---|---|");
    try (Parallel parallel = new Parallel(Runtime.getRuntime().availableProcessors())) {
      for (Confidence.Kind kind : Confidence.Kind.values()) {
        for (double unit : kind == Confidence.Kind.LOG ? new double[] {1, 100} : new double[] {1}) {
          Confidence plain = new Confidence(kind, 1, unit, 0);
          Confidence scaled = plain.withScale(1 / mean(plain, values));
          for (Confidence confidence : kind == Confidence.Kind.CONSTANT ? List.of(plain) : List.of(plain, scaled)) {
            for (ClickTarget target : ClickTarget.values()) {
              row(split, confidence, target, parallel);
            }
          }
        }
      }
    }
  }

  private static double mean(Confidence confidence, FloatColumn values) {
    double sum = 0;
    for (long at = 0; at < values.size(); at++) {
      sum += confidence.of(values.get(at));
    }
    return sum / values.size();
  }

  private static void row(Split split, Confidence confidence, ClickTarget target, Parallel parallel) {
    Run run =
        ImplicitAlsConfig.defaults()
            .withConfidence(confidence)
            .withTarget(target)
            .solver()
            .start(split.train(), parallel);
    while (run.epoch() < 12) {
      run.advance();
    }
    Factors factors = run.result();
    List<Figure> figures =
        new Evaluator(EvaluationProtocol.parse("recall@20,ndcg@20"), parallel)
            .judge(new FactorScorer(factors), split.train(), split.test())
            .evaluation()
            .figures();
    String name =
        switch (confidence.kind()) {
          case CONSTANT -> "constant 1";
          case LINEAR -> String.format(Locale.ROOT, "linear, %.3g · r", confidence.scale());
          case LOG ->
              String.format(
                  Locale.ROOT, "log, %.3g · ln(1 + r / %.0f)", confidence.scale(), confidence.unit());
        };
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.4f | %.4f | %.2f |%n",
        name,
        target.name().toLowerCase(Locale.ROOT),
        figures.get(0).value(),
        figures.get(1).value(),
        largest(factors));
  }

  private static double largest(Factors factors) {
    double largest = 0;
    for (float[][] side : List.of(factors.users().toArrays(), factors.items().toArrays())) {
      for (float[] row : side) {
        for (float value : row) {
          if (!Float.isFinite(value)) {
            throw new IllegalStateException("a factor is not finite");
          }
          largest = Math.max(largest, Math.abs(value));
        }
      }
    }
    return largest;
  }
}
