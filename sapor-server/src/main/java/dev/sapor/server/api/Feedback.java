package dev.sapor.server.api;

import dev.sapor.server.feedback.FeedbackEvent;
import dev.sapor.server.feedback.FeedbackLog;
import dev.sapor.server.http.Answer;
import dev.sapor.server.http.Call;
import dev.sapor.server.http.Json;
import dev.sapor.server.http.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/feedback}: takes events; they are on the disk before the answer goes out. */
final class Feedback {

  private static final int MOST_EVENTS = 256;
  private static final int LONGEST_KEY = 200;

  private final Service service;

  Feedback(Service service) {
    this.service = service;
  }

  Answer take(Call call) {
    call.allowQuery();
    FeedbackLog log = service.feedback();
    if (log == null) {
      throw ProblemException.unprocessable(
          "this server takes no feedback; start it with --feedback");
    }
    JsonNode body = call.body("events", "key", "user", "item", "value", "disliked");
    List<FeedbackEvent> events = new ArrayList<>();
    if (body.has("events")) {
      Call.checkNames(body, "events");
      JsonNode list = body.path("events");
      if (!list.isArray() || list.isEmpty() || list.size() > MOST_EVENTS) {
        throw ProblemException.badRequest(
            "events must be a list of 1 to %s events".formatted(MOST_EVENTS));
      }
      list.forEach(one -> events.add(event(one)));
    } else {
      events.add(event(body));
    }
    return Answer.json(receipts(log, events));
  }

  private static FeedbackEvent event(JsonNode one) {
    Call.checkNames(one, "key", "user", "item", "value", "disliked");
    String key = one.path("key").asString("");
    if (!one.path("key").isString() || key.isEmpty() || key.length() > LONGEST_KEY) {
      throw ProblemException.badRequest(
          "key must be a text of 1 to %s characters, another for each event"
              .formatted(LONGEST_KEY));
    }
    return new FeedbackEvent(
        0,
        Items.text(one.path("key"), "key"),
        Items.text(one.path("user"), "user"),
        Items.text(one.path("item"), "item"),
        GivenHistory.value(one),
        Items.flag(one, "disliked"));
  }

  private static ObjectNode receipts(FeedbackLog log, List<FeedbackEvent> events) {
    ObjectNode json = Json.object();
    json.put("log", log.id());
    ArrayNode list = json.putArray("events");
    try {
      for (FeedbackLog.Receipt receipt : log.add(events)) {
        ObjectNode one = list.addObject();
        one.put("key", receipt.key());
        one.put("sequence", receipt.sequence());
        one.put("duplicate", receipt.duplicate());
      }
    } catch (FeedbackLog.KeyTakenException e) {
      throw ProblemException.conflict("a key stands for another event already");
    } catch (IOException e) {
      throw ProblemException.unavailable("the events were not taken; send them again");
    }
    return json;
  }
}
