package dev.sapor.cli;

import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.report.Chart;
import dev.sapor.cli.report.DataTable;
import dev.sapor.cli.report.ExampleUser;
import dev.sapor.cli.report.ExampleUsers;
import dev.sapor.cli.report.LearningCurves;
import dev.sapor.cli.report.ModelSection;
import dev.sapor.cli.report.NormHistogram;
import dev.sapor.cli.report.PopularityPlot;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Goal;
import dev.sapor.model.io.ModelSummary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the section of each model of a page. */
final class SectionMaker {

  private final List<String> users;
  private final boolean noExamples;
  private final boolean folder;
  private final TestTables tables;
  private final Set<String> found = new HashSet<>();

  /**
   * @param users ids of example users; typical ones if there is none
   * @param noExamples whether no user is shown
   * @param folder whether there are several models, which need not all know the users
   * @param tables how figures become tables
   */
  SectionMaker(List<String> users, boolean noExamples, boolean folder, TestTables tables) {
    this.users = List.copyOf(users);
    this.noExamples = noExamples;
    this.folder = folder;
    this.tables = tables;
  }

  /**
   * Looks for the example users before anything is judged; of several models any may know them.
   *
   * @throws CommandException if the only model does not
   */
  void requireUsers(FactorModel model) {
    if (!folder) {
      users.forEach(user -> ModelUse.user(model, user));
    }
  }

  ModelSection section(FactorModel model, JudgedModel judged) {
    List<String> notes = new ArrayList<>();
    List<ExampleUser> examples = noExamples ? List.of() : examples(model, notes);
    return new ModelSection(
        judged.name(),
        headline(judged.description().summary()),
        facts(judged.description().summary()),
        parameters(judged.description().summary()),
        judged.figures().map(figures -> tables.result(figures, judged.slices(), judged.leaks())),
        charts(model),
        examples,
        notes);
  }

  /**
   * @throws CommandException if a user was named that no model knows
   */
  void requireUsersFound() {
    for (String user : users) {
      if (!found.contains(user)) {
        throw CommandException.data(
            "no model of the folder knows the user '" + user + "'; name another by --user");
      }
    }
  }

  private static String headline(ModelSummary summary) {
    return "A model to %s, by %s: %s, %s, %s, %s."
        .formatted(
            Labels.of(summary.goal()),
            summary.record().algorithm(),
            Numbers.of(summary.record().interactions(), "training interaction"),
            Numbers.of(summary.users(), "user"),
            Numbers.of(summary.items(), "item"),
            Numbers.of(summary.factors(), "factor"));
  }

  private static DataTable facts(ModelSummary summary) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("goal", Labels.of(summary.goal())));
    rows.add(List.of("algorithm", summary.record().algorithm()));
    rows.add(List.of("users", Numbers.count(summary.users())));
    rows.add(List.of("items", Numbers.count(summary.items())));
    rows.add(List.of("interactions", Numbers.count(summary.record().interactions())));
    rows.add(List.of("factors", Numbers.count(summary.factors())));
    rows.add(List.of("training values", summary.range().min() + " to " + summary.range().max()));
    rows.add(List.of("global mean", Numbers.metric(summary.mean())));
    rows.add(List.of("history", summary.hasHistory() ? "kept" : "not kept"));
    rows.add(List.of("epochs", Numbers.count(summary.record().epochs().size())));
    rows.add(List.of("seed", Long.toString(summary.record().seed())));
    rows.add(List.of("data digest", summary.record().dataDigest()));
    return new DataTable("Size and origin", List.of("", "value"), rows);
  }

  private static DataTable parameters(ModelSummary summary) {
    List<List<String>> rows = new ArrayList<>();
    summary.record().parameters().forEach((name, value) -> rows.add(List.of(name, value)));
    return new DataTable("Parameters and preparation", List.of("parameter", "value"), rows);
  }

  private static List<Chart> charts(FactorModel model) {
    List<Chart> charts = new ArrayList<>(LearningCurves.of(model.record().epochs()));
    NormHistogram.of("user", model.factors().users(), user -> model.userCount(user) > 0)
        .ifPresent(charts::add);
    NormHistogram.of("item", model.factors().items(), item -> model.itemCount(item) > 0)
        .ifPresent(charts::add);
    PopularityPlot.of(model).ifPresent(charts::add);
    return charts;
  }

  private List<ExampleUser> examples(FactorModel model, List<String> notes) {
    if (model.goal() == Goal.PREDICT) {
      notes.add(
          "This model was trained to predict ratings; its lists are shown to be looked at, not to be"
              + " used. For lists train with --goal recommend.");
    }
    if (model.history().isEmpty()) {
      notes.add("The model keeps no history: items that a user had are not left out.");
    }
    int[] shown = users.isEmpty() ? ExampleUsers.typical(model) : named(model, notes);
    return ExampleUsers.of(model, shown);
  }

  private int[] named(FactorModel model, List<String> notes) {
    List<Integer> known = new ArrayList<>();
    for (String user : users) {
      if (folder && model.users().indexOf(user).isEmpty()) {
        notes.add("The model does not know the user " + user + ".");
      } else {
        known.add(ModelUse.user(model, user));
        found.add(user);
      }
    }
    return known.stream().mapToInt(Integer::intValue).distinct().toArray();
  }
}
