package dev.sapor.benchmarks.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Whether a process that did the same all the while came to hold more. Samples are taken in thirds
 * of the time: the median of the last third may be a tenth and a constant above that of the first.
 * The constant is for what is small and jumps, such as compiler threads that come and go.
 */
final class LeakVerdict {

  private static final double SHARE = 0.1;
  private static final int LEAST_SAMPLES = 9;
  private static final double MIB = 1 << 20;

  /** One of the things that are held, and the constant that it may grow by. */
  private record Kind(String title, double constant, ToDoubleFunction<Vitals> value) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("live heap, MiB", 2, vitals -> vitals.heapBytes() / MIB),
          new Kind("threads", 4, Vitals::threads),
          new Kind("open files", 16, Vitals::descriptors),
          new Kind("resident, MiB", 32, vitals -> vitals.residentBytes() / MIB));

  private final List<Vitals> samples;

  /**
   * A verdict over samples in the order of their time.
   *
   * @throws IllegalArgumentException if there are too few to tell
   */
  LeakVerdict(List<Vitals> samples) {
    if (samples.size() < LEAST_SAMPLES) {
      throw new IllegalArgumentException(
          "a verdict needs at least %s samples (got %s)".formatted(LEAST_SAMPLES, samples.size()));
    }
    this.samples = List.copyOf(samples);
  }

  /** What grew beyond what is allowed; empty where nothing did. */
  List<String> growths() {
    List<String> growths = new ArrayList<>();
    for (Kind kind : KINDS) {
      double first = median(kind, 0);
      double last = median(kind, 2);
      if (last > first * (1 + SHARE) + kind.constant) {
        growths.add(
            String.format(Locale.ROOT, "%s grew from %.1f to %.1f", kind.title, first, last));
      }
    }
    return growths;
  }

  /** Least, median and greatest of each third, as a table in Markdown. */
  String table() {
    StringBuilder text =
        new StringBuilder(
            "| | first third | middle third | last third | may be |\n|---|---|---|---|---|\n");
    for (Kind kind : KINDS) {
      text.append("| ").append(kind.title).append(" |");
      for (int third = 0; third < 3; third++) {
        double[] values = values(kind, third);
        text.append(
            String.format(
                Locale.ROOT,
                " %.1f (%.1f to %.1f) |",
                median(kind, third),
                values[0],
                values[values.length - 1]));
      }
      text.append(
          String.format(Locale.ROOT, " %.1f |%n", median(kind, 0) * (1 + SHARE) + kind.constant));
    }
    return text.toString();
  }

  private double median(Kind kind, int third) {
    double[] values = values(kind, third);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }

  /** In rising order. */
  private double[] values(Kind kind, int third) {
    int from = samples.size() * third / 3;
    int to = samples.size() * (third + 1) / 3;
    double[] values = samples.subList(from, to).stream().mapToDouble(kind.value).toArray();
    Arrays.sort(values);
    return values;
  }
}
