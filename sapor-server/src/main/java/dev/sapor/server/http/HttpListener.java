package dev.sapor.server.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpLogConfig;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The web server (Helidon SE): a virtual thread for each connection, HTTP/1.1, with bounds on
 * everything that a client can make long.
 */
public final class HttpListener implements AutoCloseable {

  private static final List<HeaderName> USED =
      List.of(
          HeaderNames.HOST,
          HeaderNames.ORIGIN,
          HeaderNames.AUTHORIZATION,
          HeaderNames.CONTENT_TYPE);

  private static final Header NO_SNIFFING =
      HeaderValues.createCached("X-Content-Type-Options", "nosniff");
  private static final Header NO_STORE = HeaderValues.createCached("Cache-Control", "no-store");

  private static final int MAX_PROLOGUE = 8 << 10;
  private static final int MAX_HEADERS = 16 << 10;
  private static final Duration SLOWEST = Duration.ofSeconds(15);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final long MOST_BODY_BYTES = 64 << 20;

  private final Router router;
  private final Duration patience;
  private final WebServer server;
  private final ConnectionWatch watch =
      new ConnectionWatch(
          Http1Config.builder()
              .maxPrologueLength(MAX_PROLOGUE)
              .maxHeadersSize(MAX_HEADERS)
              // Otherwise a verbose log would hold what is asked for, and with it what people like.
              .log(HttpLogConfig.builder().receiveLog(false).sendLog(false).build())
              .build(),
          SLOWEST);
  private final AtomicInteger inFlight = new AtomicInteger();
  private final BodyBudget bodies = new BodyBudget(MOST_BODY_BYTES);
  private volatile boolean draining;

  /**
   * Where and how it listens.
   *
   * @param host name or address
   * @param port port; 0 for any that is free
   * @param tls keys for TLS; null for plain text
   * @param maxConnections connections at once; more are not accepted
   * @param patience time within which a request is to be answered
   */
  public record Binding(
      String host, int port, @Nullable SSLContext tls, int maxConnections, Duration patience) {}

  /**
   * Listens.
   *
   * @throws IOException if the address cannot be bound
   */
  public HttpListener(Binding binding, Router router) throws IOException {
    this.router = router;
    this.patience = binding.patience();
    try {
      server = started(configured(binding).build(), binding);
    } catch (IOException | RuntimeException e) {
      watch.close();
      throw e;
    }
  }

  private static WebServer started(WebServer server, Binding binding) throws IOException {
    try {
      server.start();
      if (server.isRunning() && server.port() >= 0) {
        return server;
      }
      // The web server only logs why.
      throw new BindException(reason(binding));
    } catch (IOException | RuntimeException e) {
      server.stop();
      throw e;
    }
  }

  /** Why an address cannot be bound: what the system says to who tries. */
  private static String reason(Binding binding) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(binding.host(), binding.port()));
      return "the address could not be bound";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private WebServerConfig.Builder configured(Binding binding) {
    WebServerConfig.Builder builder =
        WebServer.builder()
            .host(binding.host())
            .port(binding.port())
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false)
            .addConnectionSelector(watch)
            .contentEncoding(
                ContentEncodingContext.builder().contentEncodingsDiscoverServices(false).build())
            .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
            .maxTcpConnections(binding.maxConnections())
            .shutdownGracePeriod(GRACE)
            .errorHandling(ErrorHandling.builder().includeEntity(false).build())
            .directHandlers(problems())
            .routing(routing -> routing.any(this::handle));
    SSLContext tls = binding.tls();
    if (tls != null) {
      builder.tls(keys -> keys.sslContext(tls));
    }
    return builder;
  }

  /** Problems that the web server finds before there is a call. */
  private static DirectHandlers problems() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    DirectHandler problem =
        new DirectHandler() {
          @Override
          public TransportResponse handle(
              TransportRequest request,
              EventType type,
              Status status,
              ServerResponseHeaders headers,
              String message) {
            // The message quotes what came and is not passed on.
            String title = status.reasonPhrase();
            Answer answer = ProblemException.of(status.code(), title, "the request is not sound");
            return TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderValues.create(HeaderNames.CONTENT_TYPE, answer.type()))
                .entity(answer.body())
                .keepAlive(false)
                .build();
          }
        };
    Stream.of(EventType.values()).forEach(type -> handlers.addHandler(type, problem));
    return handlers.build();
  }

  private void handle(ServerRequest request, ServerResponse response) {
    inFlight.incrementAndGet();
    boolean sent = request.content().hasEntity();
    try (RequestBody body =
        new RequestBody(sent ? () -> request.content().inputStream() : null, patience, bodies)) {
      watch.working();
      Answer answer = router.answer(() -> call(request, body));
      watch.waiting();
      send(request, response, answer, body.isWhole());
    } finally {
      inFlight.decrementAndGet();
    }
  }

  private Call call(ServerRequest request, RequestBody body) {
    Map<String, String> headers = new HashMap<>();
    for (HeaderName name : USED) {
      request.headers().first(name).ifPresent(value -> headers.put(name.lowerCase(), value));
    }
    return new Call(
        request.prologue().method().text(),
        request.prologue().uriPath().rawPath(),
        request.prologue().query().rawValue(),
        headers,
        () -> read(body),
        patience);
  }

  private byte[] read(RequestBody body) {
    watch.waiting();
    try {
      return body.read();
    } finally {
      watch.working();
    }
  }

  /**
   * @param whole whether nothing of the body is left to come
   */
  private void send(ServerRequest request, ServerResponse response, Answer answer, boolean whole) {
    response.status(Status.create(answer.status()));
    response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, answer.type()));
    response.header(NO_SNIFFING);
    if (!answer.headers().containsKey("Cache-Control")) {
      response.header(NO_STORE);
    }
    answer.headers().forEach((name, value) -> response.header(name, value));
    // What was not read of a body would be taken for the next request; and who drains says so.
    boolean ends = draining || request.headers().contains(HeaderValues.CONNECTION_CLOSE) || !whole;
    if (ends) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    response.send(answer.body());
    if (ends) {
      // The web server of this version says "close" and then waits for the next request all the
      // same (helidon-io/helidon#12324); this is what makes it hang up.
      throw new CloseConnectionException("the answer is out");
    }
  }

  /** The port that is listened at. */
  public int port() {
    return server.port();
  }

  /** Requests that are being answered now. */
  public int inFlight() {
    return inFlight.get();
  }

  /**
   * From now on every answer asks its client to close the connection, so that no request is on its
   * way when the listener ends.
   */
  public void drain() {
    draining = true;
  }

  /** Ends: no new connections, and those at work have a few seconds to finish. */
  @Override
  public void close() {
    server.stop();
    watch.close();
  }
}
