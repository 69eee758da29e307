package dev.sapor.server.live;

import dev.sapor.eval.Figure;
import dev.sapor.eval.Interval;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads reports of {@code sapor evaluate --json}, and says of others what they lack. */
final class ReportReader {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final String source;

  /**
   * @param source what errors call it
   */
  ReportReader(String source) {
    this.source = source;
  }

  IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(
        source + " is not a report of sapor evaluate --json: " + why);
  }

  EvaluationReport read(String name, byte[] bytes) {
    JsonNode json;
    try {
      json = MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw wrong(
          "it is not JSON"
              + (at == null
                  ? ""
                  : " (line %s, column %s)".formatted(at.getLineNr(), at.getColumnNr())));
    }
    return read(name, json);
  }

  EvaluationReport read(String name, JsonNode json) {
    if (!json.isObject()) {
      throw wrong("it is not an object");
    }
    List<Figure> figures = figures(json.path("figures"), "figures");
    if (figures.isEmpty()) {
      throw wrong("figures is empty");
    }
    Optional<String> digest = Optional.empty();
    if (json.has("digest")) {
      digest = Optional.of(text(json.path("digest"), "digest"));
      if (!DIGEST.matcher(digest.get()).matches()) {
        throw wrong("digest must be a SHA-256 in hex");
      }
    }
    return new EvaluationReport(
        name,
        digest,
        whole(json.path("count"), "count"),
        json.has("judgedUsers")
            ? OptionalLong.of(whole(json.path("judgedUsers"), "judgedUsers"))
            : OptionalLong.empty(),
        figures,
        baselines(json.path("baselines")),
        remarks(json.path("remarks")));
  }

  private List<Figure> figures(JsonNode list, String at) {
    if (!list.isArray()) {
      throw wrong(at + " must be a list");
    }
    List<Figure> figures = new ArrayList<>();
    Set<String> metrics = new HashSet<>();
    for (int k = 0; k < list.size(); k++) {
      Figure figure = figure(list.get(k), at + "[" + k + "]");
      if (!metrics.add(figure.key())) {
        throw wrong(at + " has '" + figure.key() + "' twice");
      }
      figures.add(figure);
    }
    return figures;
  }

  private Figure figure(JsonNode json, String at) {
    String metric = text(json.path("metric"), at + ".metric");
    double value = number(json.path("value"), at + ".value");
    if (json.path("low").isNull() && json.path("high").isNull()) {
      return new Figure(metric, value, Optional.empty());
    }
    double low = number(json.path("low"), at + ".low");
    double high = number(json.path("high"), at + ".high");
    if (low > high) {
      throw wrong(at + ".low is above its high");
    }
    return new Figure(metric, value, Optional.of(new Interval(low, high)));
  }

  private Map<String, List<Figure>> baselines(JsonNode json) {
    if (!json.isObject()) {
      throw wrong("baselines must be an object");
    }
    Map<String, List<Figure>> baselines = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> one : json.properties()) {
      // A rule that was not judged is null.
      if (!one.getValue().isNull()) {
        String at = "baselines." + one.getKey() + ".figures";
        baselines.put(one.getKey(), figures(one.getValue().path("figures"), at));
      }
    }
    return baselines;
  }

  private List<String> remarks(JsonNode list) {
    if (!list.isArray()) {
      throw wrong("remarks must be a list");
    }
    List<String> remarks = new ArrayList<>();
    for (JsonNode remark : list) {
      remarks.add(text(remark, "a remark"));
    }
    return remarks;
  }

  private String text(JsonNode json, String at) {
    if (!json.isString() || json.stringValue().isEmpty()) {
      throw wrong(at + " must be a text");
    }
    return json.stringValue();
  }

  private double number(JsonNode json, String at) {
    if (!json.isNumber() || !Double.isFinite(json.doubleValue())) {
      throw wrong(at + " must be a number");
    }
    return json.doubleValue();
  }

  private long whole(JsonNode json, String at) {
    if (!json.isIntegralNumber() || !json.canConvertToLong() || json.longValue() < 0) {
      throw wrong(at + " must be a whole number from 0 on");
    }
    return json.longValue();
  }
}
