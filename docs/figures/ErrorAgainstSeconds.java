import dev.sapor.data.Interactions;
import dev.sapor.data.InteractionsBuilder;
import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.Evaluator;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.solver.EpochReport;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Solver;
import dev.sapor.solver.Trainer;
import dev.sapor.solver.TrainingPlan;
import dev.sapor.solver.TrainingResult;
import dev.sapor.solver.als.AlsConfig;
import dev.sapor.solver.als.ImplicitAlsConfig;
import dev.sapor.solver.bayes.BayesConfig;
import dev.sapor.solver.bayes.BayesFeatures;
import dev.sapor.solver.ranking.BprConfig;
import dev.sapor.solver.ranking.SoftmaxConfig;
import dev.sapor.solver.sgd.SgdConfig;
import dev.sapor.solver.svdpp.SvdppConfig;
import dev.sapor.split.RandomHoldout;
import dev.sapor.split.Split;
import java.awt.Color;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;
import java.util.function.IntFunction;
import java.util.zip.GZIPInputStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;

/**
 * Draws docs/algorithms/ratings-by-seconds.png and docs/algorithms/clicks-by-seconds.png: what each
 * algorithm reaches in how many seconds of training, on MovieLens 1M and on the training file of
 * gowalla, a tenth held out of each. Run it as {@code docs/figures/run ErrorAgainstSeconds DATA}. It
 * also prints the points. Each point is a training of its own with the defaults and other epochs; the
 * rates of bpr and softmax fall as fast as the epochs ask for.
 */
final class ErrorAgainstSeconds {

  private static final int FACTORS = 64;

  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[0]);
    try (Parallel parallel = new Parallel(Runtime.getRuntime().availableProcessors())) {
      ratings(PublicSets.million(data), parallel);
      clicks(gowalla(data.resolve("gowalla/train.txt.gz")), parallel);
    }
  }

  private static void ratings(Interactions all, Parallel parallel) throws IOException {
    Split split = new RandomHoldout(0.1, 42).split(all);
    XYChart chart = chart("MovieLens 1M: error against training time", "RMSE on a held-out tenth");
    Judge rmse = model -> judge(model, split, "rmse", parallel);
    draw(chart, "als", AlsConfig.defaults().solver(), rmse, split, parallel, 0x1F77B4, 2, 4, 8, 12);
    draw(chart, "sgd", SgdConfig.defaults().solver(), rmse, split, parallel, 0x2CA02C, 5, 10, 20);
    draw(
        chart, "svdpp", SvdppConfig.defaults().solver(), rmse, split, parallel, 0xFF7F0E, 5, 10, 20);
    BayesConfig bayes = BayesConfig.defaults();
    draw(chart, "bayes", bayes.solver(), rmse, split, parallel, 0xD62728, 20, 60, 180);
    draw(
        chart,
        "bayes, iu and ii",
        bayes.withFeatures(BayesFeatures.bothBags()).solver(),
        rmse,
        split,
        parallel,
        0x9467BD,
        20,
        60,
        180);
    save(chart, "ratings-by-seconds.png");
  }

  private static void clicks(Interactions all, Parallel parallel) throws IOException {
    Split split = new RandomHoldout(0.1, 42).split(all);
    XYChart chart = chart("Gowalla: recall against training time", "Recall@20 on a held-out tenth");
    Judge recall = model -> judge(model, split, "recall@20", parallel);
    Solver ials = ImplicitAlsConfig.defaults().withFactors(FACTORS).solver();
    draw(chart, "implicit-als", ials, recall, split, parallel, 0x1F77B4, 2, 4, 8, 12);
    draw(
        chart,
        "bpr",
        epochs ->
            BprConfig.defaults().withFactors(FACTORS).withSchedule(falling(epochs)).solver(),
        recall,
        split,
        parallel,
        0x2CA02C,
        10,
        30,
        90);
    draw(
        chart,
        "softmax",
        epochs ->
            SoftmaxConfig.defaults().withFactors(FACTORS).withSchedule(falling(epochs)).solver(),
        recall,
        split,
        parallel,
        0xD62728,
        10,
        30,
        90);
    save(chart, "clicks-by-seconds.png");
  }

  /** A rate that has fallen to a fiftieth at the end, however long that takes. */
  private static LearningRateSchedule falling(int epochs) {
    return LearningRateSchedule.annealed(0.02, epochs);
  }

  private interface Judge {
    double of(FactorModel model);
  }

  private static double judge(FactorModel model, Split split, String metric, Parallel parallel) {
    Evaluator evaluator = new Evaluator(EvaluationProtocol.parse(metric), parallel);
    return evaluator.judge(model, split.test()).evaluation().figure(metric).orElseThrow();
  }

  private static void draw(
      XYChart chart,
      String name,
      Solver solver,
      Judge judge,
      Split split,
      Parallel parallel,
      int rgb,
      int... epochs) {
    draw(chart, name, count -> solver, judge, split, parallel, rgb, epochs);
  }

  private static void draw(
      XYChart chart,
      String name,
      IntFunction<Solver> solver,
      Judge judge,
      Split split,
      Parallel parallel,
      int rgb,
      int... epochs) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int count : epochs) {
      TrainingResult result =
          Trainer.of(solver.apply(count), TrainingPlan.fixed(count), parallel).train(split.train());
      x.add(result.reports().stream().mapToDouble(EpochReport::seconds).sum());
      y.add(judge.of(result.model()));
      System.out.printf(
          Locale.ROOT, "%-18s %4d epochs %8.2f s  %.4f%n", name, count, x.getLast(), y.getLast());
    }
    XYSeries series = chart.addSeries(name, x, y);
    series.setLineColor(new Color(rgb));
    series.setMarkerColor(new Color(rgb));
    series.setLineWidth(2f);
  }

  private static XYChart chart(String title, String metric) {
    XYChart chart =
        new XYChartBuilder()
            .width(1000)
            .height(600)
            .title(title)
            .xAxisTitle("seconds of training, two threads")
            .yAxisTitle(metric)
            .build();
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    return chart;
  }

  private static void save(XYChart chart, String file) throws IOException {
    try (OutputStream out = Files.newOutputStream(Path.of("docs", "algorithms", file))) {
      BitmapEncoder.saveBitmap(chart, out, BitmapEncoder.BitmapFormat.PNG);
    }
  }

  private static Interactions gowalla(Path file) throws IOException {
    InteractionsBuilder builder = Interactions.builder();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        StringTokenizer words = new StringTokenizer(line);
        String user = words.hasMoreTokens() ? words.nextToken() : "";
        while (words.hasMoreTokens()) {
          builder.click(user, words.nextToken());
        }
      }
    }
    return builder.build();
  }
}
