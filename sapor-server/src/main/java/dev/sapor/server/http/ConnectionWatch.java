package dev.sapor.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cuts off clients that take too long: to send a request, however many bytes they trickle; to send
 * a body; to take an answer; or to come back. The web server itself ends a connection only between
 * two requests. While a request is worked on, the clock stands still.
 */
final class ConnectionWatch implements ServerConnectionSelector, AutoCloseable {

  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final Http1ConnectionSelector http;
  private final long limitNanos;
  // A connection has a thread of its own.
  private final Map<Thread, Watched> connections = new ConcurrentHashMap<>();
  private final Thread thread;

  /**
   * @param config how HTTP/1.1 is read
   * @param limit how long a client may take
   */
  ConnectionWatch(Http1Config config, Duration limit) {
    http = Http1ConnectionSelector.builder().config(config).build();
    limitNanos = limit.toNanos();
    thread = Thread.ofPlatform().daemon().name("connection-watch").start(this::watch);
  }

  /** The request of this thread is being worked on. */
  void working() {
    Watched watched = connections.get(Thread.currentThread());
    if (watched != null) {
      watched.working = true;
    }
  }

  /** From now on this thread waits for its client. */
  void waiting() {
    Watched watched = connections.get(Thread.currentThread());
    if (watched != null) {
      watched.since = System.nanoTime();
      watched.working = false;
    }
  }

  private void watch() {
    while (true) {
      try {
        Thread.sleep(PERIOD);
      } catch (InterruptedException e) {
        return;
      }
      long now = System.nanoTime();
      for (Watched watched : connections.values()) {
        if (!watched.working && now - watched.since > limitNanos) {
          watched.close(true);
        }
      }
    }
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    return new Watched(http.connection(context));
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private final class Watched implements ServerConnection {

    private final ServerConnection connection;
    private volatile long since = System.nanoTime();
    private volatile boolean working;

    Watched(ServerConnection connection) {
      this.connection = connection;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      connections.put(Thread.currentThread(), this);
      try {
        connection.handle(limit);
      } finally {
        connections.remove(Thread.currentThread());
      }
    }

    @Override
    public Duration idleTime() {
      return connection.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      connection.close(interrupt);
    }
  }
}
