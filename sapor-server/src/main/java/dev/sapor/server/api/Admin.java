package dev.sapor.server.api;

import dev.sapor.model.io.ModelFileException;
import dev.sapor.server.http.Answer;
import dev.sapor.server.http.Call;
import dev.sapor.server.http.Json;
import dev.sapor.server.http.ProblemException;
import dev.sapor.server.live.ModelFolder;
import dev.sapor.server.live.ModelSwaps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What only the operator may do. */
final class Admin {

  private final Service service;
  private final ModelSwaps swaps;
  private final @Nullable ModelFolder folder;
  private final Supplier<String> metrics;

  Admin(Service service, ModelSwaps swaps, @Nullable ModelFolder folder, Supplier<String> metrics) {
    this.service = service;
    this.swaps = swaps;
    this.folder = folder;
    this.metrics = metrics;
  }

  private ModelFolder folder() {
    if (folder == null) {
      throw ProblemException.unprocessable("this server has no folder of models");
    }
    return folder;
  }

  /** {@code POST /admin/models/{name}}: lets another model of the folder serve. */
  Answer swap(Call call) {
    call.allowQuery();
    ModelFolder.Entry entry =
        folder()
            .find(call.parameter("name"))
            .orElseThrow(() -> ProblemException.notFound("the folder has no such model"));
    try {
      return Answer.json(Items.answer(swaps.swap(entry)));
    } catch (ModelFileException e) {
      throw ProblemException.unprocessable("the file is not a whole model; the old one goes on");
    } catch (IOException e) {
      throw ProblemException.unavailable("the file could not be read; the old model goes on");
    }
  }

  /** {@code GET /admin/models}: the models of the folder, and which one serves. */
  Answer models(Call call) {
    call.allowQuery();
    ObjectNode json = Items.answer(service.model());
    ArrayNode list = json.putArray("models");
    try {
      folder().list().forEach(entry -> list.add(entry.name()));
    } catch (IOException e) {
      throw ProblemException.unavailable("the folder could not be read");
    }
    json.put("swaps", swaps.done());
    json.put("refused", swaps.refused());
    return Answer.json(json);
  }

  /** {@code GET /metrics}: for Prometheus. */
  Answer metrics(Call call) {
    call.allowQuery();
    return Answer.of(
        "text/plain; version=0.0.4; charset=utf-8", metrics.get().getBytes(StandardCharsets.UTF_8));
  }

  /** {@code GET /health/live}. */
  static Answer live(Call call) {
    return Answer.json(Json.object().put("status", "up"));
  }
}
