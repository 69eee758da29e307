package dev.sapor.cli.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A curve drawn with characters: one column for each value, or for each range of values. */
public final class LineChart {

  private static final int ROWS = 8;
  private static final int MAX_COLUMNS = 60;

  /**
   * Draws finite values from left to right; between equal bounds the curve is a flat line.
   *
   * @param name what the values are, shown above the axis
   * @param values at least one finite value
   * @throws IllegalArgumentException if there are no values or one is not finite
   */
  public static List<String> lines(String name, double... values) {
    if (values.length == 0 || !Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("a chart needs finite values, and at least one");
    }
    double[] points = thin(values);
    double min = Arrays.stream(points).min().getAsDouble();
    double max = Arrays.stream(points).max().getAsDouble();
    List<String> lines = new ArrayList<>();
    lines.add("  " + name);
    String[] labels = new String[ROWS];
    for (int row = 0; row < ROWS; row++) {
      labels[row] = Numbers.metric(max - (max - min) * row / (ROWS - 1));
    }
    int width = Arrays.stream(labels).mapToInt(String::length).max().getAsInt();
    for (int row = 0; row < ROWS; row++) {
      lines.add(
          "  "
              + " ".repeat(width - labels[row].length())
              + labels[row]
              + " │"
              + row(points, row, min, max));
    }
    lines.add("  " + " ".repeat(width + 1) + "└" + "─".repeat(points.length * 2));
    lines.add(
        "  "
            + " ".repeat(width + 2)
            + "1"
            + " "
                .repeat(
                    Math.max(1, 2 * points.length - 1 - Integer.toString(values.length).length()))
            + (values.length == 1 ? "" : values.length));
    return lines.stream().map(String::stripTrailing).toList();
  }

  private static double[] thin(double[] values) {
    if (values.length <= MAX_COLUMNS / 2) {
      return values;
    }
    double[] points = new double[MAX_COLUMNS / 2];
    for (int i = 0; i < points.length; i++) {
      points[i] = values[(int) ((long) i * (values.length - 1) / (points.length - 1))];
    }
    return points;
  }

  private static String row(double[] points, int row, double min, double max) {
    StringBuilder line = new StringBuilder();
    for (double point : points) {
      double height = max == min ? 0 : (max - point) / (max - min);
      line.append(Math.round(height * (ROWS - 1)) == row ? " ●" : "  ");
    }
    return line.toString();
  }

  private LineChart() {}
}
