package dev.sapor.cli;

import dev.sapor.cli.EvaluateCommand.EvaluateReport;
import dev.sapor.cli.EvaluateCommand.JudgedFile;
import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.demo.DemoData;
import dev.sapor.data.Catalog;
import dev.sapor.data.Interactions;
import dev.sapor.eval.Baseline;
import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.Evaluator;
import dev.sapor.eval.Judgement;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.FactorModel;
import dev.sapor.model.io.AtomicFile;
import dev.sapor.model.io.ModelFile;
import dev.sapor.server.ServerConfig;
import dev.sapor.server.live.EvaluationReport;
import dev.sapor.solver.Solver;
import dev.sapor.solver.als.AlsConfig;
import dev.sapor.solver.als.ImplicitAlsConfig;
import dev.sapor.split.RandomHoldout;
import dev.sapor.split.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sapor demo}: the whole way on data of our own, in less than a minute. */
@Command(
    name = "demo",
    description = {
      "Make people, films and ratings that do not exist, train on them, and show what comes out.",
      "",
      "Everything is drawn from a seed: the same seed gives the same data and models."
    },
    footer = {"", "Examples:", "  sapor demo --out sapor-demo", "  sapor demo --serve"})
final class DemoCommand extends SaporCommand {

  @Option(
      names = "--out",
      order = 1,
      paramLabel = "DIR",
      description = "Where data and models go. Default: ${DEFAULT-VALUE}.")
  private Path folder = Path.of("sapor-demo");

  @Option(
      names = "--seed",
      order = 2,
      paramLabel = "SEED",
      description = "Another seed, other people. Default: ${DEFAULT-VALUE}.")
  private long seed = DemoData.DEFAULT_SEED;

  @Option(
      names = "--serve",
      order = 3,
      description = "Then serve the model that recommends, with a page at http://127.0.0.1:8080/.")
  private boolean serve;

  @Option(
      names = "--port",
      order = 3,
      paramLabel = "PORT",
      description = "Port of --serve. Default: ${DEFAULT-VALUE}.")
  private int port = ServerConfig.defaults().port();

  private @Nullable DemoReport made;

  DemoCommand(CommandContext context) {
    super(context);
  }

  @Override
  Report execute() throws IOException {
    OutputPath.checkFolder("--out", folder);
    Stopwatch watch = new Stopwatch();
    console().say("sapor: drawing people, films and ratings from seed " + seed);
    DemoData data = DemoData.generate(seed);
    Interactions all = data.interactions();
    Split split =
        new RandomHoldout(0.1, RandomStream.of(seed, "test holdout").nextLong()).split(all);
    Interactions train = split.train().compacted();
    Catalog catalog = data.catalog(train.items());
    watch.lap(Stopwatch.LOAD);
    try (Parallel parallel = new Parallel(Runtime.getRuntime().availableProcessors())) {
      Evaluator evaluator = new Evaluator(EvaluationProtocol.defaults(), parallel);
      Map<Baseline, Judgement> rules =
          evaluator.baselines(
              train, split.test(), BaselineChoice.QUICK.of(train, parallel.threads(), console()));
      Function<FactorModel, TestFigures> figures =
          model ->
              TestFigures.of(model, evaluator.judge(model, train, split.test()), rules, evaluator);
      DemoModel predict = train(AlsConfig.defaults().solver(), train, catalog, parallel, figures);
      DemoModel recommend =
          train(ImplicitAlsConfig.defaults().solver(), train, catalog, parallel, figures);
      watch.lap(Stopwatch.TRAIN);
      DemoFiles files =
          context().stop().inOrder(() -> save(data, predict.model(), recommend.model()));
      watch.lap(Stopwatch.SAVE);
      DemoReport report = new DemoReport(files, all, predict, recommend, watch);
      made = report;
      return report;
    }
  }

  @Override
  void afterwards() throws IOException {
    DemoReport report = made;
    if (serve && report != null) {
      Path model = report.files().recommendModel();
      EvaluationReport evaluation = evaluation(model, report.recommend());
      ServerConfig config =
          Usage.check(() ->
              ServerConfig.defaults()
                  .withAddress("127.0.0.1", port, false)
                  .withEvaluations(List.of(evaluation)));
      Serving serving = Serving.start(config, "demo", model);
      console().print("the page is at " + serving.url() + "; Ctrl-C ends it");
      console().release();
      serving.untilStopped(context().stop(), null);
    }
  }

  /** What {@code sapor evaluate --json} would say of a model on the part held out. */
  private static EvaluationReport evaluation(Path model, DemoModel judged) throws IOException {
    JudgedFile file = new JudgedFile(model, ModelFile.digest(model));
    Report report = new EvaluateReport(file, judged.figures(), new SliceFigures(List.of()));
    return EvaluationReport.of("a tenth of the ratings, held out", report.json());
  }

  /** Last of all: a demo that fails leaves nothing behind. */
  private DemoFiles save(DemoData data, FactorModel predict, FactorModel recommend)
      throws IOException {
    Files.createDirectories(folder);
    DemoFiles files = new DemoFiles(folder);
    AtomicFile.writeBy(files.ratings(), data::writeRatings);
    AtomicFile.writeBy(files.films(), data::writeFilms);
    ModelFile.write(predict, files.predictModel());
    ModelFile.write(recommend, files.recommendModel());
    return files;
  }

  private DemoModel train(
      Solver solver,
      Interactions train,
      Catalog catalog,
      Parallel parallel,
      Function<FactorModel, TestFigures> figures)
      throws IOException {
    long start = System.nanoTime();
    FactorModel model =
        TrainingJob.plain(solver).run(train, parallel, context()).model().withCatalog(catalog);
    double seconds = (System.nanoTime() - start) * 1e-9;
    say(model, seconds, console());
    return new DemoModel(model, figures.apply(model), seconds);
  }

  private static void say(FactorModel model, double seconds, Console console) {
    console.say(
        "sapor: trained %s: %s, %s in %s"
            .formatted(
                model.record().algorithm(),
                Numbers.of(model.factors().rank(), "factor"),
                Numbers.of(model.record().epochs().size(), "epoch"),
                Numbers.seconds(seconds)));
  }

  /**
   * A model of the demo.
   *
   * @param model what was trained
   * @param figures how good it is on the part held out
   * @param seconds how long training took
   */
  record DemoModel(FactorModel model, TestFigures figures, double seconds) {}
}
