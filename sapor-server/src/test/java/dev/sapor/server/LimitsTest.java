package dev.sapor.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.server.Client.Reply;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The deadline of a request and the number of connections. */
final class LimitsTest {

  private static final String PATH = "/v1/users/u20/recommendations?reasons=3";

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void write() throws IOException {
    TestModels.write(TestModels.clicks(8), folder, "first");
  }

  private SaporServer start(Duration patience, int maxConnections) throws IOException {
    return start(patience, maxConnections, 4, 64);
  }

  private SaporServer start(Duration patience, int maxConnections, int turns, int waiting)
      throws IOException {
    SaporServer server =
        SaporServer.start(
            ServerConfig.defaults()
                .withAddress("127.0.0.1", 0, false)
                .withFeedback(folder.resolve("feedback.log"))
                .withLimits(turns, waiting, patience, maxConnections));
    server.serve("first", folder.resolve("first.sapor"));
    return server;
  }

  private static void assertOverdue(Reply reply) {
    assertThat(reply.status()).as(reply.raw().body()).isEqualTo(503);
    assertThat(reply.raw().headers().firstValue("Retry-After")).isPresent();
    assertThat(reply.json().path("detail").asString()).contains("deadline");
  }

  @Test
  void aRequestWhoseDeadlineHasPassedIsAnswered503() throws IOException {
    // Whatever is asked comes after a nanosecond.
    try (SaporServer server = start(Duration.ofNanos(1), 100)) {
      Client client = new Client(server.port(), null);
      assertOverdue(client.get(PATH));
      assertOverdue(client.get("/v1/model"));
      Reply late = client.post("/v1/recommendations", "{\"users\": [\"u20\"]}");
      assertThat(late.status()).isEqualTo(400);
      assertThat(late.json().path("detail").asString()).contains("too slowly");
      assertThat(client.get("/health/ready").status()).isEqualTo(200);
      assertThat(client.get("/metrics").raw().body())
          .contains("route=\"/v1/users/{id}/recommendations\",status=\"503\"");
    }
    try (SaporServer server = start(Duration.ofHours(1), 100)) {
      assertThat(new Client(server.port(), null).get(PATH).status()).isEqualTo(200);
    }
  }

  private static String head(int length) {
    return "POST /v1/recommendations HTTP/1.1\r\nHost: localhost\r\n"
        + "Content-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  @Test
  void bodiesThatComeSlowlyHoldNoTurn() throws IOException {
    List<RawConnection> slow = new ArrayList<>();
    try (SaporServer server = start(Duration.ofHours(1), 100, 1, 0)) {
      String body = "{\"users\": [\"u20\"]}";
      for (int k = 0; k < 20; k++) {
        slow.add(new RawConnection(server.port()));
        slow.getLast().write(head(body.length()) + body.substring(0, 5));
      }
      try (RawConnection other = new RawConnection(server.port())) {
        for (int k = 0; k < 200; k++) {
          assertThat(other.ask(PATH)).startsWith("HTTP/1.1 200");
        }
      }
      slow.getFirst().write(body.substring(5));
      assertThat(slow.getFirst().answer()).startsWith("HTTP/1.1 200").contains("u20");
      // The end would wait for them.
      for (RawConnection connection : slow) {
        connection.close();
      }
    }
  }

  @Test
  void theRestOfABodyThatIsRefusedIsNoRequest() throws IOException {
    String hidden = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (SaporServer server = start(Duration.ofNanos(1), 100);
        RawConnection connection = new RawConnection(server.port())) {
      String begin = "{\"users\": [";
      connection.write(head(begin.length() + hidden.length()) + begin);
      assertThat(connection.answer()).startsWith("HTTP/1.1 400").contains("too slowly");
      try {
        connection.write(hidden);
      } catch (SocketException e) {
        // The server has hung up, as it should.
      }
      assertThat(connection.rest()).doesNotContain("HTTP/1.1");
    }
  }

  @Test
  void bodiesThatAreTooLargeAreAnsweredAndHoldNothing() throws IOException {
    try (SaporServer server = start(Duration.ofHours(1), 100)) {
      // Within what is read and dropped, so that the answer arrives, and beyond.
      try (RawConnection connection = new RawConnection(server.port())) {
        int length = (1 << 20) + (1 << 16);
        connection.write(head(length) + "x".repeat(length));
        assertThat(connection.answer()).startsWith("HTTP/1.1 413");
        assertThat(connection.ask(PATH)).startsWith("HTTP/1.1 200");
      }
      try (RawConnection connection = new RawConnection(server.port())) {
        connection.write(head(Integer.MAX_VALUE) + "x".repeat(12 << 20));
        assertThat(connection.rest()).doesNotContain("HTTP/1.1 2");
      } catch (SocketException e) {
        // The server has hung up before all was sent.
      }
      // What the refused bodies held is free again.
      Client client = new Client(server.port(), null);
      for (int k = 0; k < 80; k++) {
        assertThat(client.post("/v1/recommendations", "x".repeat(1 << 20)).status()).isEqualTo(400);
      }
      assertThat(client.post("/v1/recommendations", "{\"users\": [\"u20\"]}").status())
          .isEqualTo(200);
    }
  }

  @Test
  void moreConnectionsThanAllowedWaitUntilAnotherEnds() throws IOException {
    try (SaporServer server = start(Duration.ofSeconds(60), 2);
        RawConnection first = new RawConnection(server.port());
        RawConnection second = new RawConnection(server.port())) {
      assertThat(first.ask(PATH)).startsWith("HTTP/1.1 200");
      assertThat(second.ask(PATH)).startsWith("HTTP/1.1 200");
      try (RawConnection third = new RawConnection(server.port())) {
        third.send(PATH);
        third.patience(Duration.ofMillis(500));
        assertThatThrownBy(third::answer).isInstanceOf(SocketTimeoutException.class);
        assertThat(first.ask(PATH)).startsWith("HTTP/1.1 200");
        assertThat(second.ask(PATH)).startsWith("HTTP/1.1 200");
        second.hangUp();
        third.patience(Duration.ofSeconds(60));
        assertThat(third.answer()).startsWith("HTTP/1.1 200");
        assertThat(first.ask(PATH)).startsWith("HTTP/1.1 200");
      }
    }
  }
}
