package dev.sapor.cli.report;

import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.report.Chart.Kind;
import dev.sapor.cli.report.Chart.Range;
import dev.sapor.cli.report.Chart.Series;
import dev.sapor.model.TrainingRecord.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The course of training: the objective by epoch, and the errors where they were taken. */
public final class LearningCurves {

  private static final String EPOCH = "epoch";

  /** The curves of a training record; none if it has no epochs. */
  public static List<Chart> of(List<Epoch> epochs) {
    List<Chart> charts = new ArrayList<>();
    if (!epochs.isEmpty()) {
      charts.add(objective(epochs));
      if (epochs.stream()
          .anyMatch(e -> e.trainRmse().isPresent() || e.validationRmse().isPresent())) {
        charts.add(errors(epochs));
      }
    }
    return charts;
  }

  private static Chart objective(List<Epoch> epochs) {
    Series series = series("objective", epochs, e -> OptionalDouble.of(e.objective()));
    return chart(
        "Objective by epoch",
        "What training minimizes: the loss and the regularization together. It should fall and"
            + " level out; where it still falls at the end, more epochs may help. Its height means"
            + " nothing across algorithms.",
        "objective",
        epochs,
        List.of(series),
        2);
  }

  private static Chart errors(List<Epoch> epochs) {
    List<Series> all = new ArrayList<>();
    add(all, series("train RMSE", epochs, Epoch::trainRmse));
    add(all, series("validation RMSE", epochs, Epoch::validationRmse));
    return chart(
        "Error by epoch",
        "Root mean squared error on the training part and, where some data were kept back for early"
            + " stopping, on those. A training error that falls while the validation error rises is"
            + " overfitting.",
        "RMSE",
        epochs,
        all,
        4);
  }

  private static void add(List<Series> all, Series series) {
    if (series.values().stream().anyMatch(OptionalDouble::isPresent)) {
      all.add(series);
    }
  }

  private static Series series(
      String label, List<Epoch> epochs, Function<Epoch, OptionalDouble> value) {
    return new Series(label, epochs.stream().map(value).toList());
  }

  private static Chart chart(
      String title,
      String reading,
      String yLabel,
      List<Epoch> epochs,
      List<Series> series,
      int decimals) {
    List<String> headers = new ArrayList<>(List.of(EPOCH));
    series.forEach(one -> headers.add(">" + one.label()));
    List<List<String>> rows = new ArrayList<>();
    for (int at = 0; at < epochs.size(); at++) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(epochs.get(at).number())));
      for (Series one : series) {
        OptionalDouble value = one.values().get(at);
        row.add(value.isPresent() ? Numbers.decimals(value.getAsDouble(), decimals) : "-");
      }
      rows.add(row);
    }
    int first = epochs.getFirst().number();
    return new Chart(
        Kind.LINES,
        title,
        reading,
        summary(series, decimals),
        EPOCH,
        yLabel,
        new Range(first, Math.max(epochs.getLast().number(), first + 1)),
        epochs.stream().map(epoch -> (double) epoch.number()).toList(),
        series,
        List.of(),
        new DataTable(title, headers, rows));
  }

  private static String summary(List<Series> series, int decimals) {
    StringBuilder summary = new StringBuilder();
    for (Series one : series) {
      double[] known = one.values().stream().flatMapToDouble(OptionalDouble::stream).toArray();
      double least = Double.POSITIVE_INFINITY;
      for (double value : known) {
        least = Math.min(least, value);
      }
      summary
          .append(summary.isEmpty() ? "" : " ")
          .append(one.label())
          .append(" from ")
          .append(Numbers.decimals(known[0], decimals))
          .append(" to ")
          .append(Numbers.decimals(known[known.length - 1], decimals))
          .append(" in ")
          .append(Numbers.of(known.length, EPOCH))
          .append(", least ")
          .append(Numbers.decimals(least, decimals))
          .append('.');
    }
    return summary.toString();
  }

  private LearningCurves() {}
}
