package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.server.ServerConfig;
import dev.sapor.server.live.ServedModel;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a server says once it is ready.
 *
 * @param url where the page is
 * @param served the model that serves
 * @param config how it serves
 */
record ServeReport(String url, ServedModel served, ServerConfig config) implements Report {

  @Override
  public JsonNode json() {
    ObjectNode json = Json.object();
    json.put("url", url);
    json.put("model", served.name());
    json.put("digest", served.digest());
    json.put("tokens", !config.tokens().areOff());
    json.put("feedback", config.feedback() != null);
    json.put("evaluations", config.evaluations().size());
    return json;
  }

  @Override
  public void print(Console console) {
    console.print(
        "serving %s (%s, %s) at %s"
            .formatted(
                served.name(),
                Numbers.of(served.model().users().size(), "user"),
                Numbers.of(served.model().items().size(), "item"),
                url));
    console.print(
        config.tokens().areOff()
            ? "everybody who reaches this address may ask; Ctrl-C ends it"
            : "who asks needs a token; Ctrl-C ends it");
  }
}
