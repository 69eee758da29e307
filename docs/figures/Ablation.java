import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Factors;
import dev.sapor.objective.Objective;
import dev.sapor.objective.Regularization;
import dev.sapor.solver.Initializer;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import dev.sapor.solver.Solver;
import dev.sapor.solver.sgd.Optimizer;
import dev.sapor.solver.sgd.SgdConfig;
import dev.sapor.split.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints what each part of stochastic gradient descent is worth, by leaving it out or changing it:
 * {@code docs/figures/run Ablation DATA}. The judge is a tenth of the training data ({@link
 * PublicSets}); nothing is tuned again after a change.
 */
final class Ablation {

  private static final List<String> SETS = List.of("ml-1m", "ml-latest-small", "u1");

  /** How a training begins. */
  private record Start(Initializer.Draw draw, double scale, boolean meanKept) {}

  /** A variant: epochs, and the number of last epochs whose factors are averaged (1: none are). */
  private record Variant(
      String name, SgdConfig config, @Nullable Start start, int epochs, int averaged) {}

  public static void main(String[] args) throws IOException {
    Map<String, Split> sets = PublicSets.ratings(Path.of(args[0]));
    sets.keySet().retainAll(SETS);
    System.out.println("| | " + String.join(" | ", sets.keySet().stream().map(s -> s + ", F 32 | F 128").toList()) + " |");
    System.out.println("|---|" + "---|".repeat(2 * sets.size()));
    try (Parallel parallel = new Parallel(Runtime.getRuntime().availableProcessors())) {
      for (Variant variant : variants()) {
        StringBuilder line = new StringBuilder("| " + variant.name() + " ");
        for (Split split : sets.values()) {
          for (int factors : new int[] {32, 128}) {
            line.append(String.format(Locale.ROOT, "| %.4f ", error(variant, factors, split, parallel)));
          }
        }
        System.out.println(line + "|");
      }
    }
  }

  private static List<Variant> variants() {
    SgdConfig plain = SgdConfig.defaults();
    Regularization r = plain.regularization();
    List<Variant> list = new ArrayList<>();
    add(list, "plain", plain, null, 20, 1);
    add(list, "… normal start of the same root mean square", plain, new Start(Initializer.Draw.NORMAL, .3 / Math.sqrt(3), false), 20, 1);
    add(list, "… normal start, σ .3", plain, new Start(Initializer.Draw.NORMAL, .3, false), 20, 1);
    add(list, "… positive start, σ 1", plain.withInitialScale(1), null, 20, 1);
    add(list, "… level left in the factors", plain.withCentred(false), null, 20, 1);
    add(list, "… no biases, no mean", plain.withBiased(false), null, 20, 1);
    add(list, "… κ 1", plain.withRegularization(r.withKappa(1)), null, 20, 1);
    add(list, "… κ 3", plain.withRegularization(r.withKappa(3)), null, 20, 1);
    add(list, "… ν 1, λ .06", plain.withRegularization(r.withNu(1).withLambda(.06)), null, 20, 1);
    SgdConfig constant = plain.withSchedule(LearningRateSchedule.CONSTANT).withLearningRate(.02);
    add(list, "… rate .02, constant", constant, null, 20, 1);
    add(list, "… rate .02, constant, mean of the last 15 epochs", constant, null, 20, 15);
    SgdConfig libmf =
        SgdConfig.defaults(Optimizer.ADAGRAD)
            .withBiased(false)
            .withRegularization(new Regularization(.05, 1, 0, 0, 0))
            .withLearningRate(.05)
            .withSchedule(LearningRateSchedule.CONSTANT)
            .withLateStart(1)
            .withInitialScale(1);
    add(list, "adagrad as in LIBMF", libmf, null, 25, 1);
    add(list, "… no late start", libmf.withLateStart(0), null, 25, 1);
    add(list, "… late start of 2 epochs", libmf.withLateStart(2), null, 25, 1);
    add(list, "… normal start", libmf, new Start(Initializer.Draw.NORMAL, 1, true), 25, 1);
    add(list, "… mean taken off, biases", libmf.withBiased(true), null, 25, 1);
    add(list, "… mean taken off, biases, no late start", libmf.withBiased(true).withLateStart(0), null, 25, 1);
    add(list, "… biases, level left in the factors", libmf.withBiased(true).withCentred(false), null, 25, 1);
    add(list, "… rate .1 x .9", libmf.withLearningRate(.1).withSchedule(LearningRateSchedule.geometric(.9)), null, 25, 1);
    SgdConfig level =
        SgdConfig.defaults(Optimizer.ADAGRAD)
            .withCentred(false)
            .withLateStart(1)
            .withInitialScale(.4)
            .withRegularization(new Regularization(.22, .75, .75, .05, 1));
    add(list, "adagrad, level in the factors, biases, λ .22, ν .75, κ .75", level, null, 25, 1);
    add(list, "… no late start", level.withLateStart(0), null, 25, 1);
    add(list, "… start of 1", level.withInitialScale(1), null, 25, 1);
    add(list, "adagrad, defaults", SgdConfig.defaults(Optimizer.ADAGRAD), null, 25, 1);
    add(list, "… late start", SgdConfig.defaults(Optimizer.ADAGRAD).withLateStart(1), null, 25, 1);
    return list;
  }

  private static void add(List<Variant> list, String name, SgdConfig config, @Nullable Start start, int epochs, int averaged) {
    list.add(new Variant(name, config, start, epochs, averaged));
  }

  private static double error(Variant variant, int factors, Split split, Parallel parallel) {
    Interactions train = split.train();
    Solver solver = variant.config().withFactors(factors).solver();
    Run run = solver.start(train, parallel);
    if (variant.start() != null) {
      Start start = variant.start();
      Factors drawn =
          new Initializer(start.draw(), start.scale(), variant.config().seed())
              .drawSeen(train, factors, !start.meanKept(), parallel);
      run = solver.resume(train, RunState.startingFrom(drawn), parallel);
    }
    List<Factors> last = new ArrayList<>();
    while (run.epoch() < variant.epochs()) {
      run.advance();
      if (run.epoch() > variant.epochs() - variant.averaged()) {
        last.add(run.result());
      }
    }
    double squares = Objective.squaredError(mean(last), split.test(), parallel);
    return Math.sqrt(squares / split.test().size());
  }

  private static Factors mean(List<Factors> models) {
    return new Factors(
        meanRows(models.stream().map(Factors::users).toList()),
        meanRows(models.stream().map(Factors::items).toList()),
        models.getFirst().mean(),
        meanOf(models.stream().map(Factors::userBiases).toList()),
        meanOf(models.stream().map(Factors::itemBiases).toList()));
  }

  private static FloatMatrix meanRows(List<FloatMatrix> matrices) {
    FloatMatrix mean = FloatMatrix.zeros(matrices.getFirst().rows(), matrices.getFirst().columns());
    for (int row = 0; row < mean.rows(); row++) {
      int at = row;
      mean.setRow(row, meanOf(matrices.stream().map(m -> m.row(at)).toList()));
    }
    return mean;
  }

  private static float[] meanOf(List<float[]> rows) {
    float[] mean = new float[rows.getFirst().length];
    for (float[] row : rows) {
      for (int f = 0; f < mean.length; f++) {
        mean[f] += row[f] / rows.size();
      }
    }
    return mean;
  }

  private Ablation() {}
}
