package dev.sapor.server.api;

import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.RankedItems;
import dev.sapor.server.feedback.FeedbackLog;
import dev.sapor.server.http.Answer;
import dev.sapor.server.http.Call;
import dev.sapor.server.http.ProblemException;
import dev.sapor.server.live.ServedModel;
import dev.sapor.solver.als.Explanation.Contribution;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The best items of a user, of some users, or of somebody new. */
final class Recommendations {

  /** Most items of a list. */
  static final int MOST_ITEMS = 1000;

  /** Most users of a batch. */
  static final int MOST_USERS = 256;

  private static final int MOST_REASONS = 10;

  private final Service service;

  Recommendations(Service service) {
    this.service = service;
  }

  /** {@code GET /v1/users/{id}/recommendations}. */
  Answer ofUser(Call call) {
    call.allowQuery("n", "items", "exclude", "seen", "reasons");
    ServedModel served = service.model();
    int n = call.query("n", 1, MOST_ITEMS, 10);
    int reasons = call.query("reasons", 0, MOST_REASONS, 0);
    ItemFilter filter =
        Items.filter(served, call.queryList("items"), call.queryList("exclude"), seen(call));
    String id = call.parameter("id");
    Taste taste = Taste.ofUser(service, served, id);
    ObjectNode json = Items.answer(served);
    json.put("user", id);
    putFeedback(json, taste);
    put(json, served, taste, n, filter, reasons, call);
    return Answer.json(json);
  }

  private static boolean seen(Call call) {
    String text = call.query("seen").orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      throw ProblemException.badRequest("seen must be true or false");
    }
    return text.equals("true");
  }

  private void putFeedback(ObjectNode json, Taste taste) {
    FeedbackLog log = service.feedback();
    if (log != null) {
      ObjectNode feedback = json.putObject("feedback");
      feedback.put("log", log.id());
      feedback.put("through", taste.through());
    }
  }

  private static void put(
      ObjectNode json,
      ServedModel served,
      Taste taste,
      int n,
      ItemFilter filter,
      int reasons,
      Call call) {
    RankedItems ranked = taste.best(n, filter);
    ArrayNode list = Items.put(json, served, ranked);
    for (int rank = 0; rank < ranked.size() && reasons > 0; rank++) {
      call.checkTime();
      List<Contribution> contributions = taste.explain(ranked.itemIndex(rank)).contributions();
      ArrayNode because = ((ObjectNode) list.get(rank)).putArray("because");
      contributions.stream()
          .filter(contribution -> contribution.amount() > 0)
          .limit(reasons)
          .forEach(contribution -> {
            ObjectNode one = because.addObject();
            Items.put(one, served, contribution.itemIndex());
            one.put("amount", contribution.amount());
          });
    }
  }

  /** {@code POST /v1/recommendations}. */
  Answer ofBody(Call call) {
    call.allowQuery();
    JsonNode body =
        call.body("history", "users", "n", "items", "exclude", "includeSeen", "reasons");
    if (body.has("history") == body.has("users")) {
      throw ProblemException.badRequest("the body must have either history or users");
    }
    ServedModel served = service.model();
    int n = Items.number(body, "n", 1, MOST_ITEMS, 10);
    int reasons = Items.number(body, "reasons", 0, MOST_REASONS, 0);
    ItemFilter filter =
        Items.filter(
            served,
            Items.ids(body, "items", Items.MOST),
            Items.ids(body, "exclude", Items.MOST),
            Items.flag(body, "includeSeen"));
    ObjectNode json = Items.answer(served);
    if (body.has("history")) {
      GivenHistory given = GivenHistory.of(body.path("history"), served);
      if (given.entries().isEmpty()) {
        throw ProblemException.unprocessable("the model knows none of the items of the history");
      }
      putUnknown(json, given.unknown());
      put(json, served, Taste.ofHistory(served, given.entries()), n, filter, reasons, call);
    } else {
      putBatch(json, served, Items.ids(body, "users", MOST_USERS), n, filter, reasons, call);
    }
    return Answer.json(json);
  }

  private static void putUnknown(ObjectNode json, List<String> unknown) {
    if (!unknown.isEmpty()) {
      ArrayNode list = json.putArray("unknown");
      unknown.forEach(list::add);
    }
  }

  private void putBatch(
      ObjectNode json,
      ServedModel served,
      List<String> users,
      int n,
      ItemFilter filter,
      int reasons,
      Call call) {
    ArrayNode list = json.putArray("users");
    for (String id : users) {
      call.checkTime();
      ObjectNode one = list.addObject();
      one.put("user", id);
      try {
        Taste taste = Taste.ofUser(service, served, id);
        putFeedback(one, taste);
        put(one, served, taste, n, filter, reasons, call);
      } catch (ProblemException e) {
        if (e.status() != 404) {
          throw e;
        }
        one.put("problem", e.getMessage());
      }
    }
  }

  /** {@code POST /v1/scores}. */
  Answer scores(Call call) {
    call.allowQuery();
    JsonNode body = call.body("user", "history", "items");
    if (body.has("history") == body.has("user")) {
      throw ProblemException.badRequest("the body must have either user or history");
    }
    ServedModel served = service.model();
    List<String> items = Items.ids(body, "items", Items.MOST);
    if (items.isEmpty()) {
      throw ProblemException.badRequest("items must name at least one item");
    }
    Taste taste =
        body.has("user")
            ? Taste.ofUser(service, served, Items.text(body.path("user"), "user"))
            : Taste.ofHistory(served, GivenHistory.of(body.path("history"), served).entries());
    ObjectNode json = Items.answer(served);
    if (body.has("user")) {
      putFeedback(json, taste);
    }
    ArrayNode list = json.putArray("scores");
    for (String id : items) {
      ObjectNode one = list.addObject();
      one.put("item", id);
      served
          .model()
          .items()
          .indexOf(id)
          .ifPresentOrElse(item -> one.put("score", taste.score(item)), () -> one.putNull("score"));
    }
    return Answer.json(json);
  }

  /** {@code GET /v1/users/{id}/items/{item}/explanation}. */
  Answer explanation(Call call) {
    call.allowQuery("n");
    int n = call.query("n", 1, MOST_ITEMS, 20);
    ServedModel served = service.model();
    Taste taste = Taste.ofUser(service, served, call.parameter("id"));
    int item = Items.known(served, call.parameter("item"));
    var explanation = taste.explain(item);
    ObjectNode json = Items.answer(served);
    json.put("user", call.parameter("id"));
    putFeedback(json, taste);
    Items.put(json, served, item);
    json.put("score", explanation.score());
    ArrayNode terms = json.putArray("terms");
    explanation
        .terms()
        .forEach(term -> terms.addObject().put("name", term.name()).put("value", term.value()));
    ArrayNode list = json.putArray("contributions");
    double rest = 0;
    for (int k = 0; k < explanation.contributions().size(); k++) {
      Contribution contribution = explanation.contributions().get(k);
      if (k < n) {
        ObjectNode one = list.addObject();
        Items.put(one, served, contribution.itemIndex());
        one.put("value", contribution.value());
        one.put("amount", contribution.amount());
      } else {
        rest += contribution.amount();
      }
    }
    json.put("rest", rest);
    return Answer.json(json);
  }
}
