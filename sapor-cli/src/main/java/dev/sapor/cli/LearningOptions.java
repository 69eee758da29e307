package dev.sapor.cli;

import dev.sapor.model.Goal;
import dev.sapor.solver.Solver;
import dev.sapor.solver.TrainingPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a model is for and how it is trained. */
final class LearningOptions {

  @Option(
      names = "--goal",
      order = 4,
      paramLabel = "predict|recommend",
      description =
          "What the model is for. Default: to predict where there are ratings, else to recommend.")
  private @Nullable Goal goal;

  @Option(
      names = "--algorithm",
      order = 5,
      paramLabel = "NAME",
      description =
          "als, sgd, svdpp, bayes or gradient-descent to predict; implicit-als, softmax or bpr to"
              + " recommend. Default: als or implicit-als, by the goal. svdpp has a lower error where"
              + " users have rated ten items or more, for several times the time of sgd; bayes the"
              + " least of all, and standard deviations, for minutes. softmax gives better lists"
              + " for its factors and takes the longest, implicit-als is quick and needs no learning"
              + " rate, bpr is there for comparison.")
  private @Nullable Algorithm algorithm;

  @Mixin private final SolverOptions solverOptions = new SolverOptions();
  @Mixin private final PlanOptions planOptions = new PlanOptions();

  /**
   * An algorithm with its hyper-parameters, and how long it trains.
   *
   * @param solver the algorithm
   * @param plan how long
   */
  record Learning(Solver solver, TrainingPlan plan) {}

  /**
   * Checks what can be checked without data. Unless an algorithm or a goal is named, the data
   * decide between two algorithms: one of them must accept the options.
   *
   * @throws CommandException if the options cannot be right
   */
  void check() {
    if (algorithm != null && goal != null && algorithm.goal() != goal) {
      throw CommandException.usage(
          "--goal %s does not fit --algorithm %s; for that goal take %s"
              .formatted(Labels.of(goal), algorithm, Algorithm.defaultFor(goal)));
    }
    if (algorithm != null || goal != null) {
      learning(named(Goal.PREDICT));
      return;
    }
    try {
      learning(Algorithm.defaultFor(Goal.PREDICT));
    } catch (CommandException e) {
      if (!isAccepted(Algorithm.defaultFor(Goal.RECOMMEND))) {
        throw e;
      }
    }
  }

  private boolean isAccepted(Algorithm candidate) {
    try {
      learning(candidate);
      return true;
    } catch (CommandException e) {
      return false;
    }
  }

  /**
   * Checks that what is asked for can do without ratings.
   *
   * @param option the option that makes clicks of all rows
   * @throws CommandException if it cannot
   */
  void checkForClicks(String option) {
    if (named(Goal.RECOMMEND).goal() == Goal.PREDICT) {
      throw CommandException.usage(
          "%s makes clicks of all rows, and %s predicts ratings; take --goal recommend"
              .formatted(option, named(Goal.RECOMMEND)));
    }
  }

  /** Takes the number of factors from a given start. */
  void startFrom(int rank) {
    solverOptions.startFrom(rank);
  }

  /**
   * The choice for data that were read.
   *
   * @param rated whether they have ratings
   * @throws CommandException if the algorithm needs ratings and there are none, or an option does
   *     not apply
   */
  Learning choose(boolean rated) {
    Algorithm chosen = named(rated ? Goal.PREDICT : Goal.RECOMMEND);
    if (chosen.goal() == Goal.PREDICT && !rated) {
      throw CommandException.data(
          ("the data have no ratings, which %s needs; name their column by --columns rating=…, or"
                  + " take --goal recommend")
              .formatted(chosen));
    }
    return learning(chosen);
  }

  private Algorithm named(Goal otherwise) {
    return algorithm != null ? algorithm : Algorithm.defaultFor(goal != null ? goal : otherwise);
  }

  private Learning learning(Algorithm chosen) {
    Solver solver = solverOptions.solver(chosen);
    return new Learning(solver, planOptions.plan(solver.defaultPlan()));
  }
}
