package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import dev.sapor.server.SaporServer;
import dev.sapor.server.ServerConfig;
import dev.sapor.server.http.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Tokens are in no log, no figure and no answer, wherever a caller puts them: in requests that are
 * good, for another scope, too long, or no HTTP at all.
 */
final class TokenCanaryTest {

  private static final String READ = "canary-read-7f3a9c51d2";
  private static final String ADMIN = "canary-admin-84be06f7a1";

  @TempDir private static Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private static Path model;

  @SuppressWarnings("NullAway.Init")
  private static Path tokens;

  @BeforeAll
  static void prepare() throws IOException {
    Path models = Files.createDirectory(folder.resolve("models"));
    model = models.resolve("night.sapor");
    String ratings = SampleData.ratings(folder).toString();
    CommandLineRun.ok(
        "train", ratings, "--goal", "recommend", "--factors", "4", "--out", model.toString());
    tokens = folder.resolve("tokens");
    Files.writeString(tokens, "read " + READ + "\nadmin " + ADMIN + "\n");
  }

  private static String get(String path, String... headers) {
    return "GET " + path + " HTTP/1.1\r\n" + lines(headers) + "\r\n";
  }

  private static String post(String path, String body, String... headers) {
    return "POST "
        + path
        + " HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n"
        + lines(headers)
        + "\r\n"
        + body;
  }

  private static String lines(String... headers) {
    StringBuilder lines = new StringBuilder("Host: localhost\r\nConnection: close\r\n");
    for (String header : headers) {
      lines.append(header).append("\r\n");
    }
    return lines.toString();
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  private static List<String> good() {
    return List.of(
        get("/v1/model", bearer(READ)),
        get("/v1/users/u1/recommendations?reasons=2", bearer(READ)),
        post("/v1/recommendations", "{\"history\": [\"i1\"]}", bearer(READ)),
        get("/health/ready", bearer(READ)),
        get("/metrics", bearer(ADMIN)),
        post("/admin/models/night", "{}", bearer(ADMIN)));
  }

  private static List<String> bad() {
    String many = (READ + " ").repeat(60_000);
    List<String> requests = new ArrayList<>();
    for (String token : List.of(READ, ADMIN)) {
      requests.addAll(
          List.of(
              // Unknown tokens that hold a known one, and other ways to give one.
              get("/v1/model", bearer(token + "x")),
              get("/v1/model", bearer(token + " " + token)),
              get("/v1/model", "Authorization: Basic " + token),
              get("/v1/model", "Authorization: " + token),
              get("/v1/model", bearer("wrong-token-0123456789"), bearer(token + "y")),
              get("/v1/model", "Cookie: token=" + token, "X-Api-Key: " + token),
              // In the address.
              get("/v1/model?token=" + token),
              get("/v1/model?token=" + token, bearer(token)),
              get("/v1/model?" + token + "=1", bearer(token)),
              get("/" + token),
              get("/" + token, bearer(token)),
              get("/v1/users/" + token + "/recommendations", bearer(token)),
              get("/v1/users/u1/recommendations?n=" + token, bearer(token)),
              get("/v1/items/" + token + "/similar", bearer(token)),
              get("/v1/users/%zz" + token + "/recommendations", bearer(token)),
              post("/admin/models/" + token, "{}", bearer(ADMIN)),
              // In the body.
              post("/v1/recommendations", "{\"token\": \"" + token + "\"}", bearer(token)),
              post("/v1/recommendations", "{\"history\": [\"" + token + "\"]}", bearer(token)),
              post("/v1/recommendations", "{\"" + token, bearer(token)),
              post("/v1/recommendations", token, bearer(token)),
              post("/v1/recommendations", "{\"n\": \"" + token + "\"}", bearer(token)),
              post(
                  "/v1/scores",
                  "{\"user\": \"" + token + "\", \"items\": [\"i1\"]}",
                  bearer(token)),
              post("/v1/feedback", "{\"key\": 1, \"" + token + "\": 1}", bearer(token)),
              // Of a wrong type or origin.
              get("/v1/model", bearer(token), "Origin: https://" + token),
              "GET /v1/model HTTP/1.1\r\nConnection: close\r\nHost: "
                  + token
                  + "\r\n"
                  + bearer(token)
                  + "\r\n\r\n",
              "POST /v1/feedback HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\nContent-Type: "
                  + token
                  + "\r\nContent-Length: 2\r\n"
                  + bearer(token)
                  + "\r\n\r\n{}",
              "POST /v1/feedback HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\nContent-Encoding: "
                  + token
                  + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                  + bearer(token)
                  + "\r\n\r\n{}",
              // Too long.
              get("/" + token.repeat(500), bearer(token)),
              get("/v1/model", bearer(token.repeat(1000))),
              get("/v1/model", token.repeat(1000) + ": x", bearer(token)),
              // No HTTP.
              token + " / HTTP/1.1\r\n" + lines(bearer(token)) + "\r\n",
              "GET / " + token + "\r\n" + lines(bearer(token)) + "\r\n",
              "GET /" + token + "\r\n\r\n",
              token + "\r\n\r\n",
              get("/v1/model", "Authorization Bearer " + token),
              get("/v1/model", bearer(token) + "\u0000" + token),
              get("/v1/model", token + "\u00e4: " + token),
              "POST /v1/feedback HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\nContent-Length: "
                  + token
                  + "\r\n"
                  + bearer(token)
                  + "\r\n\r\n",
              "POST /v1/feedback HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\nTransfer-Encoding: "
                  + token
                  + "\r\n"
                  + bearer(token)
                  + "\r\n\r\n",
              "POST /v1/feedback HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                  + bearer(token)
                  + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                  + token
                  + "\r\n"));
    }
    requests.add(get("/metrics", bearer(READ)));
    requests.add(get("/admin/models", bearer(READ)));
    requests.add(post("/admin/models/night", "{}", bearer(READ)));
    requests.add(post("/v1/recommendations", "{\"history\": [\"" + many + "\"]}", bearer(READ)));
    return requests;
  }

  /** Sends a request and returns all that comes back until the server hangs up. */
  private static String send(int port, String request) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(2000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getInputStream().transferTo(answer);
    } catch (SocketTimeoutException | SocketException e) {
      // What came until then counts.
    }
    return answer.toString(StandardCharsets.ISO_8859_1);
  }

