package dev.sapor.solver;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Factors;
import dev.sapor.model.TrainingRecord;
import dev.sapor.objective.Objective;
import dev.sapor.solver.TrainingListener.Phase;
import dev.sapor.split.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one training loop of all solvers: epochs, the objective after each, the guard against
 * divergence, early stopping with the refit on all of the data, and checkpoints.
 *
 * <p>A training has one or two phases (see {@link TrainingPlan}). If it is stopped after any epoch
 * and resumed from its {@link TrainingState}, it ends with the same bits as one that was never
 * stopped.
 */
public final class Trainer {

  /** An objective this many times its value at the start is not coming back. */
  private static final double RUNAWAY = 100;

  private final Solver firstSolver;
  private final TrainingPlan plan;
  private final Parallel parallel;
  private final TrainingListener listener;
  private final CheckpointSink checkpoints;

  private Trainer(
      Solver solver,
      TrainingPlan plan,
      Parallel parallel,
      TrainingListener listener,
      CheckpointSink checkpoints) {
    this.firstSolver = solver;
    this.plan = plan;
    this.parallel = parallel;
    this.listener = listener;
    this.checkpoints = checkpoints;
  }

  /** A trainer that nobody follows. */
  public static Trainer of(Solver solver, TrainingPlan plan, Parallel parallel) {
    return new Trainer(solver, plan, parallel, TrainingListener.NONE, CheckpointSink.NONE);
  }

  /** Trains with the default plan of a solver, on all processors. */
  public static TrainingResult train(Solver solver, Interactions train) {
    try (Parallel parallel = new Parallel(Runtime.getRuntime().availableProcessors())) {
      return of(solver, solver.defaultPlan(), parallel).train(train);
    }
  }

  public Trainer withListener(TrainingListener newListener) {
    return new Trainer(firstSolver, plan, parallel, newListener, checkpoints);
  }

  public Trainer withCheckpoints(CheckpointSink newCheckpoints) {
    return new Trainer(firstSolver, plan, parallel, listener, newCheckpoints);
  }

  /**
   * Trains from a random start.
   *
   * @throws IllegalArgumentException if there are no interactions
   * @throws DivergedException if training diverges, more often than backing off is allowed for
   * @throws TrainingStoppedException if the listener asks for it
   */
  public TrainingResult train(Interactions data) {
    return new Session(data, null, null).train();
  }

  /** Trains from given factors. The validation phase, if there is one, starts from them too. */
  public TrainingResult trainFrom(Factors initial, Interactions data) {
    return new Session(data, initial, null).train();
  }

  /**
   * Goes on from a checkpoint of the same training: the same data, solver, plan and start.
   *
   * @param initial the given factors that the training started from, or null for a random start
   */
  public TrainingResult resume(TrainingState state, @Nullable Factors initial, Interactions data) {
    return new Session(data, initial, state).train();
  }

  /** One training: the mutable part. */
  private final class Session {
    private final Interactions data;
    private final @Nullable Factors initial;
    private @Nullable TrainingState resumed;
    private Solver solver = firstSolver.planned(plan.epochs());
    private int backoffs;
    private List<TrainingRecord.Epoch> validationEpochs = new ArrayList<>();
    private List<TrainingRecord.Epoch> epochs = new ArrayList<>();
    private List<EpochReport> reports = new ArrayList<>();

    Session(Interactions data, @Nullable Factors initial, @Nullable TrainingState resumed) {
      if (data.size() == 0) {
        throw new IllegalArgumentException("there are no interactions to train on");
      }
      this.data = data;
      this.initial = initial;
      this.resumed = resumed;
      if (resumed != null) {
        validationEpochs = new ArrayList<>(resumed.validationEpochs());
        epochs = new ArrayList<>(resumed.epochs());
        while (backoffs < resumed.backoffs()) {
          backOff();
        }
      }
    }

    TrainingResult train() {
      while (true) {
        try {
          return phases();
        } catch (DivergedException e) {
          if (!plan.autoBackoff() || backoffs == TrainingPlan.MAX_BACKOFFS || !backOff()) {
            throw e;
          }
          listener.backoff(e.epoch(), solver);
          validationEpochs.clear();
          epochs.clear();
          reports.clear();
          resumed = null;
        }
      }
    }

    private boolean backOff() {
      var slower = solver.withHalvedRate(data);
      slower.ifPresent(value -> solver = value);
      backoffs++;
      return slower.isPresent();
    }

    private TrainingResult phases() {
      if (!plan.stopsEarly()) {
        return last(plan.epochs());
      }
      if (resumed == null || resumed.phase() == Phase.VALIDATION) {
        validate();
      }
      return last(best(validationEpochs));
    }

    private void validate() {
      Split split = plan.validationSplit(solver.seed()).split(data);
      if (split.test().size() == 0 || split.train().size() == 0) {
        throw new IllegalArgumentException(
            "%s interactions are too few to keep a part of %s for validation"
                .formatted(data.size(), plan.validation()));
      }
      listener.phase(Phase.VALIDATION, plan.epochs());
      Run run = open(split.train());
      double start = run.objective().value();
      while (run.epoch() < plan.epochs() && !patienceIsOver()) {
        EpochReport report = epoch(run, start, split.test());
        validationEpochs.add(report.epoch());
        finish(Phase.VALIDATION, run, report);
      }
    }

