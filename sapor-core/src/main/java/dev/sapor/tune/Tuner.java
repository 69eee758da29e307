package dev.sapor.tune;

import dev.sapor.eval.Comparison;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Random search with successive halving.
 *
 * <p>Trials are drawn at random (Bergstra and Bengio, "Random search for hyper-parameter
 * optimization", JMLR 13, 2012): where few of many parameters matter, they try more values of those
 * than a grid does. All get a few epochs; the best third of them three times as many, trained from
 * the start, and so on up to the whole budget (Jamieson and Talwalkar, "Non-stochastic best arm
 * identification and hyperparameter optimization", AISTATS 2016, algorithm 1, with a rate of 3). A
 * search of n trials over three rungs so costs about a third of n whole trainings. The defaults,
 * and given parameters if there are any, get the whole budget at once.
 *
 * <p><b>The rule of choice.</b> The best of many trials is partly lucky on the folds that chose it.
 * So it is trained once more beside the defaults on folds cut anew, and wins only if it is better
 * there beyond noise: if the 95 % interval of the difference, from the paired bootstrap over users,
 * excludes none. Otherwise the defaults win. A trial that is no better then wins in one search of
 * forty; by a rule of one standard error it would in one of six.
 *
 * <p>With a budget in trials the result depends on data, space, plan and seed alone. A bound of
 * time makes it depend on the machine too.
 */
public final class Tuner {

  private final FoldTrials folds;
  private final SearchSpace space;
  private final TuningPlan plan;
  private final TrialListener listener;
  private final List<TrialResult> results = new ArrayList<>();
  private final long start = System.nanoTime();
  private double reservedSeconds;

  private Tuner(FoldTrials folds, SearchSpace space, TuningPlan plan, TrialListener listener) {
    this.folds = folds;
    this.space = space;
    this.plan = plan;
    this.listener = listener;
  }

  /**
   * The trials of a search in their order: the defaults, the given parameters if there are any,
   * then random ones.
   *
   * @param given parameters of trial 1; empty for a random one
   */
  public static List<Trial> trials(
      SearchSpace space, TuningPlan plan, SortedMap<String, String> given) {
    List<Trial> trials = new ArrayList<>(List.of(Trial.defaults()));
    if (!given.isEmpty()) {
      trials.add(new Trial(1, given));
    }
    for (int k = 0; k < plan.trials(); k++) {
      int number = trials.size();
      trials.add(new Trial(number, space.draw(plan.seed(), number)));
    }
    return trials;
  }

  /**
   * Searches.
   *
   * @param given parameters that are tried first; empty for none
   * @throws NoUsableTrialException if training diverges in every trial
   */
  public static TuningResult search(
      FoldTrials folds,
      SearchSpace space,
      TuningPlan plan,
      SortedMap<String, String> given,
      TrialListener listener) {
    return new Tuner(folds, space, plan, listener).search(given);
  }

  private TuningResult search(SortedMap<String, String> given) {
    List<Trial> trials = trials(space, plan, given);
    int fixed = trials.size() - plan.trials();
    for (Trial trial : trials.subList(0, fixed)) {
      // What is needed at the end: one whole trial, and two for the confirmation.
      reservedSeconds = 3 * run(trial, plan.epochs()).seconds();
    }
    halve(trials.subList(fixed, trials.size()));
    TrialResult best =
        results.stream()
            .filter(result -> result.epochs() == plan.epochs() && !result.diverged())
            .min(this::compare)
            .orElseThrow(() -> new NoUsableTrialException(trials.size()));
    return decide(best.trial());
  }

  private void halve(List<Trial> contenders) {
    List<Trial> rung = contenders;
    for (int epochs : plan.rungs()) {
      List<TrialResult> finished = new ArrayList<>();
      for (Trial trial : rung) {
        if (!finished.isEmpty() && timeIsOver()) {
          break;
        }
        finished.add(run(trial, epochs));
      }
      finished.removeIf(TrialResult::diverged);
      int promoted = timeIsOver() ? 1 : TuningPlan.promoted(finished.size());
      rung =
          finished.stream().sorted(this::compare).limit(promoted).map(TrialResult::trial).toList();
    }
  }

  private TrialResult run(Trial trial, int epochs) {
    Optional<TrialResult> known = listener.known(trial, epochs);
    TrialResult result = known.orElseGet(() -> folds.run(trial, epochs));
    results.add(result);
    listener.finished(result, known.isPresent());
    return result;
  }

  private boolean timeIsOver() {
    double elapsed = (System.nanoTime() - start) * 1e-9;
    return plan.maxTime()
        .map(most -> elapsed + reservedSeconds > most.toNanos() * 1e-9)
        .orElse(false);
  }

  /** The better first; of equals the one with the lower number. */
  private int compare(TrialResult a, TrialResult b) {
    int order = folds.metric().compare(a.figure().orElseThrow(), b.figure().orElseThrow());
    return order != 0 ? order : Integer.compare(a.trial().number(), b.trial().number());
  }

  private TuningResult decide(Trial best) {
    Trial defaults = Trial.defaults();
    List<TrialResult> ordered =
        results.stream()
            .sorted(
                Comparator.comparing(TrialResult::diverged)
                    .thenComparing(Comparator.comparingInt(TrialResult::epochs).reversed())
                    .thenComparing((a, b) -> a.diverged() ? 0 : compare(a, b)))
            .toList();
    if (best.number() == 0) {
      return new TuningResult(ordered, best, Optional.empty(), best);
    }
    listener.confirming(best);
    boolean defaultsDiverge = results.getFirst().diverged();
    Optional<Comparison> confirmation =
        defaultsDiverge ? Optional.empty() : folds.compare(defaults, best, plan.epochs());
    boolean better = defaultsDiverge || confirmation.map(Comparison::secondIsBetter).orElse(false);
    return new TuningResult(ordered, best, confirmation, better ? best : defaults);
  }
}
