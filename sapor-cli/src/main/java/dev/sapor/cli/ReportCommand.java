package dev.sapor.cli;

import dev.sapor.cli.report.ModelSection;
import dev.sapor.cli.report.ReportHtml;
import dev.sapor.cli.report.ReportPage;
import dev.sapor.data.Interactions;
import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.Evaluator;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.TrainingRecord;
import dev.sapor.model.io.AtomicFile;
import dev.sapor.source.ReadOptions;
import dev.sapor.source.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sapor report}: one page about a model, or about all models of a folder. */
@Command(
    name = "report",
    customSynopsis = "sapor report MODEL|DIR [--test DATA] [OPTIONS]",
    description = {
      "Write one HTML page about a model, or about all models (*.sapor) of a folder: learning"
          + " curves, figures with intervals beside simple rules, slices, norms of the factors,"
          + " popularity against score, and example recommendations.",
      "",
      "The page opens in any browser without a network. Without --test it has no figures. It names"
          + " users and items: leave the users out by --no-examples where it goes to others. --items gives titles. The"
          + " same models and data give the same bytes."
    },
    footer = {
      "",
      "Examples:",
      "  sapor report my.sapor",
      "  sapor report my.sapor --test test.csv --slice activity,popularity --out my.html",
      "  sapor report models/ --test test.csv --items films.csv"
    })
final class ReportCommand extends SaporCommand {

  @Parameters(paramLabel = "MODEL|DIR", description = "A model file, or a folder of them.")
  private Path models = Path.of("");

  @Option(
      names = "--test",
      order = 1,
      paramLabel = "DATA",
      description = "Test data: adds figures, slices and, for a folder, paired comparisons.")
  private @Nullable String test;

  @Option(
      names = "--out",
      order = 2,
      paramLabel = "FILE",
      description =
          "The page; an existing file is replaced. Default: the name of the model with .html, or"
              + " report.html in the folder, which replace nothing without --force.")
  private @Nullable Path out;

  @Option(
      names = "--force",
      order = 3,
      description = "Replace an existing page that --out does not name.")
  private boolean force;

  @Option(
      names = "--user",
      order = 4,
      paramLabel = "ID",
      description =
          "A user to show as an example; can be repeated. Default: three users with few, with a"
              + " typical number and with many interactions.")
  private List<String> users = new ArrayList<>();

  @Option(names = "--no-examples", order = 5, description = "Show no users.")
  private boolean noExamples;

  @Option(
      names = "--baselines",
      order = 25,
      paramLabel = "quick|all|none",
      description = "Which simple rules stand beside a model. Default: quick.")
  private BaselineChoice baselines = BaselineChoice.QUICK;

  @Mixin private final ThreadsOption threads = new ThreadsOption();
  @Mixin private final EvaluationOptions evaluationOptions = new EvaluationOptions();
  @Mixin private final SliceOptions sliceOptions = new SliceOptions();
  @Mixin private final DataOptions dataOptions = new DataOptions();

  ReportCommand(CommandContext context) {
    super(context);
  }

  @Override
  Report execute() throws IOException {
    check();
    EvaluationProtocol protocol = evaluationOptions.protocol();
    ReadOptions options = dataOptions.readOptions();
    Optional<Source> source =
        test == null
            ? Optional.empty()
            : Optional.of(Usage.check(() -> Source.of(List.of(test), console().in())));
    ReportedModels reported = ReportedModels.of(models);
    Path target = reported.target(out, force);
    requireNoInput(target, reported);
    List<ModelDescription> described = reported.descriptions();
    List<TrainingRecord> records =
        described.stream().map(description -> description.summary().record()).toList();
    Optional<Interactions> held =
        source
            .map(data -> Loading.interactions(data, options, console()).interactions())
            .map(data -> RecordedThreshold.apply(data, records, console()));
    evaluationOptions.warn(console());
    try (Parallel parallel = new Parallel(threads.count())) {
      Evaluator evaluator = new Evaluator(protocol, parallel);
      ModelJudge judge = new ModelJudge(evaluator, held, baselines, sliceOptions, console());
      return write(reported, described, judge, evaluator, target);
    }
  }

  /** What the page is made of must not be lost to it. */
  private void requireNoInput(Path target, ReportedModels reported) {
    OutputPath.checkNotRead("--out", target, reported.files().toArray());
    OutputPath.checkNotRead(
        "--out",
        target,
        test,
        sliceOptions.itemsFile().orElse(null),
        sliceOptions.usersFile().orElse(null));
  }

  private void check() {
    threads.check();
    if (noExamples && !users.isEmpty()) {
      throw CommandException.usage("--user and --no-examples exclude each other");
    }
    sliceOptions.check();
    if (test == null && sliceOptions.any()) {
      throw CommandException.usage("--slice needs test data; name them by --test DATA");
    }
  }

  private Report write(
      ReportedModels reported,
      List<ModelDescription> described,
      ModelJudge judge,
      Evaluator evaluator,
      Path target)
      throws IOException {
    TestTables tables = new TestTables(evaluationOptions.protocol());
    SectionMaker maker = new SectionMaker(users, noExamples, reported.folder(), tables);
    List<JudgedModel> judged = new ArrayList<>();
    List<ModelSection> sections = new ArrayList<>();
    for (ModelDescription description : described) {
      FactorModel model = judge.open(description.file());
      maker.requireUsers(model);
      JudgedModel figures = judge.judge(description, model);
      judged.add(figures);
      sections.add(maker.section(model, figures));
    }
    maker.requireUsersFound();
    ReportOverview overview = ReportOverview.of(judged, evaluator, tables);
    ReportPage page =
        new ReportPage(
            reported.title(),
            reported.folder() ? Optional.of(overview.page()) : Optional.empty(),
            sections);
    byte[] bytes = ReportHtml.of(page).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(target, channel -> channel.write(ByteBuffer.wrap(bytes)));
    return new WrittenReport(target, bytes.length, judged, sections, overview);
  }
}
