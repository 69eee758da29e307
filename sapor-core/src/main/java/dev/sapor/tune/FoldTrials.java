package dev.sapor.tune;

import dev.sapor.data.Interactions;
import dev.sapor.eval.Comparison;
import dev.sapor.eval.Evaluator;
import dev.sapor.eval.Judgement;
import dev.sapor.eval.Resampling;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.solver.DivergedException;
import dev.sapor.solver.Solver;
import dev.sapor.solver.Trainer;
import dev.sapor.split.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Trains and judges trials on the folds of the training data. A trial trains as {@code sapor train}
 * with its parameters would: by the plan of the solver, with early stopping where that has it. Not
 * for use by several threads at once.
 */
public final class FoldTrials {

  // The search looks at values alone, so few replicates will do.
  private static final Resampling ROUGH = new Resampling(100, 0.95, 1);

  private final Interactions data;
  private final FoldRule rule;
  private final UnaryOperator<Interactions> preparation;
  private final Function<Map<String, String>, Solver> solvers;
  private final TuningMetric metric;
  private final long seed;
  private final Parallel parallel;
  private final List<Split> folds;

  /**
   * Cuts the data.
   *
   * @param data all that may be looked at
   * @param rule how they are cut
   * @param preparation what is done to the training part of each fold
   * @param solvers makes a solver of parameters; throws IllegalArgumentException for wrong ones
   * @param metric by what is judged
   * @param seed seed of the folds
   * @param parallel on which threads; changes no bit of a figure
   * @throws IllegalArgumentException if a fold has an empty part
   */
  public FoldTrials(
      Interactions data,
      FoldRule rule,
      UnaryOperator<Interactions> preparation,
      Function<Map<String, String>, Solver> solvers,
      TuningMetric metric,
      long seed,
      Parallel parallel) {
    this.data = data;
    this.rule = rule;
    this.preparation = preparation;
    this.solvers = solvers;
    this.metric = metric;
    this.seed = seed;
    this.parallel = parallel;
    this.folds = cut("tuning folds");
  }

  private List<Split> cut(String purpose) {
    List<Split> cut = new ArrayList<>();
    for (Split fold : rule.folds(data, RandomStream.of(seed, purpose).nextLong())) {
      if (fold.train().size() == 0 || fold.test().size() == 0) {
        throw new IllegalArgumentException(
            data.size() + " interactions are too few for the folds: one has an empty part");
      }
      cut.add(new Split(preparation.apply(fold.train()).compacted(), fold.test()));
    }
    return cut;
  }

  TuningMetric metric() {
    return metric;
  }

  /** Trains a trial on each fold; ends at the first that diverges. */
  TrialResult run(Trial trial, int epochs) {
    long start = System.nanoTime();
    List<Double> figures = new ArrayList<>();
    try {
      for (Judgement judged : judge(trial, epochs, folds, ROUGH)) {
        figures.add(judged.evaluation().figure(metric.key()).orElseThrow(this::nothingToJudge));
      }
    } catch (DivergedException _) {
      figures.clear();
    }
    return new TrialResult(trial, epochs, figures, (System.nanoTime() - start) * 1e-9);
  }

  private IllegalArgumentException nothingToJudge() {
    return new IllegalArgumentException(
        "the folds have nothing that " + metric.key() + " could judge");
  }

  private List<Judgement> judge(Trial trial, int epochs, List<Split> on, Resampling resampling) {
    Evaluator evaluator = new Evaluator(metric.protocol(resampling), parallel);
    Solver solver = solvers.apply(trial.parameters());
    List<Judgement> judgements = new ArrayList<>();
    for (Split fold : on) {
      var plan = solver.defaultPlan().withEpochs(epochs);
      var model = Trainer.of(solver, plan, parallel).train(fold.train()).model();
      judgements.add(evaluator.judge(model, fold.train(), fold.test()));
    }
    return judgements;
  }

  /**
   * Compares two trials on folds that the search has not seen, user by user; empty if one diverges
   * there.
   */
  Optional<Comparison> compare(Trial first, Trial second, int epochs) {
    List<Split> fresh = cut("confirmation folds");
    Evaluator evaluator = new Evaluator(metric.protocol(Resampling.defaults()), parallel);
    try {
      return evaluator
          .compare(
              judge(first, epochs, fresh, Resampling.defaults()),
              judge(second, epochs, fresh, Resampling.defaults()))
          .stream()
          .findFirst();
    } catch (DivergedException _) {
      return Optional.empty();
    }
  }
}
