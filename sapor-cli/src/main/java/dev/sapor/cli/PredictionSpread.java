package dev.sapor.cli;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;
import dev.sapor.model.FactorModel;
import dev.sapor.recommend.RatingPredictor;
import dev.sapor.solver.PosteriorRows;
import java.util.OptionalDouble;

/** Standard deviations of predictions, of a model that is a mean over samples. */
final class PredictionSpread {

  private final PosteriorRows rows;
  private final CsrMatrix byUser;

  private PredictionSpread(PosteriorRows rows, CsrMatrix byUser) {
    this.rows = rows;
    this.byUser = byUser;
  }

  /**
   * @throws CommandException if the model keeps no samples or no history
   */
  static PredictionSpread of(FactorModel model) {
    if (model.posterior().isEmpty()) {
      throw CommandException.usage(
          "--with-uncertainty: the model keeps no samples; train it with --algorithm bayes");
    }
    CsrMatrix byUser =
        model
            .history()
            .orElseThrow(() ->
                CommandException.usage(
                    "--with-uncertainty: the model keeps no history; train it without"
                        + " --no-history"))
            .byUser();
    return new PredictionSpread(PosteriorRows.of(model), byUser);
  }

  /** The standard deviation of a rating; empty for an item that the model does not know. */
  OptionalDouble of(int userIndex, int itemIndex) {
    return itemIndex == RatingPredictor.UNKNOWN
        ? OptionalDouble.empty()
        : OptionalDouble.of(rows.standardDeviation(history(userIndex), itemIndex));
  }

  /** The same for a cell of a table. */
  String text(int userIndex, int itemIndex) {
    OptionalDouble deviation = of(userIndex, itemIndex);
    return deviation.isPresent() ? Float.toString((float) deviation.getAsDouble()) : "";
  }

  private CsrMatrix history(int userIndex) {
    int count = userIndex == RatingPredictor.UNKNOWN ? 0 : byUser.count(userIndex);
    IntColumn items = IntColumn.zeros(count);
    FloatColumn values = FloatColumn.zeros(count);
    for (int k = 0; k < count; k++) {
      items.set(k, byUser.column(byUser.start(userIndex) + k));
      values.set(k, byUser.value(byUser.start(userIndex) + k));
    }
    return new CsrMatrix(byUser.columns(), new long[] {0, count}, items, values);
  }
}
