package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.data.Interactions;
import dev.sapor.eval.Baseline;
import dev.sapor.eval.Evaluator;
import dev.sapor.eval.Judgement;
import dev.sapor.model.FactorModel;
import dev.sapor.model.io.ModelFile;
import dev.sapor.source.CatalogReader;
import dev.sapor.split.LeakReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens models and judges them on the same test data. */
final class ModelJudge {

  private final Evaluator evaluator;
  private final Optional<Interactions> test;
  private final BaselineChoice baselines;
  private final SliceOptions sliceOptions;
  private final Console console;

  /** Simple rules by the data that they learnt from: models of the same data share them. */
  private final Map<String, Map<Baseline, Judgement>> rules = new HashMap<>();

  ModelJudge(
      Evaluator evaluator,
      Optional<Interactions> test,
      BaselineChoice baselines,
      SliceOptions sliceOptions,
      Console console) {
    this.evaluator = evaluator;
    this.test = test;
    this.baselines = baselines;
    this.sliceOptions = sliceOptions;
    this.console = console;
  }

  /** The model of a file, with the titles of {@code --items} where they were given. */
  FactorModel open(Path file) throws IOException {
    FactorModel model = ModelFile.open(file);
    return sliceOptions
        .itemsFile()
        .map(items -> model.withCatalog(CatalogReader.read(items, model.items()).catalog()))
        .orElse(model);
  }

  /** Judges a model, if there are test data. */
  JudgedModel judge(ModelDescription description, FactorModel model) {
    SliceFigures noSlices = new SliceFigures(List.of());
    if (test.isEmpty()) {
      return new JudgedModel(
          description, Optional.empty(), Optional.empty(), noSlices, Optional.empty());
    }
    Judgement judged = evaluator.judge(model, test.get());
    if (model.history().isEmpty()) {
      console.say(
          "sapor: "
              + PrintableText.quotable(ReportedModels.name(description.file()))
              + " has no history: no ranking figures, slices and simple rules");
      TestFigures figures = TestFigures.of(model, judged, Map.of(), evaluator);
      return new JudgedModel(
          description, Optional.of(judged), Optional.of(figures), noSlices, Optional.empty());
    }
    Interactions train = EvaluateCommand.trainingData(model, model.history().get());
    return judge(description, model, judged, train, test.get());
  }

  private JudgedModel judge(
      ModelDescription description,
      FactorModel model,
      Judgement judged,
      Interactions train,
      Interactions held) {
    LeakText.warn(train, held, console);
    Map<Baseline, Judgement> beside =
        rules.computeIfAbsent(
            train.rated() + " " + train.digest(),
            data ->
                evaluator.baselines(
                    train, held, baselines.of(train, evaluator.threads(), console)));
    SliceFigures slices =
        new SliceFigures(
            sliceOptions.of(train, held).stream()
                .map(slice -> new SliceFigures.Part(slice, judged.evaluation(slice)))
                .toList());
    return new JudgedModel(
        description,
        Optional.of(judged),
        Optional.of(TestFigures.of(model, judged, beside, evaluator)),
        slices,
        Optional.of(LeakReport.of(train, held, LeakReport.Claim.NONE)));
  }
}
