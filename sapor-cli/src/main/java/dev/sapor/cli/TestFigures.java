package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.Table;
import dev.sapor.data.Interactions;
import dev.sapor.eval.Baseline;
import dev.sapor.eval.Comparison;
import dev.sapor.eval.Evaluation;
import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.Evaluator;
import dev.sapor.eval.Figure;
import dev.sapor.eval.Judgement;
import dev.sapor.eval.RankingEvaluation;
import dev.sapor.eval.TestCounts;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Goal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * How good a model is on test data, and how good simple rules are on the same.
 *
 * @param algorithm name of the algorithm of the model
 * @param model figures of the model
 * @param baselines figures of the rules
 * @param remarks where the model does not beat a rule
 */
record TestFigures(
    String algorithm, Evaluation model, Map<Baseline, Evaluation> baselines, List<String> remarks) {

  private static final String RMSE = "rmse";
  private static final List<String> NAMED = List.of("ndcg@10", "recall@10");

  /** Judges a model and baselines of its training data by the default protocol. */
  static TestFigures of(
      FactorModel model,
      Interactions train,
      Interactions test,
      Set<Baseline> rules,
      Parallel parallel) {
    Evaluator evaluator = new Evaluator(EvaluationProtocol.defaults(), parallel);
    return of(
        model,
        evaluator.judge(model, train, test),
        evaluator.baselines(train, test, rules),
        evaluator);
  }

  /** Sums up what was judged. */
  static TestFigures of(
      FactorModel model,
      Judgement judged,
      Map<Baseline, Judgement> baselines,
      Evaluator evaluator) {
    Map<Baseline, Evaluation> figures = new EnumMap<>(Baseline.class);
    List<String> remarks = new ArrayList<>();
    baselines.forEach((baseline, rule) -> {
      figures.put(baseline, rule.evaluation());
      leading(evaluator.compare(rule, judged)).stream()
          .filter(comparison -> !comparison.secondIsBetter())
          .map(comparison -> remark(model.goal(), baseline, comparison))
          .forEach(remarks::add);
    });
    return new TestFigures(
        model.record().algorithm(), judged.evaluation(), figures, List.copyOf(remarks));
  }

  /** The comparisons that decide: the first metric of ratings and the first of rankings. */
  private static List<Comparison> leading(List<Comparison> comparisons) {
    Set<String> ratings = Set.of(RMSE, "mae", "r2");
    List<Comparison> leading = new ArrayList<>();
    comparisons.stream().filter(c -> ratings.contains(c.key())).findFirst().ifPresent(leading::add);
    comparisons.stream()
        .filter(c -> !ratings.contains(c.key()))
        .findFirst()
        .ifPresent(leading::add);
    return leading;
  }

  private static String remark(Goal goal, Baseline baseline, Comparison comparison) {
    boolean ranking = comparison.key().contains("@");
    return "does not beat '%s' in %s beyond noise (%s, %s)%s"
        .formatted(
            baseline.label(),
            FigureText.metric(comparison.key()),
            FigureText.signed(comparison.difference()),
            FigureText.signed(comparison.interval()),
            ranking && goal == Goal.PREDICT ? "; for lists train with --goal recommend" : "");
  }

  /**
   * {@code {rmse, mae, count, coldUsers, coldItems, ndcg10, recall10, figures: [{metric, value,
   * low, high}], …}}.
   */
  ObjectNode testJson() {
    ObjectNode json = Json.object();
    Json.put(json, RMSE, model.figure(RMSE));
    Json.put(json, "mae", model.figure("mae"));
    json.put("count", model.counts().count());
    json.put("coldUsers", model.counts().coldUsers());
    json.put("coldItems", model.counts().coldItems());
    putNamed(json, model);
    FigureJson.putUsers(json, model);
    json.set("figures", FigureJson.figures(model.figures()));
    var list = json.putArray("remarks");
    remarks.forEach(list::add);
    return json;
  }

  private static void putNamed(ObjectNode json, Evaluation evaluation) {
    NAMED.forEach(key -> Json.put(json, key.replace("@", ""), evaluation.figure(key)));
  }

  /** For each baseline its leading figures by name, and all of them in {@code figures}. */
  ObjectNode baselinesJson() {
    ObjectNode json = Json.object();
    for (Baseline baseline : Baseline.values()) {
      Evaluation evaluation = baselines.get(baseline);
      if (evaluation == null) {
        json.putNull(baseline.key());
        continue;
      }
      ObjectNode figures = json.putObject(baseline.key());
      if (baseline.predicts()) {
        Json.put(figures, RMSE, evaluation.figure(RMSE));
      } else {
        putNamed(figures, evaluation);
      }
      figures.set("figures", FigureJson.figures(evaluation.figures()));
    }
    return json;
  }

  /** Prints a table with a line for each metric, and a column for the model and each rule. */
  void print(Console console) {
    List<String> headers = new ArrayList<>();
    headers.addAll(List.of("", ">this model (" + algorithm + ")", ">" + FigureText.INTERVAL));
    List<Baseline> shown = judgedBaselines();
    shown.forEach(baseline -> headers.add(">" + baseline.label()));
    Table table = Table.of(headers.toArray(String[]::new));
    for (Figure figure : model.figures()) {
      List<String> cells = new ArrayList<>();
      cells.add(FigureText.metric(figure.key()));
      cells.add(Numbers.metric(figure.value()));
      cells.add(FigureText.interval(figure.interval()));
      for (Baseline baseline : shown) {
        cells.add(cell(Objects.requireNonNull(baselines.get(baseline)), figure.key()));
      }
      table.row(cells.toArray(String[]::new));
    }
    console.print("on " + headline() + ":");
    console.print(table);
    remarks.forEach(remark -> console.print("  " + remark));
  }

  /** The rules that have a figure that the model has too. */
  List<Baseline> judgedBaselines() {
    return baselines.keySet().stream().filter(rule -> isComparable(baselines.get(rule))).toList();
  }

  private boolean isComparable(@Nullable Evaluation rule) {
    return rule != null
        && model.figures().stream().anyMatch(figure -> rule.figure(figure.key()).isPresent());
  }

  private static String cell(Evaluation evaluation, String key) {
    OptionalDouble figure = evaluation.figure(key);
    return figure.isPresent() ? Numbers.metric(figure.getAsDouble()) : "-";
  }

  /** On what was judged: sizes, and who was left out. */
  String headline() {
    TestCounts counts = model.counts();
    List<String> notes = new ArrayList<>();
    if (model.ratings().isPresent()) {
      notes.add("predictions are clipped to the range of the training values");
    }
    if (counts.coldUsers() + counts.coldItems() > 0) {
      notes.add(
          "%s and %s are new to the model"
              .formatted(
                  Numbers.of(counts.coldUsers(), "user"), Numbers.of(counts.coldItems(), "item")));
    }
    model.ranking().ifPresent(ranking -> addUsers(ranking, notes));
    return "%s of %s%s"
        .formatted(
            Numbers.of(counts.count(), "test interaction"),
            Numbers.of(counts.users(), "user"),
            notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")");
  }

  private static void addUsers(RankingEvaluation ranking, List<String> notes) {
    if (ranking.unknownUsers() > 0) {
      notes.add("rankings leave " + Numbers.of(ranking.unknownUsers(), "unknown user") + " out");
    }
    if (ranking.fallbackUsers() > 0) {
      notes.add(
          Numbers.of(ranking.fallbackUsers(), "unknown user")
              + " judged by the most popular items");
    }
  }
}
