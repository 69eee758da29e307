package dev.sapor.cli;

import dev.sapor.solver.TrainingPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long to train. What is not given stays as the plan of the algorithm has it. */
final class PlanOptions {

  @Option(
      names = "--epochs",
      order = 21,
      paramLabel = "N",
      description = "Epochs; with early stopping the most there may be.")
  private @Nullable Integer epochs;

  @Option(
      names = "--validation",
      order = 40,
      paramLabel = "SHARE",
      description =
          "Stop early: keep this share of the training data apart, choose the number of epochs by"
              + " it, then train on all of the data.")
  private @Nullable Double validation;

  @Option(
      names = "--patience",
      order = 41,
      paramLabel = "N",
      description = "Stop after so many epochs without a better validation error.")
  private @Nullable Integer patience;

  @Option(names = "--no-early-stopping", order = 42, description = "Train for all epochs.")
  private boolean noEarlyStopping;

  @Option(
      names = "--auto-backoff",
      order = 43,
      description = "If training diverges, start again with half the learning rate.")
  private boolean autoBackoff;

  /**
   * The plan with these options.
   *
   * @param defaults the plan of the algorithm
   * @throws CommandException if the options contradict each other or a value is wrong
   */
  TrainingPlan plan(TrainingPlan defaults) {
    if (noEarlyStopping && (validation != null || patience != null)) {
      throw CommandException.usage(
          "--validation and --patience do not apply with --no-early-stopping");
    }
    return Usage.check(() -> build(defaults));
  }

  private TrainingPlan build(TrainingPlan defaults) {
    TrainingPlan plan = epochs == null ? defaults : defaults.withEpochs(epochs);
    if (noEarlyStopping) {
      plan = TrainingPlan.fixed(plan.epochs());
    } else if (validation != null) {
      plan =
          (plan.stopsEarly() ? plan : TrainingPlan.earlyStopping(plan.epochs()))
              .withValidation(share(validation));
    }
    if (patience != null && !plan.stopsEarly()) {
      throw CommandException.usage("--patience needs --validation");
    }
    return (patience == null ? plan : plan.withPatience(patience)).withAutoBackoff(autoBackoff);
  }

  private static double share(double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          "--validation must be above 0 and below 1 (got " + value + ")");
    }
    return value;
  }
}
