package dev.sapor.server.api;

import dev.sapor.server.http.Call;
import dev.sapor.server.http.ProblemException;
import dev.sapor.server.live.ServedModel;
import dev.sapor.solver.als.HistoryEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What somebody had to do with, as a body says it: a list of ids, or of {@code {"item": id,
 * "value": number}} or {@code {"item": id, "disliked": true}}.
 *
 * @param entries those of items that the model knows
 * @param unknown ids that it does not
 */
record GivenHistory(List<HistoryEntry> entries, List<String> unknown) {

  /**
   * @throws ProblemException if it is something else, too long, or names an item twice
   */
  static GivenHistory of(JsonNode list, ServedModel served) {
    if (!list.isArray() || list.isEmpty() || list.size() > Items.MOST) {
      throw ProblemException.badRequest(
          "history must be a list of 1 to %s items".formatted(Items.MOST));
    }
    List<HistoryEntry> entries = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (JsonNode one : list) {
      String id = one.isObject() ? Items.text(one.path("item"), "item") : Items.text(one, "item");
      if (!named.add(id)) {
        throw ProblemException.badRequest("history names an item twice");
      }
      OptionalInt item = served.model().items().indexOf(id);
      if (item.isEmpty()) {
        unknown.add(id);
      } else {
        entries.add(entry(one, item.getAsInt()));
      }
    }
    return new GivenHistory(entries, unknown);
  }

  private static HistoryEntry entry(JsonNode one, int item) {
    if (!one.isObject()) {
      return HistoryEntry.liked(item);
    }
    Call.checkNames(one, "item", "value", "disliked");
    return new HistoryEntry(item, value(one), Items.flag(one, "disliked"));
  }

  /**
   * The value of an event.
   *
   * @throws ProblemException if it is no finite number, or stands beside a dislike
   */
  static OptionalDouble value(JsonNode one) {
    JsonNode value = one.path("value");
    if (value.isMissingNode()) {
      return OptionalDouble.empty();
    }
    if (!value.isNumber() || !Float.isFinite((float) value.asDouble(Double.NaN))) {
      throw ProblemException.badRequest("value must be a finite number");
    }
    if (one.path("disliked").asBoolean(false)) {
      throw ProblemException.badRequest("an item has a value or is disliked, not both");
    }
    return OptionalDouble.of(value.asDouble(0));
  }
}