    private boolean patienceIsOver() {
      return !validationEpochs.isEmpty()
          && validationEpochs.size() - best(validationEpochs) >= plan.patience();
    }

    private TrainingResult last(int count) {
      listener.phase(Phase.FINAL, count);
      solver = solver.forEpochs(count);
      Run run = open(data);
      double start = run.objective().value();
      while (run.epoch() < count) {
        EpochReport report = epoch(run, start, null);
        epochs.add(report.epoch());
        reports.add(report);
        finish(Phase.FINAL, run, report);
      }
      Factors factors = solved(run, run::result);
      if (!factors.isSound()) {
        throw new DivergedException(run.epoch(), Double.NaN, advice());
      }
      return new TrainingResult(
          solver.goal(), factors, run.posterior(), data, record(), List.copyOf(reports));
    }

    private Run open(Interactions train) {
      if (resumed != null) {
        RunState state = resumed.run();
        // Only the first phase that is opened goes on from the checkpoint; the next starts afresh.
        resumed = null;
        return solver.resume(train, state, parallel);
      }
      return initial == null
          ? solver.start(train, parallel)
          : solver.resume(train, RunState.startingFrom(initial), parallel);
    }

    private EpochReport epoch(Run run, double start, @Nullable Interactions validation) {
      long nanos = System.nanoTime();
      solved(
          run,
          () -> {
            run.advance();
            return run;
          });
      double seconds = (System.nanoTime() - nanos) * 1e-9;
      Objective.Value objective = run.objective();
      guard(run, objective.value(), start);
      OptionalDouble validationRmse =
          validation == null ? validationRmse(run.epoch()) : rmse(run, validation);
      return new EpochReport(
          new TrainingRecord.Epoch(
              run.epoch(), objective.value(), objective.rmse(), validationRmse),
          seconds);
    }

    /** Equations that cannot be solved are a way to diverge: their numbers have overflowed. */
    private <T> T solved(Run run, Supplier<T> step) {
      try {
        return step.get();
      } catch (ArithmeticException e) {
        DivergedException diverged = new DivergedException(run.epoch() + 1, Double.NaN, advice());
        diverged.initCause(e);
        throw diverged;
      }
    }

    /** What the validation phase measured after as many epochs. */
    private OptionalDouble validationRmse(int epoch) {
      return epoch <= validationEpochs.size()
          ? validationEpochs.get(epoch - 1).validationRmse()
          : OptionalDouble.empty();
    }

    private OptionalDouble rmse(Run run, Interactions validation) {
      double error = run.squaredError(validation, parallel);
      return OptionalDouble.of(Math.sqrt(error / validation.size()));
    }

    private void guard(Run run, double objective, double start) {
      if (!Double.isFinite(objective)
          || objective > RUNAWAY * Math.max(start, Double.MIN_NORMAL)
          || !run.factors().isSound()) {
        throw new DivergedException(run.epoch(), objective, advice());
      }
    }

    private String advice() {
      return solver.withHalvedRate(data).isPresent()
          ? "lower the learning rate (now %s) or let it back off by itself"
              .formatted(solver.parameters().getOrDefault("learning-rate", "automatic"))
          : "raise the regularization";
    }

    private void finish(Phase phase, Run run, EpochReport report) {
      listener.epoch(phase, report);
      boolean stop = listener.stopRequested();
      checkpoints.offer(
          () -> new TrainingState(phase, validationEpochs, epochs, backoffs, run.state()), stop);
      if (stop) {
        throw new TrainingStoppedException(run.epoch());
      }
    }

    private TrainingRecord record() {
      SortedMap<String, String> parameters = new TreeMap<>(solver.parameters(data));
      parameters.put("epochs", Integer.toString(epochs.size()));
      parameters.put("validation", Double.toString(plan.validation()));
      if (plan.stopsEarly()) {
        parameters.put("patience", Integer.toString(plan.patience()));
        parameters.put("max-epochs", Integer.toString(plan.epochs()));
      }
      if (backoffs > 0) {
        parameters.put("learning-rate-halvings", Integer.toString(backoffs));
      }
      parameters.put(TrainingRecord.VALUES, data.rated() ? "ratings" : "weights");
      parameters.put("start", initial == null ? "random" : "given factors");
      return new TrainingRecord(
          solver.algorithm(), parameters, solver.seed(), data.digest(), data.size(), epochs);
    }
  }

  /** Number of the epoch with the least validation error, the earliest of equals. */
  private static int best(List<TrainingRecord.Epoch> epochs) {
    return epochs.stream()
        .min(Comparator.comparingDouble(epoch -> epoch.validationRmse().orElseThrow()))
        .orElseThrow()
        .number();
  }
}
