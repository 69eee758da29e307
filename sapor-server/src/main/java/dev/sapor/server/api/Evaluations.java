package dev.sapor.server.api;

import dev.sapor.eval.Baseline;
import dev.sapor.eval.Figure;
import dev.sapor.server.live.EvaluationReport;
import dev.sapor.server.live.ServedModel;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Evaluations in answers. */
final class Evaluations {

  /** Writes an evaluation, and whether it is of the model in service. */
  static void put(ObjectNode json, EvaluationReport evaluation, ServedModel served) {
    json.put("name", evaluation.name());
    evaluation.digest().ifPresent(digest -> json.put("digest", digest));
    evaluation.isOf(served).ifPresent(same -> json.put("ofThisModel", same));
    json.put("count", evaluation.count());
    evaluation.judgedUsers().ifPresent(users -> json.put("judgedUsers", users));
    put(json, evaluation.figures());
    ArrayNode baselines = json.putArray("baselines");
    evaluation
        .baselines()
        .forEach((key, figures) -> put(baselines.addObject().put("name", label(key)), figures));
    ArrayNode remarks = json.putArray("remarks");
    evaluation.remarks().forEach(remarks::add);
  }

  private static String label(String key) {
    return Stream.of(Baseline.values())
        .filter(baseline -> baseline.key().equals(key))
        .map(Baseline::label)
        .findFirst()
        .orElse(key);
  }

  private static void put(ObjectNode json, List<Figure> figures) {
    ArrayNode list = json.putArray("figures");
    for (Figure figure : figures) {
      ObjectNode one = list.addObject();
      one.put("metric", figure.key());
      one.put("value", figure.value());
      figure
          .interval()
          .ifPresent(interval -> one.put("low", interval.low()).put("high", interval.high()));
    }
  }

  private Evaluations() {}
}
