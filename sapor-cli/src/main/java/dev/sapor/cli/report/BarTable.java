package dev.sapor.cli.report;

import dev.sapor.eval.Interval;
import java.util.List;
import java.util.Optional;

/**
 * Values side by side, each with a bar from zero and a whisker over its interval.
 *
 * @param caption what is compared
 * @param labels what the parts are
 * @param counts what the number beside each part counts; empty for none
 * @param value name of the value
 * @param bars one for each part
 */
public record BarTable(String caption, String labels, String counts, String value, List<Bar> bars) {

  /**
   * A part.
   *
   * @param label its name
   * @param count how many stand behind it, as text
   * @param value its value
   * @param interval where the value would lie for other users drawn alike
   */
  public record Bar(String label, String count, double value, Optional<Interval> interval) {

    double low() {
      return interval.map(Interval::low).orElse(value);
    }

    double high() {
      return interval.map(Interval::high).orElse(value);
    }
  }

  public BarTable {
    bars = List.copyOf(bars);
  }

  /** Where the axis begins: zero, or below it where a value is. */
  double axisLow() {
    return bars.stream().mapToDouble(Bar::low).reduce(0, Math::min);
  }

  /** Where the axis ends. */
  double axisHigh() {
    double high =
        bars.stream().mapToDouble(bar -> Math.max(bar.high(), bar.value())).reduce(0, Math::max);
    return high > axisLow() ? high : axisLow() + 1;
  }
}
