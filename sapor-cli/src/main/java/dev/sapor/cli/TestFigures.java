package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.Table;
import dev.sapor.data.Interactions;
import dev.sapor.eval.BaselineEvaluation;
import dev.sapor.eval.Evaluation;
import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.Evaluator;
import dev.sapor.eval.RankingEvaluation;
import dev.sapor.eval.RatingEvaluation;
import dev.sapor.eval.TestCounts;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.node.ObjectNode;

/**
 * How good a model is on test data, and how good simple rules are on the same.
 *
 * @param algorithm name of the algorithm of the model
 * @param model figures of the model
 * @param baselines figures of the rules
 */
record TestFigures(String algorithm, Evaluation model, BaselineEvaluation baselines) {

  private static final String RMSE = "rmse";
  private static final String MAE = "mae";
  private static final String NDCG = "ndcg10";
  private static final String RECALL = "recall10";

  /** Judges a model and the baselines of its training data. */
  static TestFigures of(
      FactorModel model, Interactions train, Interactions test, Parallel parallel) {
    Evaluator evaluator = new Evaluator(EvaluationProtocol.defaults(), parallel);
    return new TestFigures(
        model.record().algorithm(),
        evaluator.evaluate(model, train, test),
        evaluator.baselines(train, test));
  }

  /** Judges a model that was saved without its training data: there is nothing to rank by then. */
  static TestFigures withoutHistory(FactorModel model, Interactions test, Parallel parallel) {
    Evaluator evaluator = new Evaluator(EvaluationProtocol.defaults(), parallel);
    return new TestFigures(
        model.record().algorithm(),
        evaluator.evaluate(model, test),
        new BaselineEvaluation(Optional.empty(), Optional.empty(), Optional.empty()));
  }

  /** {@code {rmse, mae, count, coldUsers, coldItems, ndcg10, recall10}}. */
  ObjectNode testJson() {
    ObjectNode json = Json.object();
    Json.put(json, RMSE, model.figure(RMSE));
    Json.put(json, MAE, model.figure(MAE));
    json.put("count", model.counts().count());
    json.put("coldUsers", model.counts().coldUsers());
    json.put("coldItems", model.counts().coldItems());
    Json.put(json, NDCG, model.figure(NDCG));
    Json.put(json, RECALL, model.figure(RECALL));
    return json;
  }

  /** {@code {globalMean: {rmse}, userItemMean: {rmse}, popularity: {ndcg10, recall10}}}. */
  ObjectNode baselinesJson() {
    ObjectNode json = Json.object();
    Json.put(json.putObject("globalMean"), RMSE, figure(baselines.globalMean(), RMSE));
    Json.put(json.putObject("userItemMean"), RMSE, figure(baselines.userItemMean(), RMSE));
    ObjectNode popularity = json.putObject("popularity");
    Json.put(popularity, NDCG, ranked(NDCG));
    Json.put(popularity, RECALL, ranked(RECALL));
    return json;
  }

  private static OptionalDouble figure(Optional<RatingEvaluation> ratings, String key) {
    return ratings.map(found -> found.figure(key)).orElse(OptionalDouble.empty());
  }

  private OptionalDouble ranked(String key) {
    Optional<RankingEvaluation> ranking = baselines.popularity();
    return ranking.map(found -> found.figure(key)).orElse(OptionalDouble.empty());
  }

  /** Prints a table with a line for the model and one for each rule. */
  void print(Console console) {
    Table table = Table.of("", ">RMSE", ">MAE", ">NDCG@10", ">recall@10");
    table.row(
        "this model (" + algorithm + ")",
        cell(model.figure(RMSE)),
        cell(model.figure(MAE)),
        cell(model.figure(NDCG)),
        cell(model.figure(RECALL)));
    if (model.ratings().isPresent()) {
      ratingRow(table, "always the mean", baselines.globalMean());
      ratingRow(table, "user and item means", baselines.userItemMean());
    }
    if (baselines.popularity().isPresent()) {
      table.row("most popular first", "-", "-", cell(ranked(NDCG)), cell(ranked(RECALL)));
    }
    console.print(headline());
    console.print(table);
  }

  private static void ratingRow(Table table, String name, Optional<RatingEvaluation> ratings) {
    if (ratings.isPresent()) {
      table.row(name, cell(figure(ratings, RMSE)), cell(figure(ratings, MAE)), "-", "-");
    }
  }

  private static String cell(OptionalDouble figure) {
    return figure.isPresent() ? Numbers.metric(figure.getAsDouble()) : "-";
  }

  private String headline() {
    TestCounts counts = model.counts();
    List<String> remarks = new ArrayList<>();
    if (model.ratings().isPresent()) {
      remarks.add("predictions are clipped to the range of the training values");
    }
    if (counts.coldUsers() + counts.coldItems() > 0) {
      remarks.add(
          "%s and %s are new to the model"
              .formatted(
                  Numbers.of(counts.coldUsers(), "user"), Numbers.of(counts.coldItems(), "item")));
    }
    return "on %s of %s%s:"
        .formatted(
            Numbers.of(counts.count(), "test interaction"),
            Numbers.of(counts.users(), "user"),
            remarks.isEmpty() ? "" : " (" + String.join("; ", remarks) + ")");
  }
}
