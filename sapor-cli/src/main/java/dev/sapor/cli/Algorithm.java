package dev.sapor.cli;

import dev.sapor.model.Goal;
import java.util.List;

/** The algorithms by their names on the command line. */
enum Algorithm {
  ALS("als", Goal.PREDICT, Algorithm.OF_ROWS, Algorithm.OF_BIASES),
  IMPLICIT_ALS(
      "implicit-als",
      Goal.RECOMMEND,
      Algorithm.OF_ROWS,
      "--alpha0",
      "--confidence",
      "--confidence-scale",
      "--confidence-unit",
      "--target",
      "--regularization-count",
      "--from",
      "--alpha",
      "--solver",
      "--cg-steps",
      "--block-size"),
  SGD(
      "sgd",
      Goal.PREDICT,
      Algorithm.OF_ROWS,
      Algorithm.OF_BIASES,
      "--optimizer",
      "--learning-rate",
      "--schedule",
      "--decay",
      "--centred",
      "--late-start"),
  SVDPP(
      "svdpp",
      Goal.PREDICT,
      Algorithm.OF_ROWS,
      "--bias-regularization",
      "--bias-kappa",
      "--implicit-regularization",
      "--batch-users",
      "--learning-rate",
      "--schedule",
      "--decay"),
  GRADIENT_DESCENT(
      "gradient-descent",
      Goal.PREDICT,
      Algorithm.OF_ROWS,
      Algorithm.OF_BIASES,
      "--learning-rate",
      "--schedule",
      "--decay",
      "--momentum"),
  BAYES(
      "bayes",
      Goal.PREDICT,
      "--burn-in",
      "--samples",
      "--features",
      "--user-features",
      "--likelihood",
      "--initial-scale"),
  BPR(
      "bpr",
      Goal.RECOMMEND,
      "--regularization",
      "--positive-regularization",
      "--negative-regularization",
      "--no-biases",
      "--bias-regularization",
      "--negatives",
      "--batch-size",
      "--learning-rate",
      "--schedule",
      "--decay",
      "--initial-scale"),
  SOFTMAX(
      "softmax",
      Goal.RECOMMEND,
      "--temperature",
      "--bilateral",
      "--negatives",
      "--batch-size",
      "--learning-rate",
      "--schedule",
      "--decay",
      "--dropout",
      "--top-k",
      "--top-k-temperature",
      "--top-k-refresh");

  private static final String OF_BIASES = "--no-biases --bias-regularization --bias-kappa";
  private static final String OF_ROWS = "--regularization --nu --kappa --initial-scale";
  private static final String OF_ALL = "--factors --seed ";

  private final String label;
  private final Goal goal;
  // Between spaces: an enum keeps nothing that could change.
  private final String options;

  Algorithm(String label, Goal goal, String... ownOptions) {
    this.label = label;
    this.goal = goal;
    this.options = OF_ALL + String.join(" ", ownOptions);
  }

  /** What its models are for. */
  Goal goal() {
    return goal;
  }

  /** The algorithm that is taken for a goal. */
  static Algorithm defaultFor(Goal goal) {
    return goal == Goal.PREDICT ? ALS : IMPLICIT_ALS;
  }

  /**
   * Checks that it knows some options.
   *
   * @throws CommandException naming the first that it does not know
   */
  void requireKnown(Iterable<String> given) {
    List<String> known = List.of(options.split(" "));
    for (String option : given) {
      if (!known.contains(option)) {
        throw CommandException.usage(
            "%s does not apply to the algorithm %s; it has %s"
                .formatted(option, label, String.join(", ", known)));
      }
    }
  }

  @Override
  public String toString() {
    return label;
  }
}
