package dev.sapor.cli;

import dev.sapor.server.SaporServer;
import dev.sapor.server.ServerConfig;
import dev.sapor.server.live.ServedModel;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A server that runs within a command. */
final class Serving {

  private final ServerConfig config;
  private final SaporServer server;
  private final ServedModel first;

  private Serving(ServerConfig config, SaporServer server, ServedModel first) {
    this.config = config;
    this.server = server;
    this.first = first;
  }

  /**
   * Listens, and lets a model serve.
   *
   * @param name what answers call the model
   * @throws CommandException if the address cannot be bound
   */
  static Serving start(ServerConfig config, String name, Path model) throws IOException {
    SaporServer server = listen(config);
    try {
      return new Serving(config, server, server.serve(name, model));
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static SaporServer listen(ServerConfig config) throws IOException {
    try {
      return SaporServer.start(config);
    } catch (BindException e) {
      throw CommandException.environment(
          "cannot listen at %s port %s (%s); name another by --port"
              .formatted(config.host(), config.port(), e.getMessage()));
    }
  }

  /** The model that served first. */
  ServedModel first() {
    return first;
  }

  /** Where the page is. */
  String url() {
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    String scheme = config.tls() == null ? "http" : "https";
    return scheme + "://" + host + ":" + server.port() + "/";
  }

  /**
   * Serves until a signal comes or the time is over, and ends in order. A signal is a good end.
   *
   * @param time null for no end
   */
  void untilStopped(StopRequest stop, @Nullable Duration time) throws IOException {
    stop.endsWell();
    long start = System.nanoTime();
    stop.inOrder(() -> {
      while (!stop.requested() && (time == null || System.nanoTime() - start < time.toNanos())) {
        pause();
      }
      server.close();
      return true;
    });
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
