package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Goal;
import dev.sapor.model.TrainingRecord;
import dev.sapor.model.TrainingRecord.Epoch;
import dev.sapor.solver.EpochReport;
import dev.sapor.source.ReadReport;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code train} did.
 *
 * @param out the model file
 * @param model what was trained
 * @param epochs those that this process did
 * @param read what became of the rows
 * @param preparation what was done to the data, step by step
 * @param figures how good the model is, if there were test data
 * @param folds how good models trained on folds of the data are, if there were folds
 * @param watch how long it took
 */
record TrainReport(
    Path out,
    FactorModel model,
    List<EpochReport> epochs,
    ReadReport read,
    ArrayNode preparation,
    @Nullable TestFigures figures,
    @Nullable CrossValidation folds,
    Stopwatch watch)
    implements Report {

  @Override
  public ObjectNode json() {
    TrainingRecord record = model.record();
    ObjectNode json = Json.object();
    json.put("model", out.toString());
    json.put("goal", Labels.of(model.goal()));
    json.put("algorithm", record.algorithm());
    json.put("users", model.users().size());
    json.put("items", model.items().size());
    json.put("interactions", record.interactions());
    json.put("factors", model.factors().rank());
    json.put("seed", record.seed());
    json.set("epochs", epochsJson(record));
    if (figures == null) {
      json.putNull("test");
      json.putNull("baselines");
    } else {
      json.set("test", figures.testJson());
      json.set("baselines", figures.baselinesJson());
    }
    if (folds != null) {
      json.set("crossValidation", folds.json());
    }
    json.set("read", Loading.json(read));
    json.set("preparation", preparation);
    json.set("seconds", watch.json());
    return json;
  }

  private ArrayNode epochsJson(TrainingRecord record) {
    Map<Integer, Double> seconds = new HashMap<>();
    epochs.forEach(report -> seconds.put(report.epoch().number(), report.seconds()));
    ArrayNode list = Json.object().putArray("epochs");
    for (Epoch epoch : record.epochs()) {
      ObjectNode json = list.addObject();
      json.put("epoch", epoch.number());
      json.put("objective", epoch.objective());
      Json.put(json, "trainRmse", epoch.trainRmse());
      Json.put(json, "validationRmse", epoch.validationRmse());
      Double taken = seconds.get(epoch.number());
      Json.put(
          json,
          "seconds",
          taken == null
              ? OptionalDouble.empty()
              : OptionalDouble.of(Math.round(taken * 1e6) / 1e6));
    }
    return list;
  }

  @Override
  public void print(Console console) {
    TrainingRecord record = model.record();
    console.heading(
        "%s: %s, %s, %s, %s in %s"
            .formatted(
                PrintableText.quotable(out.toString()),
                record.algorithm(),
                Numbers.of(model.factors().rank(), "factor"),
                Numbers.of(record.interactions(), "interaction"),
                Numbers.of(record.epochs().size(), "epoch"),
                Numbers.seconds(watch.seconds(Stopwatch.TRAIN))));
    if (figures != null) {
      figures.print(console);
    }
    if (folds != null) {
      folds.print(console);
    }
  }

  @Override
  public List<String> next() {
    String user = ShellWord.of(model.users().id(0));
    String item = ShellWord.of(model.items().id(0));
    String file = ShellWord.of(out.toString());
    return model.goal() == Goal.PREDICT
        ? List.of("predict %s --user %s --item %s".formatted(file, user, item))
        : List.of("recommend %s --user %s".formatted(file, user));
  }
}