  /** Sends everything; no answer may hold a token. */
  private static void tryAll(int port) throws Exception {
    for (String request : good()) {
      String answer = send(port, request);
      assertThat(answer).as(request).startsWith("HTTP/1.1 200");
      assertClean(answer);
    }
    int refused = 0;
    for (String request : bad()) {
      String answer = send(port, request);
      assertThat(answer).as(request).doesNotStartWith("HTTP/1.1 2").doesNotContain(" 500 ");
      refused += answer.startsWith("HTTP/1.1 4") ? 1 : 0;
      assertClean(answer);
    }
    assertThat(refused).as("requests that were refused in HTTP").isGreaterThan(60);
    String metrics = send(port, get("/metrics", bearer(ADMIN)));
    assertThat(metrics).contains("status=\"401\"", "status=\"403\"", "route=\"none\"");
    assertClean(metrics);
  }

  private static void assertClean(String text) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    assertThat(text).doesNotContain("canary", READ, ADMIN);
    for (String token : List.of(READ, ADMIN)) {
      byte[] hash = digest.digest(token.getBytes(StandardCharsets.UTF_8));
      assertThat(text).doesNotContainIgnoringCase(HexFormat.of().formatHex(hash));
    }
  }

  private static String text(ILoggingEvent event) {
    String trace =
        event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy());
    return "%s %s %s %s %s %s"
        .formatted(
            event.getLevel(),
            event.getLoggerName(),
            event.getFormattedMessage(),
            Arrays.toString(event.getArgumentArray()),
            event.getMDCPropertyMap(),
            trace);
  }

  @Test
  void noLogOfAnyLevelHoldsAToken() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Logger web = (Logger) LoggerFactory.getLogger("io.helidon");
    Level rootLevel = root.getLevel();
    Level webLevel = web.getLevel();
    Appender<ILoggingEvent> console = Objects.requireNonNull(root.getAppender("STDERR"));
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.detachAppender(console);
    root.addAppender(log);
    try {
      root.setLevel(Level.TRACE);
      web.setLevel(Level.TRACE);
      ServerConfig config =
          ServerConfig.defaults()
              .withAddress("127.0.0.1", 0, false)
              .withAccess(Tokens.read(tokens), null)
              .withFolder(model.getParent(), false)
              .withFeedback(folder.resolve("in-process.log"));
      try (SaporServer server = SaporServer.start(config)) {
        server.serve("night", model);
        tryAll(server.port());
      }
    } finally {
      root.setLevel(rootLevel);
      web.setLevel(webLevel);
      root.detachAppender(log);
      root.addAppender(console);
    }
    List<String> events = log.list.stream().map(TokenCanaryTest::text).toList();
    assertThat(events).anyMatch(event -> event.contains("dev.sapor.server"));
    assertThat(events).anyMatch(event -> event.contains("io.helidon"));
    for (String event : events) {
      assertClean(event);
    }
  }

  @Test
  void nothingThatTheProcessSaysHoldsAToken() throws Exception {
    ServedProcess served =
        ServedProcess.start(
            folder,
            List.of("-Dsapor.kernels=scalar", "-DSAPOR_LOG=TRACE"),
            "--models",
            Objects.requireNonNull(model.getParent()).toString(),
            "--tokens",
            tokens.toString(),
            "--feedback",
            folder.resolve("process.log").toString());
    tryAll(served.port());
    CommandLineRun end = served.stop();
    assertThat(end.code()).as(end.err()).isZero();
    assertThat(end.err()).as("the log is on").contains("night serves");
    assertClean(end.out());
    assertClean(end.err());
  }
}
