package dev.sapor.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.server.Client.Reply;
import dev.sapor.server.http.Route;
import dev.sapor.server.http.Scope;
import dev.sapor.server.http.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server refuses, and that it says nothing of itself when it does. */
final class RefusalsTest {

  private static final String READ = "read-canary-token-123456";
  private static final String ADMIN = "admin-canary-token-123456";

  @TempDir private static Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private static SaporServer server;

  @SuppressWarnings("NullAway.Init")
  private static Client reader;

  @BeforeAll
  static void start() throws IOException {
    Path models = Files.createDirectory(folder.resolve("models"));
    Path file = TestModels.write(TestModels.clicks(8), models, "first");
    TestModels.write(TestModels.clicks(4), models, "second");
    Files.createSymbolicLink(models.resolve("link.sapor"), file);
    Files.writeString(models.resolve("broken.sapor"), "SAPOR? no");
    TestModels.write(TestModels.clicks(4), folder, "outside");
    Path tokens = folder.resolve("tokens");
    Files.writeString(tokens, "# who may ask\nread " + READ + "\n\nadmin " + ADMIN + "\n");
    server =
        SaporServer.start(
            ServerConfig.defaults()
                .withAddress("127.0.0.1", 0, false)
                .withAccess(Tokens.read(tokens), null)
                .withFolder(models, false)
                .withFeedback(folder.resolve("feedback.log")));
    server.serve("first", file);
    reader = new Client(server.port(), READ);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  private static Reply problem(Reply reply, int status) {
    assertThat(reply.status()).as(reply.raw().body()).isEqualTo(status);
    assertThat(reply.raw().headers().firstValue("Content-Type"))
        .hasValue("application/problem+json");
    assertThat(reply.json().path("status").asInt()).isEqualTo(status);
    assertThat(reply.raw().body())
        .doesNotContain("dev.sapor", "Exception", "java.", "helidon", READ, ADMIN);
    return reply;
  }

  @Test
  void everyRouteButHealthAndThePageNeedsAToken() {
    Client nobody = new Client(server.port(), null);
    Client wrong = new Client(server.port(), READ + "x");
    int guarded = 0;
    for (Route route : server.routes()) {
      String path = route.template().replaceAll("\\{[a-z]+}", "x");
      boolean open = path.equals("/") || path.startsWith("/page/") || path.startsWith("/health/");
      assertThat(route.scope() == Scope.OPEN).as(path).isEqualTo(open);
      for (Client client : List.of(nobody, wrong)) {
        Reply reply = route.method().equals("GET") ? client.get(path) : client.post(path, "{}");
        if (open) {
          assertThat(reply.status()).as(path).isEqualTo(200);
        } else {
          problem(reply, 401);
          assertThat(reply.raw().headers().firstValue("WWW-Authenticate")).isPresent();
          guarded++;
        }
      }
    }
    assertThat(guarded).isGreaterThan(20);
    problem(nobody.get("/nothing"), 401);
  }

  @Test
  void theTokenOfAReaderOpensNothingOfTheOperator() {
    problem(reader.get("/metrics"), 403);
    problem(reader.post("/admin/models/second", "{}"), 403);
    Client admin = new Client(server.port(), ADMIN);
    assertThat(admin.get("/metrics").status()).isEqualTo(200);
    assertThat(admin.get("/v1/model").status()).isEqualTo(200);
  }

  @Test
  void modelsAreSwappedByNameWithinTheFolderOnly() {
    Client admin = new Client(server.port(), ADMIN);
    for (String name :
        List.of("..%2Foutside", "link", "nobody", "%2Fetc%2Fpasswd", ".hidden", "first.sapor")) {
      problem(admin.post("/admin/models/" + name, "{}"), 404);
    }
    problem(admin.post("/admin/models/broken", "{}"), 422);
    assertThat(reader.get("/v1/model").json().path("model").path("name").asString())
        .isEqualTo("first");
    assertThat(admin.get("/admin/models").json().path("models")).hasSize(3);
    assertThat(admin.post("/admin/models/second", "{}").status()).isEqualTo(200);
    assertThat(reader.get("/v1/model").json().path("factors").asInt()).isEqualTo(4);
    assertThat(admin.post("/admin/models/first", "{}").status()).isEqualTo(200);
    String metrics = admin.get("/metrics").raw().body();
    assertThat(metrics).contains("sapor_refused_models 1.0").doesNotContain(READ, ADMIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?n=0",
        "?n=1001",
        "?n=-1",
        "?n=ten",
        "?n=5&n=6",
        "?m=5",
        "?seen=perhaps",
        "?reasons=11",
        "?items=%ff",
        "?n=99999999999"
      })
  void wrongQueriesAreRefused(String query) {
    problem(reader.get("/v1/users/u20/recommendations" + query), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "\"text\"",
        "{",
        "{} {}",
        "{\"history\": []}",
        "{\"history\": [\"i10\", \"i10\"]}",
        "{\"history\": [{\"item\": \"i10\", \"value\": 1e999}]}",
        "{\"history\": [{\"item\": \"i10\", \"value\": \"5\"}]}",
        "{\"history\": [{\"item\": \"i10\", \"value\": 5, \"disliked\": true}]}",
        "{\"history\": [{\"item\": \"i10\", \"stars\": 5}]}",
        "{\"history\": [\"\"]}",
        "{\"history\": [\"\\ud800\"]}",
        "{\"history\": [\"i10\"], \"users\": [\"u20\"]}",
        "{\"history\": [\"i10\"], \"history\": [\"i11\"]}",
        "{\"history\": [\"i10\"], \"n\": 1001}",
        "{\"history\": [\"i10\"], \"n\": 2.5}",
        "{\"history\": [\"i10\"], \"n\": NaN}",
        "{\"history\": [\"i10\"], \"admin\": true}",
        "{\"users\": \"u20\"}"
      })
  void wrongBodiesAreRefused(String body) {
    problem(reader.post("/v1/recommendations", body), 400);
  }

  @Test
  void bodiesBeyondTheBoundsAreRefused() {
    String deep = "[".repeat(33) + "]".repeat(33);
    problem(reader.post("/v1/recommendations", "{\"history\": " + deep + "}"), 400);
    problem(
        reader.post("/v1/recommendations", "{\"history\": [\"" + "x".repeat(1 << 20) + "\"]}"),
        413);
    String many = "\"u20\",".repeat(256) + "\"u20\"";
    problem(reader.post("/v1/recommendations", "{\"users\": [" + many + "]}"), 400);
    assertThat(reader.get("/v1/model").status()).isEqualTo(200);
  }

  /**
   * The head of a request whose body is refused by what the head says of it. The body is not sent:
   * the answer does not wait for it, and what the server leaves unread it would reset.
   */
  private static void refusedAtTheHead(int status, String path, String... headers)
      throws IOException {
    String answer =
        reader.raw(
            "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%s\r\n\r\n"
                .formatted(path, READ, String.join("\r\n", headers)));
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .containsIgnoringCase("Content-Type: application/problem+json")
        .containsIgnoringCase("Connection: close")
        .contains("\"status\":" + status)
        .doesNotContain("stays open", "dev.sapor", "Exception", "java.", "helidon", READ, ADMIN);
  }

  @Test
  void compressedBodiesAndOtherTypesAreRefused() throws IOException {
    for (String coding : List.of("gzip", "deflate", "br")) {
      refusedAtTheHead(
          400,
          "/v1/feedback",
          "Content-Type: application/json",
          "Content-Encoding: " + coding,
          "Content-Length: 1000");
    }
    refusedAtTheHead(415, "/v1/feedback", "Content-Type: text/plain", "Content-Length: 2");
    refusedAtTheHead(415, "/v1/feedback", "Content-Length: 2");
  }

  @Test
  void pagesOfOtherSitesMayNotAsk() throws IOException {
    problem(
        reader.send(
            reader.request("/v1/model").header("Origin", "https://evil.example").GET().build()),
        403);
    String rebound =
        reader.raw(
            "GET /v1/model HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Bearer "
                + READ
                + "\r\nConnection: close\r\n\r\n");
    assertThat(rebound).startsWith("HTTP/1.1 403").doesNotContain("Access-Control", "stays open");
  }

  @Test
  void requestsThatCouldBeReadInTwoWaysAreRefused() throws IOException {
    String head =
        "POST /v1/feedback HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    for (String framing :
        List.of(
            "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "Content-Length: 4\r\nContent-Length: 5\r\n\r\n{}{}{}",
            "Content-Length: -1\r\n\r\n",
            "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")) {
      String answer = reader.raw(head + framing);
      assertThat(answer).as(framing).doesNotContain("HTTP/1.1 200");
      assertThat(answer.split("HTTP/1.1 ", -1).length).as(framing).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void pathsThatClimbAndLinesThatAreTooLongLeadNowhere() throws IOException {
    for (String path :
        List.of("/page/../../etc/passwd", "/page/%2e%2e/x", "//etc/passwd", "/page/page.js/..")) {
      String answer =
          reader.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(answer).as(path).doesNotContain("HTTP/1.1 200").doesNotContain("root:");
    }
    String longLine = "GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    assertThat(reader.raw(longLine)).startsWith("HTTP/1.1 4");
    String longHeader =
        "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n";
    assertThat(reader.raw(longHeader)).startsWith("HTTP/1.1 4");
  }

  @Test
  void tokenFilesAreCheckedWithoutShowingThem() throws IOException {
    for (String text : List.of("", "read short", "write " + READ, READ, "read " + READ + " more")) {
      Path file = Files.writeString(folder.resolve("wrong"), text);
      assertThatThrownBy(() -> Tokens.read(file))
          .isInstanceOf(IllegalArgumentException.class)
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"));
    }
  }

  @Test
  void anAddressThatOthersReachNeedsTokensAndTls() {
    assertThatThrownBy(() -> ServerConfig.defaults().withAddress("0.0.0.0", 0, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0.0.0");
    assertThat(ServerConfig.defaults().withAddress("0.0.0.0", 0, true).insecurePlaintext())
        .isTrue();
    assertThat(ServerConfig.defaults().withAddress("localhost", 0, false).host())
        .isEqualTo("localhost");
  }
}
