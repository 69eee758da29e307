package dev.sapor.cli;

import dev.sapor.eval.Comparison;
import dev.sapor.eval.Evaluation;
import dev.sapor.eval.Figure;
import dev.sapor.eval.Interval;
import dev.sapor.eval.RankingEvaluation;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Figures for programs. */
final class FigureJson {

  /** {@code [{metric, value, low, high}]}; low and high are null where there is no interval. */
  static ArrayNode figures(List<Figure> figures) {
    ArrayNode list = Json.object().putArray("figures");
    for (Figure figure : figures) {
      ObjectNode json = list.addObject();
      json.put("metric", figure.key());
      json.put("value", figure.value());
      putInterval(json, figure.interval());
    }
    return list;
  }

  /** {@code [{metric, first, second, difference, low, high, p, users}]}. */
  static ArrayNode comparisons(List<Comparison> comparisons) {
    ArrayNode list = Json.object().putArray("comparisons");
    for (Comparison comparison : comparisons) {
      ObjectNode json = list.addObject();
      json.put("metric", comparison.key());
      json.put("first", comparison.first());
      json.put("second", comparison.second());
      json.put("difference", comparison.difference());
      putInterval(json, comparison.interval());
      json.put("p", comparison.chance());
      json.put("users", comparison.users());
      json.put(
          "better",
          comparison.secondIsBetter() ? "second" : comparison.firstIsBetter() ? "first" : "none");
    }
    return list;
  }

  /** Who was judged and who was left out. */
  static void putUsers(ObjectNode json, Evaluation evaluation) {
    Optional<RankingEvaluation> ranking = evaluation.ranking();
    if (ranking.isPresent()) {
      json.put("judgedUsers", ranking.get().users());
      json.put("fallbackUsers", ranking.get().fallbackUsers());
      json.put("unknownUsersLeftOut", ranking.get().unknownUsers());
      json.put("usersWithoutTest", ranking.get().usersWithoutTest());
    }
  }

  private static void putInterval(ObjectNode json, Optional<Interval> interval) {
    if (interval.isPresent()) {
      json.put("low", interval.get().low());
      json.put("high", interval.get().high());
    } else {
      json.putNull("low");
      json.putNull("high");
    }
  }

  private FigureJson() {}
}
