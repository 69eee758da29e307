package dev.sapor.solver.als;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.objective.ClickLoss;
import dev.sapor.objective.Confidence;
import dev.sapor.solver.Initializer;
import dev.sapor.solver.ParameterText;
import dev.sapor.solver.RowSolves;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import dev.sapor.solver.Solver;
import dev.sapor.solver.StateChecks;
import dev.sapor.solver.TrainingPlan;
import java.util.Locale;
import java.util.SortedMap;

/** Alternating least squares for clicks; the algorithm is described in {@link ImplicitAlsRun}. */
final class ImplicitAlsSolver implements Solver {

  private final ImplicitAlsConfig config;

  ImplicitAlsSolver(ImplicitAlsConfig config) {
    this.config = config;
  }

  @Override
  public String algorithm() {
    return "implicit-als";
  }

  @Override
  public Goal goal() {
    return Goal.RECOMMEND;
  }

  @Override
  public SortedMap<String, String> parameters() {
    ParameterText text =
        ParameterText.factors(config.factors())
            .regularization(config.regularization(), false)
            .put(
                "alpha0", config.alpha0().isPresent() ? config.alpha0().getAsDouble() : "automatic")
            .put("target", config.target().name().toLowerCase(Locale.ROOT))
            .put("regularization-count", config.countsAll() ? "all" : "seen")
            .put("initial-scale", config.initialScale());
    config.confidence().ifPresent(confidence -> put(text, confidence));
    put(text, config.method());
    return text.map();
  }

  @Override
  public SortedMap<String, String> parameters(Interactions train) {
    ParameterText text = ParameterText.of(parameters());
    put(text, confidence(train));
    put(text, config.method().of(config.factors(), train));
    return text.put("alpha0", alpha0(train)).map();
  }

  private void put(ParameterText text, RowMethod method) {
    text.put("solver", method.name().toLowerCase(Locale.ROOT));
    switch (method) {
      case CG -> text.put("cg-steps", config.steps());
      case BLOCKS -> text.put("block-size", config.block());
      default -> {}
    }
  }

  private static void put(ParameterText text, Confidence confidence) {
    text.put("confidence", confidence.kind().name().toLowerCase(Locale.ROOT))
        .put("confidence-scale", confidence.scale());
    if (confidence.kind() == Confidence.Kind.LOG) {
      text.put("confidence-unit", confidence.unit());
    }
    if (confidence.shift() != 0) {
      text.put("confidence-shift", confidence.shift());
    }
  }

  @Override
  public long seed() {
    return config.seed();
  }

  @Override
  public Run start(Interactions train, Parallel parallel) {
    FloatMatrix items =
        new Initializer(config.initialScale(), config.seed())
            .draw("item factors", train.items().size(), config.factors(), parallel);
    // Items that nobody had would leak their random start into the Gram matrix for ever.
    Initializer.clearUnseen(items, train.itemCounts());
    FloatMatrix users = FloatMatrix.zeros(train.users().size(), config.factors());
    return new ImplicitAlsRun(
        config, loss(train), train, Factors.unbiased(users, items), 0, parallel);
  }

  @Override
  public Run resume(Interactions train, RunState state, Parallel parallel) {
    StateChecks.fits(state, train, config.factors());
    return new ImplicitAlsRun(
        config, loss(train), train, state.factors().copy(), state.epoch(), parallel);
  }

  private ClickLoss loss(Interactions train) {
    return new ClickLoss(
        alpha0(train),
        confidence(train),
        config.target(),
        config.regularization(),
        config.countsAll());
  }

  private Confidence confidence(Interactions train) {
    return config.confidence().orElse(train.rated() ? Confidence.ONES : Confidence.VALUES);
  }

  private double alpha0(Interactions train) {
    return config
        .alpha0()
        .orElseGet(() -> alpha0(train.size(), train.users().size(), train.items().size()));
  }

  /** α0 where it is not given, by the density: sparser data want a smaller weight. */
  static double alpha0(long interactions, int users, int items) {
    return Math.clamp(45 * (interactions / ((double) users * items)), 0.01, 0.5);
  }

  @Override
  public long memoryBytes(int users, int items, long interactions, int threads) {
    // The view by item; equations of each thread; factors and those of the result; a Gram matrix.
    return 8 * interactions
        + RowSolves.memoryBytes(config.factors(), threads)
        + Gramian.memoryBytes(Math.max(users, items), config.factors())
        + (config.method() == RowMethod.BLOCKS
            ? BlockEpoch.memoryBytes(users, items, interactions, config.factors(), config.block())
            : 0)
        + 2 * Factors.bytesFor(users, items, config.factors());
  }

  @Override
  public TrainingPlan defaultPlan() {
    return TrainingPlan.fixed(12);
  }
}
