package dev.sapor.server.api;

import dev.sapor.server.http.Answer;
import dev.sapor.server.http.Call;
import dev.sapor.server.live.ItemMap;
import dev.sapor.server.live.ServedModel;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Finding items and users, what is like an item, and the map of the items. */
final class Browsing {

  private static final int MOST_FOUND = 100;

  private final Service service;

  Browsing(Service service) {
    this.service = service;
  }

  /** {@code GET /v1/items/{id}/similar}. */
  Answer similar(Call call) {
    call.allowQuery("n");
    int n = call.query("n", 1, Recommendations.MOST_ITEMS, 10);
    ServedModel served = service.model();
    int item = Items.known(served, call.parameter("id"));
    ObjectNode json = Items.answer(served);
    Items.put(json, served, item);
    Items.put(json, served, served.similar().similarTo(item, n));
    return Answer.json(json);
  }

  /** {@code GET /v1/items}. */
  Answer items(Call call) {
    call.allowQuery("query", "n");
    int n = call.query("n", 1, MOST_FOUND, 10);
    ServedModel served = service.model();
    ObjectNode json = Items.answer(served);
    ArrayNode list = json.putArray("items");
    for (int item : served.titles().find(call.query("query").orElse(""), n)) {
      ObjectNode one = list.addObject();
      Items.put(one, served, item);
      one.put("interactions", served.model().itemCount(item));
    }
    return Answer.json(json);
  }

  /** {@code GET /v1/users}. */
  Answer users(Call call) {
    call.allowQuery("query", "n");
    int n = call.query("n", 1, MOST_FOUND, 10);
    ServedModel served = service.model();
    ObjectNode json = Items.answer(served);
    ArrayNode list = json.putArray("users");
    served.users().find(call.query("query").orElse(""), n).forEach(list::add);
    return Answer.json(json);
  }

  /** {@code GET /v1/map}. */
  Answer map(Call call) {
    call.allowQuery("n");
    int n = call.query("n", 1, ItemMap.MOST, 1000);
    ServedModel served = service.model();
    ItemMap map = served.map();
    ObjectNode json = Items.answer(served);
    ArrayNode list = json.putArray("items");
    for (int place = 0; place < Math.min(n, map.size()); place++) {
      ObjectNode one = list.addObject();
      Items.put(one, served, map.item(place));
      one.put("interactions", served.model().itemCount(map.item(place)));
      one.put("x", map.x(place));
      one.put("y", map.y(place));
    }
    return Answer.json(json);
  }
}
