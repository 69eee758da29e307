package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.data.Interactions;
import dev.sapor.prepare.InteractionCounts;
import dev.sapor.prepare.Preparation;
import dev.sapor.prepare.PreparedInteractions;
import dev.sapor.prepare.StepReport;
import dev.sapor.source.LoadedInteractions;
import dev.sapor.source.ReadOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries out a preparation on the data of one run, says what each step did, and remembers it for
 * the report and for the training record.
 */
final class PreparedData {

  private final Preparation preparation;
  private final ReadOptions reading;
  private final Console console;
  private final List<StepReport> steps = new ArrayList<>();
  private long weightless;

  PreparedData(Preparation preparation, ReadOptions reading, Console console) {
    this.preparation = preparation;
    this.reading = reading;
    this.console = console;
  }

  /**
   * The data before they are split.
   *
   * @throws CommandException if a threshold is given for data without values
   */
  Interactions all(LoadedInteractions loaded) {
    weightless = loaded.report().counts().weightless();
    return take(preparation.ofAll(valued(loaded.interactions())));
  }

  /** Test data: of them only what counts as feedback. Their steps are not part of the report. */
  Interactions test(LoadedInteractions loaded) {
    return preparation.ofAll(valued(loaded.interactions())).interactions();
  }

  /** The part that is trained on. */
  Interactions training(Interactions train) {
    return take(preparation.ofTraining(train));
  }

  /** The same of a fold, whose steps are not part of the report. */
  Interactions fold(Interactions train) {
    return preparation.ofTraining(train).interactions();
  }

  private Interactions valued(Interactions data) {
    if (preparation.positive().isPresent() && !data.rated() && reading.eventWeights().isEmpty()) {
      throw CommandException.data(
          "--positive needs ratings, and the data have none; name their column by --columns"
              + " rating=…");
    }
    return data;
  }

  private Interactions take(PreparedInteractions prepared) {
    steps.addAll(prepared.steps());
    prepared.steps().forEach(step -> console.say("sapor: " + words(step)));
    return prepared.interactions();
  }

  private static String words(StepReport step) {
    String what = "%s (%s) ".formatted(step.step(), step.setting());
    if (step.step().equals(StepReport.HALF_LIFE)) {
      return what + "weighed " + Numbers.of(step.left().interactions(), "interaction");
    }
    String capped =
        step.step().equals(StepReport.MAX_PER_USER)
            ? "capped %s and ".formatted(Numbers.of(step.cappedUsers(), "user"))
            : "";
    return "%s%sremoved %s; left are %s"
        .formatted(what, capped, words(step.removed()), words(step.left()));
  }

  private static String words(InteractionCounts counts) {
    return "%s, %s, %s"
        .formatted(
            Numbers.of(counts.interactions(), "interaction"),
            Numbers.of(counts.users(), "user"),
            Numbers.of(counts.items(), "item"));
  }

  /** For a training record: {@code prepare.positive}, {@code prepare.positive.removed} … */
  SortedMap<String, String> parameters() {
    SortedMap<String, String> parameters = new TreeMap<>();
    reading
        .eventWeights()
        .ifPresent(weights -> {
          parameters.put("prepare.event-weights", weights.toString());
          parameters.put("prepare.event-weights.removed", weightless + " rows");
        });
    for (StepReport step : steps) {
      InteractionCounts removed = step.removed();
      String key = "prepare." + step.step();
      parameters.put(key, step.setting());
      if (!step.step().equals(StepReport.HALF_LIFE)) {
        parameters.put(
            key + ".removed",
            "interactions %s, users %s, items %s"
                .formatted(removed.interactions(), removed.users(), removed.items()));
      }
      if (step.cappedUsers() > 0) {
        parameters.put(key + ".capped-users", Integer.toString(step.cappedUsers()));
      }
    }
    return parameters;
  }

  /** {@code [{step, setting, removed: {interactions, users, items}, left: {…}}, …]}. */
  ArrayNode json() {
    ArrayNode list = Json.object().putArray("preparation");
    reading
        .eventWeights()
        .ifPresent(weights -> {
          ObjectNode json = list.addObject();
          json.put("step", "event-weights");
          json.put("setting", weights.toString());
          json.putObject("removed").put("rows", weightless);
        });
    for (StepReport step : steps) {
      ObjectNode json = list.addObject();
      json.put("step", step.step());
      json.put("setting", step.setting());
      put(json.putObject("removed"), step.removed());
      put(json.putObject("left"), step.left());
      if (step.step().equals(StepReport.MAX_PER_USER)) {
        json.put("cappedUsers", step.cappedUsers());
      }
    }
    return list;
  }

  private static void put(ObjectNode json, InteractionCounts counts) {
    json.put("interactions", counts.interactions());
    json.put("users", counts.users());
    json.put("items", counts.items());
  }
}
