package dev.sapor.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A plot of numbers, and the same in words and as a table for who cannot see it.
 *
 * @param kind how values are drawn
 * @param title a heading
 * @param reading how to read the plot
 * @param summary what it shows, in a sentence or two, with figures
 * @param xLabel what the horizontal axis counts
 * @param yLabel what the vertical axis counts
 * @param xRange from where to where the horizontal axis goes, at least
 * @param x ascending; for bars the middles of the bins
 * @param series values at each x
 * @param labels a name for each point, or none
 * @param table the data, or a digest of them where they are many
 */
public record Chart(
    Kind kind,
    String title,
    String reading,
    String summary,
    String xLabel,
    String yLabel,
    Range xRange,
    List<Double> x,
    List<Series> series,
    List<String> labels,
    DataTable table) {

  /** How values are drawn. */
  public enum Kind {
    /** Connected points. */
    LINES,
    /** Bars from zero. */
    BARS,
    /** Points over a horizontal axis in powers of ten. */
    POINTS
  }

  /**
   * The ends of an axis.
   *
   * @param low the smaller
   * @param high the greater
   */
  public record Range(double low, double high) {}

  /**
   * Values under one name.
   *
   * @param label the name
   * @param values one for each x; empty where there is none
   */
  public record Series(String label, List<OptionalDouble> values) {
    public Series {
      values = List.copyOf(values);
    }
  }

  /**
   * @throws IllegalArgumentException if the lengths differ
   */
  public Chart {
    x = List.copyOf(x);
    series = List.copyOf(series);
    labels = List.copyOf(labels);
    for (Series one : series) {
      if (one.values().size() != x.size()) {
        throw new IllegalArgumentException(
            "expected " + x.size() + " values (got " + one.values().size() + ")");
      }
    }
    if (!labels.isEmpty() && labels.size() != x.size()) {
      throw new IllegalArgumentException(
          "expected " + x.size() + " labels (got " + labels.size() + ")");
    }
  }

  /** Everything but the table; numbers in single precision, which is finer than any pixel. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", kind.name().toLowerCase(Locale.ROOT));
    json.put("title", title);
    json.put("summary", summary);
    json.put("xLabel", xLabel);
    json.put("yLabel", yLabel);
    json.putArray("xRange").add((float) xRange.low()).add((float) xRange.high());
    var places = json.putArray("x");
    x.forEach(value -> places.add(value.floatValue()));
    var all = json.putArray("series");
    for (Series one : series) {
      var values = all.addObject().put("label", one.label()).putArray("values");
      for (OptionalDouble value : one.values()) {
        if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
          values.add((float) value.getAsDouble());
        } else {
          values.addNull();
        }
      }
    }
    var names = json.putArray("labels");
    labels.forEach(names::add);
    return json;
  }
}
