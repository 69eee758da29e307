package dev.sapor.benchmarks.peers;

import dev.sapor.benchmarks.Program;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Draws what the script {@code scale} of the peers measured: cost of a rating against their number.
 */
@Command(
    name = "ScalePlot",
    mixinStandardHelpOptions = true,
    description =
        "Draws the CSV file of the script scale (ratings,side,seconds,peak_bytes) as PNG.")
public final class ScalePlot implements Callable<Integer> {

  private static final int FIELDS = 4;
  private static final Color[] COLORS = {new Color(0x1F77B4), new Color(0xD62728)};

  @Parameters(paramLabel = "CSV", description = "What the script wrote.")
  private Path csv = Path.of("");

  @Parameters(paramLabel = "PNG", description = "The picture.")
  private Path png = Path.of("");

  @Option(names = "--title", defaultValue = "Read, train, judge, save", description = "Its title.")
  private String title = "";

  /** The points of one side: millions of ratings, and nanoseconds for each of them. */
  record Curve(List<Double> millions, List<Double> nanosPerRating) {}

  @Override
  public Integer call() throws IOException {
    System.setProperty("java.awt.headless", "true");
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(500)
            .title(title)
            .xAxisTitle("ratings, millions")
            .yAxisTitle("whole job, nanoseconds a rating")
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
    chart.getStyler().setYAxisMin(0.0).setXAxisMin(0.0).setChartBackgroundColor(Color.WHITE);
    int color = 0;
    for (Map.Entry<String, Curve> side : curves(Files.readAllLines(csv)).entrySet()) {
      Curve curve = side.getValue();
      XYSeries series = chart.addSeries(side.getKey(), curve.millions(), curve.nanosPerRating());
      series.setMarker(SeriesMarkers.CIRCLE);
      series.setLineColor(COLORS[color % COLORS.length]);
      series.setMarkerColor(COLORS[color % COLORS.length]);
      color++;
    }
    try (OutputStream out = Files.newOutputStream(png)) {
      ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", out);
    }
    return 0;
  }

  /**
   * The curves in a file, by side, in its order.
   *
   * @throws IOException if a line has not four fields, of which three are numbers
   */
  static Map<String, Curve> curves(List<String> lines) throws IOException {
    Map<String, Curve> curves = new LinkedHashMap<>();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      String[] fields = line.split(",", -1);
      try {
        if (fields.length != FIELDS) {
          throw new NumberFormatException(fields.length + " fields");
        }
        double ratings = Long.parseLong(fields[0]);
        Curve curve =
            curves.computeIfAbsent(
                fields[1], side -> new Curve(new ArrayList<>(), new ArrayList<>()));
        curve.millions().add(ratings / 1e6);
        curve.nanosPerRating().add(Double.parseDouble(fields[2]) * 1e9 / ratings);
      } catch (NumberFormatException e) {
        throw new IOException("expected ratings,side,seconds,peak_bytes (got '" + line + "')", e);
      }
    }
    return curves;
  }

  public static void main(String[] args) {
    Program.run(new ScalePlot(), args);
  }
}
