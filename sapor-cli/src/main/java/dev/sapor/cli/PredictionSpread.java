package dev.sapor.cli;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;
import dev.sapor.model.FactorModel;
import dev.sapor.model.History;
import dev.sapor.recommend.RatingPredictor;
import dev.sapor.solver.PosteriorRows;
import java.util.OptionalDouble;

/** Standard deviations of predictions, of a model that is a mean over samples. */
final class PredictionSpread {

  private final PosteriorRows rows;
  private final History history;
  private final History nobody;

  private PredictionSpread(PosteriorRows rows, History history) {
    this.rows = rows;
    this.history = history;
    int items = history.byUser().columns();
    nobody =
        new History(new CsrMatrix(items, new long[] {0, 0}, IntColumn.of(), FloatColumn.zeros(0)));
  }

  /**
   * @throws CommandException if the model keeps no samples or no history
   */
  static PredictionSpread of(FactorModel model) {
    if (model.posterior().isEmpty()) {
      throw CommandException.usage(
          "--with-uncertainty: the model keeps no samples; train it with --algorithm bayes");
    }
    History history =
        model
            .history()
            .orElseThrow(() ->
                CommandException.usage(
                    "--with-uncertainty: the model keeps no history; train it without"
                        + " --no-history"));
    return new PredictionSpread(PosteriorRows.of(model), history);
  }

  /**
   * The standard deviation of a rating; empty for an item that the model does not know.
   *
   * @param day as {@code Predictor.day} has it
   */
  OptionalDouble of(int userIndex, int itemIndex, int day) {
    History past = userIndex == RatingPredictor.UNKNOWN ? nobody : history.of(userIndex);
    return itemIndex == RatingPredictor.UNKNOWN
        ? OptionalDouble.empty()
        : OptionalDouble.of(rows.standardDeviation(past, itemIndex, day));
  }

  /** The same for a cell of a table. */
  String text(int userIndex, int itemIndex, int day) {
    OptionalDouble deviation = of(userIndex, itemIndex, day);
    return deviation.isPresent() ? Float.toString((float) deviation.getAsDouble()) : "";
  }
}
