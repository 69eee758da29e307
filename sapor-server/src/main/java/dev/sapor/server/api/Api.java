package dev.sapor.server.api;

import dev.sapor.server.feedback.FeedbackLog;
import dev.sapor.server.http.Answer;
import dev.sapor.server.http.Json;
import dev.sapor.server.http.ProblemException;
import dev.sapor.server.http.Route;
import dev.sapor.server.http.Scope;
import dev.sapor.server.live.EvaluationReport;
import dev.sapor.server.live.ModelFolder;
import dev.sapor.server.live.ModelHolder;
import dev.sapor.server.live.ModelSwaps;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All routes but those of the page. */
public final class Api {

  /**
   * What the routes work with.
   *
   * @param models the model in service
   * @param swaps lets others serve
   * @param folder where they are; null where there is no folder
   * @param feedback the log; null where no feedback is taken
   * @param evaluations how good models were found to be
   * @param ready whether the server wants to be asked
   * @param metrics figures for Prometheus
   */
  public record Parts(
      ModelHolder models,
      ModelSwaps swaps,
      @Nullable ModelFolder folder,
      @Nullable FeedbackLog feedback,
      List<EvaluationReport> evaluations,
      BooleanSupplier ready,
      Supplier<String> metrics) {}

  /** The routes. */
  public static List<Route> routes(Parts parts) {
    Service service = new Service(parts.models(), parts.feedback());
    Recommendations recommendations = new Recommendations(service);
    Browsing browsing = new Browsing(service);
    Admin admin = new Admin(service, parts.swaps(), parts.folder(), parts.metrics());
    byte[] description = description();
    return List.of(
        Route.get("/v1/users/{id}/recommendations", recommendations::ofUser),
        Route.post("/v1/recommendations", recommendations::ofBody),
        Route.get("/v1/users/{id}/items/{item}/explanation", recommendations::explanation),
        Route.post("/v1/scores", recommendations::scores),
        Route.get("/v1/items/{id}/similar", browsing::similar),
        Route.get("/v1/items", browsing::items),
        Route.get("/v1/users", browsing::users),
        Route.get("/v1/map", browsing::map),
        Route.get("/v1/model", new About(service, parts.evaluations())::model),
        Route.post("/v1/feedback", new Feedback(service)::take).atOnce(),
        Route.get("/openapi.json", call -> Answer.of("application/json", description)).atOnce(),
        Route.get("/health/live", Admin::live).of(Scope.OPEN).atOnce(),
        Route.get("/health/ready", call -> ready(parts.ready())).of(Scope.OPEN).atOnce(),
        Route.get("/metrics", admin::metrics).of(Scope.ADMIN).atOnce(),
        Route.get("/admin/models", admin::models).of(Scope.ADMIN).atOnce(),
        Route.post("/admin/models/{name}", admin::swap).of(Scope.ADMIN).atOnce());
  }

  private static Answer ready(BooleanSupplier ready) {
    if (!ready.getAsBoolean()) {
      throw ProblemException.unavailable("not ready");
    }
    return Answer.json(Json.object().put("status", "up"));
  }

  private static byte[] description() {
    try (InputStream in = Api.class.getResourceAsStream("openapi.json")) {
      return Objects.requireNonNull(in, "openapi.json is in the jar").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Api() {}
}
