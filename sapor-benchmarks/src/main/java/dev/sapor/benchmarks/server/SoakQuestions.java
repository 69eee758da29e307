package dev.sapor.benchmarks.server;

import dev.sapor.linalg.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The good requests of a soak: a fixed set of each kind, drawn by the seed. */
final class SoakQuestions {

  private static final int OF_A_KIND = 100;

  private final SoakModels models;
  private final String token;
  private final RandomStream random;
  private final List<SoakQuestion> all = new ArrayList<>();

  private SoakQuestions(SoakModels models, String token, long seed) {
    this.models = models;
    this.token = token;
    random = RandomStream.of(seed, "questions of a soak");
  }

  static List<SoakQuestion> make(SoakModels models, String token, long seed) {
    SoakQuestions questions = new SoakQuestions(models, token, seed);
    for (int k = 0; k < OF_A_KIND; k++) {
      questions.add();
    }
    return List.copyOf(questions.all);
  }

  private String user() {
    return SoakModels.user(random.nextInt(SoakModels.QUIET));
  }

  private String item() {
    return models.items().get(random.nextInt(models.items().size()));
  }

  private String items(int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> '"' + item() + '"')
        .distinct()
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private void get(String kind, String path, SoakQuestion.Check check) {
    add(kind, Caller.question("GET", path, token, null), check);
  }

  private void post(String kind, String path, String body, SoakQuestion.Check check) {
    add(kind, Caller.question("POST", path, token, body), check);
  }

  private void add(String kind, byte[] bytes, SoakQuestion.Check check) {
    all.add(new SoakQuestion(kind, all.size(), bytes, check));
  }

  /** One of each kind. */
  private void add() {
    String user = user();
    get(
        "recommendations",
        "/v1/users/" + user + "/recommendations",
        answer -> {
          String digest = answer.path("model").path("digest").asString("");
          return list(answer).equals(models.list(digest, user)) ? null : "not the list of " + user;
        });
    get(
        "recommendations with reasons",
        "/v1/users/%s/recommendations?n=20&reasons=3&exclude=%s".formatted(user(), item()),
        answer -> ranked(answer, 20));
    post(
        "fold-ins",
        "/v1/recommendations",
        "{\"history\": %s, \"n\": 15, \"reasons\": 2}".formatted(items(30)),
        answer -> ranked(answer, 15));
    String batch =
        IntStream.range(0, 10)
            .mapToObj(_ -> '"' + user() + '"')
            .collect(Collectors.joining(", ", "[", "]"));
    post(
        "batches",
        "/v1/recommendations",
        "{\"users\": %s, \"n\": 5}".formatted(batch),
        answer -> size(answer.path("users"), 10));
    post(
        "scores",
        "/v1/scores",
        "{\"user\": \"%s\", \"items\": [\"%s\", \"%s\", \"none\"]}"
            .formatted(user(), item(), item()),
        answer -> size(answer.path("scores"), 3));
    get(
        "explanations",
        "/v1/users/%s/items/%s/explanation?n=5".formatted(user(), item()),
        SoakQuestions::explanation);
    get(
        "similar items",
        "/v1/items/%s/similar?n=12".formatted(item()),
        answer -> ranked(answer, 12));
    String word = Integer.toString(random.nextInt(97));
    get("title searches", "/v1/items?n=20&query=film%20" + word, answer -> titles(answer, word));
    get(
        "user searches",
        "/v1/users?query=u" + random.nextInt(100),
        answer -> answer.path("users").isEmpty() ? "nobody found" : null);
    get("the map", "/v1/map?n=200", answer -> size(answer.path("items"), 200));
    get(
        "the model",
        "/v1/model",
        answer -> answer.path("factors").asInt(0) > 0 ? null : "no factors");
  }

  private static String list(JsonNode answer) {
    StringBuilder list = new StringBuilder();
    answer
        .path("items")
        .forEach(item ->
            list.append(item.path("item").asString(""))
                .append(' ')
                .append(item.path("score").floatValue())
                .append('\n'));
    return list.toString();
  }

  private static @Nullable String size(JsonNode list, int wanted) {
    return list.size() == wanted ? null : "%s entries, not %s".formatted(list.size(), wanted);
  }

  /** So many items, the best first. */
  private static @Nullable String ranked(JsonNode answer, int wanted) {
    JsonNode items = answer.path("items");
    for (int k = 1; k < items.size(); k++) {
      if (items.get(k - 1).path("score").floatValue() < items.get(k).path("score").floatValue()) {
        return "a better item comes later";
      }
    }
    return size(items, wanted);
  }

  private static @Nullable String titles(JsonNode answer, String word) {
    for (JsonNode item : answer.path("items")) {
      if (!item.path("title").asString("").startsWith("Film " + word)) {
        return "title " + item.path("title");
      }
    }
    return answer.path("items").isEmpty() ? "nothing found" : null;
  }

  /** Terms, contributions and rest sum to the score. */
  private static @Nullable String explanation(JsonNode answer) {
    double score = answer.path("score").asDouble(Double.NaN);
    double sum = answer.path("rest").asDouble(Double.NaN);
    for (JsonNode contribution : answer.path("contributions")) {
      sum += contribution.path("amount").asDouble(Double.NaN);
    }
    for (JsonNode term : answer.path("terms")) {
      sum += term.path("value").asDouble(Double.NaN);
    }
    boolean sums = Math.abs(sum - score) <= 1e-4 * (1 + Math.abs(score));
    return sums ? null : "parts of %s make no score of %s".formatted(sum, score);
  }
}
