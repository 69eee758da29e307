package dev.sapor.server;

import dev.sapor.server.api.Api;
import dev.sapor.server.feedback.FeedbackLog;
import dev.sapor.server.http.Admission;
import dev.sapor.server.http.HttpListener;
import dev.sapor.server.http.Origins;
import dev.sapor.server.http.Route;
import dev.sapor.server.http.Router;
import dev.sapor.server.live.FolderWatch;
import dev.sapor.server.live.ModelFolder;
import dev.sapor.server.live.ModelHolder;
import dev.sapor.server.live.ModelSwaps;
import dev.sapor.server.live.ServedModel;
import dev.sapor.server.page.PageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server: one process, one model in service, no database. It listens as soon as it is made, and
 * is ready once a model serves.
 */
public final class SaporServer implements AutoCloseable {

  private static final Duration WATCH_PERIOD = Duration.ofSeconds(1);
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final ModelHolder models = new ModelHolder();
  private final ModelSwaps swaps = new ModelSwaps(models);
  private final ServerMetrics metrics = new ServerMetrics();
  private final Opened opened;
  private final @Nullable FeedbackLog feedback;
  private final @Nullable FolderWatch watch;
  private final Router router;
  private final HttpListener listener;
  private final Admission admission;
  private volatile boolean closing;

  /**
   * @param opened receives each part as soon as it is open
   */
  private SaporServer(ServerConfig config, Opened opened) throws IOException {
    this.opened = opened;
    opened.add(metrics::close);
    feedback = openLog(config.feedback());
    Path path = config.folder();
    ModelFolder folder = path == null ? null : new ModelFolder(path);
    admission = new Admission(config.turns(), config.mostWaiting(), Duration.ofMillis(25));
    router = router(config, folder);
    gauges();
    listener = listen(config);
    watch = folder != null && config.watch() ? watch(folder) : null;
  }

  /**
   * Begins to listen. A start that fails leaves nothing open.
   *
   * @throws IOException if the address cannot be bound, the feedback log cannot be opened or the
   *     folder that is to be watched cannot be read
   */
  public static SaporServer start(ServerConfig config) throws IOException {
    Opened opened = new Opened();
    try {
      return new SaporServer(config, opened);
    } catch (IOException | RuntimeException | Error e) {
      opened.closeAfter(e);
      throw e;
    }
  }

  private @Nullable FeedbackLog openLog(@Nullable Path file) throws IOException {
    if (file == null) {
      return null;
    }
    FeedbackLog log = FeedbackLog.open(file);
    opened.add(log::close);
    return log;
  }

  private FolderWatch watch(ModelFolder folder) throws IOException {
    FolderWatch made = new FolderWatch(folder, WATCH_PERIOD, swaps::swapIfSound);
    opened.add(made::close);
    return made.start();
  }

  private Router router(ServerConfig config, @Nullable ModelFolder folder) {
    List<Route> routes = new ArrayList<>(PageFiles.routes());
    routes.addAll(
        Api.routes(
            new Api.Parts(
                models,
                swaps,
                folder,
                feedback,
                config.evaluations(),
                this::isReady,
                metrics::text)));
    Origins origins = ServerConfig.isLoopback(config.host()) ? Origins.loopback() : Origins.any();
    return new Router(routes, config.tokens(), admission, origins, metrics);
  }

  private HttpListener listen(ServerConfig config) throws IOException {
    HttpListener made =
        new HttpListener(
            new HttpListener.Binding(
                config.host(),
                config.port(),
                config.tls(),
                config.maxConnections(),
                config.patience()),
            router);
    opened.add(made::close);
    return made;
  }

  private void gauges() {
    metrics.gauge("sapor.waiting", "Requests that wait for a turn", admission::waiting);
    metrics.gauge("sapor.swaps", "Models that were let serve", swaps::done);
    metrics.gauge("sapor.refused.models", "Models that were refused", swaps::refused);
  }

  /**
   * Loads a model and lets it serve.
   *
   * @param name what answers call it
   * @throws dev.sapor.model.io.ModelFileException if it is not a whole model
   * @throws IOException if it cannot be read
   */
  public ServedModel serve(String name, Path file) throws IOException {
    return swaps.swap(new ModelFolder.Entry(name, file));
  }

  /** Lets a model serve that is in memory already. */
  public void serve(ServedModel model) {
    models.swap(model);
  }

  /** Whether it wants to be asked: a model serves, and it is not about to end. */
  public boolean isReady() {
    return models.current() != null && !closing;
  }

  /** The port that it listens at. */
  public int port() {
    return listener.port();
  }

  /** All routes. */
  public List<Route> routes() {
    return router.routes();
  }

  /**
   * Ends in order: not ready from now on; clients are asked to close their connections; requests
   * that are at work finish; then the log of feedback is closed.
   */
  @Override
  public void close() throws IOException {
    closing = true;
    listener.drain();
    if (watch != null) {
      watch.close();
    }
    long end = System.nanoTime() + DRAIN.toNanos();
    try {
      // Requests that a client has begun to send come in this while.
      do {
        Thread.sleep(200);
      } while (listener.inFlight() > 0 && System.nanoTime() < end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    opened.close();
  }
}
