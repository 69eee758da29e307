package dev.sapor.cli.reproduce;

import dev.sapor.eval.Figure;
import dev.sapor.eval.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A figure that we measured.
 *
 * @param metric its key
 * @param value its value; the mean where there are several runs
 * @param runs the value of each run where there are several: by folds, by seeds, or of all folds
 *     seed by seed
 * @param interval its 95 % interval: for other users drawn alike, or over the folds of a
 *     cross-validation
 * @param ties the least and the greatest value that an order of tied items could give, where ties
 *     matter; {@code value} is then their expectation
 */
public record MeasuredFigure(
    String metric,
    double value,
    List<Double> runs,
    Optional<Interval> interval,
    Optional<Interval> ties) {

  public MeasuredFigure {
    runs = List.copyOf(runs);
  }

  private static final int FOLDS = 5;

  /** Quantile .975 of Student's distribution with 4 degrees of freedom. */
  private static final double STUDENT_5 = 2.7764451051977987;

  static MeasuredFigure of(Figure figure) {
    return new MeasuredFigure(
        figure.key(), figure.value(), List.of(), figure.interval(), Optional.empty());
  }

  /** The mean of each figure over the runs of several seeds. */
  static List<MeasuredFigure> meansOfSeeds(List<List<Figure>> runs) {
    return IntStream.range(0, runs.getFirst().size())
        .mapToObj(metric -> meanOfSeeds(runs.stream().map(run -> run.get(metric)).toList()))
        .toList();
  }

  /**
   * The mean over seeds. All were judged on the same users, so that their intervals are averaged by
   * their ends and do not shrink.
   */
  private static MeasuredFigure meanOfSeeds(List<Figure> figures) {
    List<Double> runs = figures.stream().map(Figure::value).toList();
    double value = mean(runs.stream());
    Optional<Interval> interval =
        figures.stream().anyMatch(figure -> figure.interval().isEmpty())
            ? Optional.empty()
            : Optional.of(
                new Interval(
                    mean(figures.stream().map(figure -> figure.interval().orElseThrow().low())),
                    mean(figures.stream().map(figure -> figure.interval().orElseThrow().high()))));
    return new MeasuredFigure(figures.getFirst().key(), value, runs, interval, Optional.empty());
  }

  private static double mean(Stream<Double> values) {
    return values.mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /**
   * The mean over five folds, with the interval of Student over the folds.
   *
   * @param seeds for each seed the value of each fold
   */
  static MeasuredFigure meanOfFolds(String metric, List<double[]> seeds) {
    if (seeds.stream().anyMatch(folds -> folds.length != FOLDS)) {
      throw new IllegalArgumentException("expected %s folds of each seed".formatted(FOLDS));
    }
    double[] folds = new double[FOLDS];
    for (int fold = 0; fold < FOLDS; fold++) {
      int at = fold;
      folds[fold] = mean(seeds.stream().map(seed -> seed[at]));
    }
    double mean = Arrays.stream(folds).average().orElseThrow();
    double squares = 0;
    for (double fold : folds) {
      squares += (fold - mean) * (fold - mean);
    }
    double half = STUDENT_5 * Math.sqrt(squares / (FOLDS - 1) / FOLDS);
    List<Double> runs = seeds.stream().flatMapToDouble(Arrays::stream).boxed().toList();
    return new MeasuredFigure(
        metric, mean, runs, Optional.of(new Interval(mean - half, mean + half)), Optional.empty());
  }

  MeasuredFigure withTies(Optional<Interval> range) {
    return new MeasuredFigure(metric, value, runs, interval, range);
  }
}
