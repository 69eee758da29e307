package dev.sapor.solver;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Goal;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An algorithm that learns factors from interactions, with its hyper-parameters. Immutable; the
 * same solver may start any number of runs. Same data, same parameters: the same bits, whatever the
 * number of threads.
 */
public interface Solver {

  /** Name of the algorithm, as on the command line: {@code als}, {@code sgd} … */
  String algorithm();

  /** What its models are for. */
  Goal goal();

  /** Every hyper-parameter by name, in plain text, for the training record. */
  SortedMap<String, String> parameters();

  /**
   * The same as the training on these interactions has them: what was left to the data is named.
   */
  default SortedMap<String, String> parameters(Interactions train) {
    return parameters();
  }

  /** Seed of the random streams. */
  long seed();

  /** Starts from random factors. */
  Run start(Interactions train, Parallel parallel);

  /**
   * Goes on from a state: a checkpoint, or given factors with epoch 0 (a warm start).
   *
   * @throws IllegalArgumentException if the state does not fit the data or this solver
   */
  Run resume(Interactions train, RunState state, Parallel parallel);

  /**
   * Bytes of memory that a run takes beside the interactions, at its peak: its factors, those of
   * its result, and what it works with.
   *
   * @param users number of users
   * @param items number of items
   * @param interactions number of interactions
   * @param threads number of threads
   */
  long memoryBytes(int users, int items, long interactions, int threads);

  /** The plan for those who ask for none. */
  TrainingPlan defaultPlan();

  /**
   * The same solver for a training of so many epochs, where that is more than the point at which it
   * stops: one that keeps some of its epochs spreads them.
   */
  default Solver forEpochs(int epochs) {
    return this;
  }

  /**
   * The same solver for a training that is planned for so many epochs, though it may stop earlier:
   * a rate that falls over the training falls over these.
   */
  default Solver planned(int epochs) {
    return this;
  }

  /** The same solver with half the rate it would use on this data; empty where there is no rate. */
  default Optional<Solver> withHalvedRate(Interactions train) {
    return Optional.empty();
  }
}
