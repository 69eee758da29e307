package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.LineChart;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.cli.console.Table;
import dev.sapor.model.TrainingRecord;
import dev.sapor.model.TrainingRecord.Epoch;
import dev.sapor.model.io.ModelSummary;
import dev.sapor.recommend.ItemIndex;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a model file says of its model.
 *
 * @param file the file
 * @param summary what it says
 */
record ModelDescription(Path file, ModelSummary summary) implements Report {

  @Override
  public ObjectNode json() {
    TrainingRecord record = summary.record();
    ObjectNode json = Json.object();
    json.put("model", file.toString());
    json.put("formatVersion", summary.formatMajor() + "." + summary.formatMinor());
    json.put("bytes", summary.bytes());
    json.put("goal", Labels.of(summary.goal()));
    json.put("algorithm", record.algorithm());
    json.put("users", summary.users());
    json.put("items", summary.items());
    json.put("interactions", record.interactions());
    json.put("factors", summary.factors());
    ItemIndex.Choice choice = search();
    json.put("search", choice.search().name().toLowerCase(Locale.ROOT));
    json.put("searchReason", choice.reason());
    json.put("indexBytes", choice.bytes());
    json.put("globalMean", summary.mean());
    ObjectNode range = json.putObject("trainingValues");
    range.put("min", summary.range().min());
    range.put("max", summary.range().max());
    json.put("history", summary.hasHistory());
    json.put("seed", record.seed());
    json.put("dataDigest", record.dataDigest());
    ObjectNode parameters = json.putObject("parameters");
    record.parameters().forEach(parameters::put);
    json.set("epochs", epochs(record));
    return json;
  }

  /** How single queries will be answered, as the index itself decides. */
  private ItemIndex.Choice search() {
    return ItemIndex.choose(summary.items(), summary.factors());
  }

  /** {@code [{epoch, objective, trainRmse, validationRmse}, …]}. */
  private static ArrayNode epochs(TrainingRecord record) {
    ArrayNode list = Json.object().putArray("epochs");
    for (Epoch epoch : record.epochs()) {
      ObjectNode json = list.addObject();
      json.put("epoch", epoch.number());
      json.put("objective", epoch.objective());
      Json.put(json, "trainRmse", epoch.trainRmse());
      Json.put(json, "validationRmse", epoch.validationRmse());
    }
    return list;
  }

  @Override
  public void print(Console console) {
    TrainingRecord record = summary.record();
    console.heading(
        "%s: a model to %s, by %s"
            .formatted(
                PrintableText.quotable(file.toString()),
                Labels.of(summary.goal()),
                record.algorithm()));
    Table table = Table.of("", "");
    table.row("users", Numbers.count(summary.users()));
    table.row("items", Numbers.count(summary.items()));
    table.row("interactions", Numbers.count(record.interactions()));
    table.row("training values", summary.range().min() + " to " + summary.range().max());
    table.row("global mean", Numbers.metric(summary.mean()));
    table.row("history", summary.hasHistory() ? "kept" : "not kept");
    table.row("search", search().reason());
    table.row("index", Numbers.bytes(search().bytes()) + " beside the model");
    table.row("seed", Long.toString(record.seed()));
    record.parameters().forEach(table::row);
    table.row("data digest", record.dataDigest());
    table.row(
        "file",
        Numbers.bytes(summary.bytes())
            + ", format "
            + summary.formatMajor()
            + "."
            + summary.formatMinor());
    console.print(table.lines().stream().filter(line -> !line.isBlank()).toList());
    printCourse(console, record.epochs());
  }

  private static void printCourse(Console console, List<Epoch> epochs) {
    if (epochs.isEmpty()) {
      return;
    }
    Table table = Table.of(">epoch", ">objective", ">train RMSE", ">validation RMSE");
    for (Epoch epoch : epochs) {
      table.row(
          Integer.toString(epoch.number()),
          Numbers.decimals(epoch.objective(), 2),
          epoch.trainRmse().isPresent() ? Numbers.metric(epoch.trainRmse().getAsDouble()) : "-",
          epoch.validationRmse().isPresent()
              ? Numbers.metric(epoch.validationRmse().getAsDouble())
              : "-");
    }
    console.print("");
    console.print(table);
    if (console.outTerminal().interactive()) {
      console.print("");
      console.print(curve(epochs));
    }
  }

  /** The learning curve: train RMSE where the model has one, else the objective. */
  static List<String> curve(List<Epoch> epochs) {
    boolean rmse = epochs.stream().allMatch(epoch -> epoch.trainRmse().isPresent());
    ToDoubleFunction<Epoch> value =
        rmse ? epoch -> epoch.trainRmse().orElseThrow() : Epoch::objective;
    return LineChart.lines(
        (rmse ? "train RMSE" : "objective") + " by epoch",
        epochs.stream().mapToDouble(value).toArray());
  }
}
