package dev.sapor.cli.report;

import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.report.Chart.Kind;
import dev.sapor.cli.report.Chart.Range;
import dev.sapor.cli.report.Chart.Series;
import dev.sapor.linalg.FloatMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** How long the factor vectors of one side are: Euclidean norms, in bins of equal width. */
public final class NormHistogram {

  private static final int BINS = 30;

  /**
   * The histogram of rows of factors.
   *
   * @param thing what a row is: {@code user} or {@code item}
   * @param factors one row for each
   * @param counted which rows count; empty if none does
   */
  public static Optional<Chart> of(String thing, FloatMatrix factors, IntPredicate counted) {
    double[] norms =
        IntStream.range(0, factors.rows())
            .filter(counted)
            .mapToDouble(row -> norm(factors, row))
            .sorted()
            .toArray();
    return norms.length == 0 ? Optional.empty() : Optional.of(chart(thing, norms));
  }

  private static double norm(FloatMatrix factors, int row) {
    double sum = 0;
    for (int column = 0; column < factors.columns(); column++) {
      double value = factors.get(row, column);
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  private static Chart chart(String thing, double[] norms) {
    double greatest = norms[norms.length - 1];
    double width = greatest > 0 ? greatest / BINS : 1.0 / BINS;
    long[] counts = new long[BINS];
    for (double norm : norms) {
      counts[Math.min(BINS - 1, (int) (norm / width))]++;
    }
    List<Double> middles = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      middles.add((bin + 0.5) * width);
      rows.add(
          List.of(
              Numbers.decimals(bin * width, 3) + " to " + Numbers.decimals((bin + 1) * width, 3),
              Numbers.count(counts[bin])));
    }
    String title = "Norms of " + thing + " factors";
    List<OptionalDouble> heights =
        Arrays.stream(counts).mapToObj(count -> OptionalDouble.of((double) count)).toList();
    return new Chart(
        Kind.BARS,
        title,
        "How far the factors of each "
            + thing
            + " are from zero, and so how much they say beyond means and biases. A heap at zero:"
            + " regularization has silenced them; a long tail: a few dominate.",
        summary(thing, norms),
        "norm of the factor vector",
        thing + "s",
        new Range(0, width * BINS),
        middles,
        List.of(new Series(thing + "s", heights)),
        List.of(),
        new DataTable(title, List.of("norm", ">" + thing + "s"), rows));
  }

  private static String summary(String thing, double[] sorted) {
    return "%s: median norm %s, from %s to %s."
        .formatted(
            Numbers.of(sorted.length, thing),
            Numbers.decimals(sorted[sorted.length / 2], 3),
            Numbers.decimals(sorted[0], 3),
            Numbers.decimals(sorted[sorted.length - 1], 3));
  }

  private NormHistogram() {}
}
