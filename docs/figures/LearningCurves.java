import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.objective.Objective;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Run;
import dev.sapor.solver.Solver;
import dev.sapor.solver.gradient.GradientDescentConfig;
import dev.sapor.solver.sgd.SgdConfig;
import dev.sapor.split.RandomHoldout;
import dev.sapor.split.Split;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws docs/learning-curves.png: batch and stochastic gradient descent on the base file of the first
 * fold of MovieLens 100K, a tenth of it held out. Run it as {@code docs/figures/run LearningCurves
 * DATA}. It also prints the points.
 */
final class LearningCurves {

  private static final int EPOCHS = 60;

  public static void main(String[] args) throws IOException {
    Split split = new RandomHoldout(0.1, 2025).split(read(Path.of(args[0], "ml-100k", "u1.base")));
    XYChart chart =
        new XYChartBuilder()
            .width(1000)
            .height(600)
            .title("MovieLens 100K, u1.base: batch and stochastic gradient descent, F = 32")
            .xAxisTitle("epoch: one pass over the ratings")
            .yAxisTitle("root mean squared error")
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
    chart.getStyler().setYAxisMin(0.7).setYAxisMax(1.15).setChartBackgroundColor(Color.WHITE);
    SgdConfig sgd = SgdConfig.defaults().withSchedule(LearningRateSchedule.CONSTANT);
    GradientDescentConfig batch = GradientDescentConfig.defaults();
    try (Parallel parallel = new Parallel(Runtime.getRuntime().availableProcessors())) {
      draw(chart, "stochastic", sgd.withLearningRate(0.02).solver(), split, parallel, 0x1F77B4);
      draw(chart, "batch, momentum 0.9", batch.solver(), split, parallel, 0xD62728);
      draw(chart, "batch", batch.withMomentum(0).solver(), split, parallel, 0x8C8C8C);
    }
    try (OutputStream out = Files.newOutputStream(Path.of("docs", "learning-curves.png"))) {
      BitmapEncoder.saveBitmap(chart, out, BitmapEncoder.BitmapFormat.PNG);
    }
  }

  private static void draw(
      XYChart chart, String name, Solver solver, Split split, Parallel parallel, int rgb) {
    List<Double> epochs = new ArrayList<>();
    List<Double> train = new ArrayList<>();
    List<Double> heldOut = new ArrayList<>();
    Run run = solver.start(split.train(), parallel);
    while (run.epoch() < EPOCHS) {
      run.advance();
      epochs.add((double) run.epoch());
      train.add(run.objective().rmse().orElseThrow());
      double error = Objective.squaredError(run.factors(), split.test(), parallel);
      heldOut.add(Math.sqrt(error / split.test().size()));
    }
    add(chart, name + ": held out", epochs, heldOut, new Color(rgb), 2.5f);
    add(chart, name + ": training", epochs, train, new Color(rgb), 1f);
    for (int epoch : new int[] {1, 5, 10, 20, 40, 60}) {
      System.out.printf(
          Locale.ROOT,
          "%-20s epoch %2d  training %.4f  held out %.4f%n",
          name,
          epoch,
          train.get(epoch - 1),
          heldOut.get(epoch - 1));
    }
  }

  private static void add(
      XYChart chart, String name, List<Double> x, List<Double> y, Color color, float width) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineWidth(width);
  }

  private static Interactions read(Path file) throws IOException {
    var builder = Interactions.builder();
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split("\t");
      builder.add(parts[0], parts[1], Float.parseFloat(parts[2]));
    }
    return builder.build();
  }
}
