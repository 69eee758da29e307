package dev.sapor.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import dev.sapor.model.FactorModel;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.RankedItem;
import dev.sapor.recommend.Recommender;
import dev.sapor.server.Client.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Swaps, ends and floods while callers ask. The profile {@code life} runs each as often as a
 * release asks for; without it a few times.
 */
final class LifeTest {

  private static final boolean FULL = Boolean.getBoolean("sapor.life");
  private static final int SWAPS = FULL ? 200 : 30;
  private static final int ENDS = FULL ? 50 : 3;
  private static final int HALF_OPEN = FULL ? 2000 : 300;

  @TempDir private Path folder = Path.of("");

  private ServerConfig config() {
    return ServerConfig.defaults().withAddress("127.0.0.1", 0, false).withFolder(folder, false);
  }

  /** The lists of all users of a model, by user, as answers write them. */
  private static Map<String, String> lists(FactorModel model) {
    Map<String, String> lists = new HashMap<>();
    Recommender recommender = Recommender.of(model);
    for (int user = 0; user < model.users().size(); user++) {
      StringBuilder list = new StringBuilder();
      for (RankedItem item : recommender.recommend(user, 5, ItemFilter.unseen())) {
        list.append(model.items().id(item.itemIndex())).append(' ').append(item.score());
        list.append('\n');
      }
      lists.put(model.users().id(user), list.toString());
    }
    return lists;
  }

  private static String list(Reply reply) {
    StringBuilder list = new StringBuilder();
    reply
        .json()
        .path("items")
        .forEach(item ->
            list.append(item.path("item").asString())
                .append(' ')
                .append(item.path("score").floatValue())
                .append('\n'));
    return list.toString();
  }

  @Test
  void swapsUnderLoadLoseNoRequestAndMixNoModels() throws Exception {
    Map<String, Map<String, String>> expected = new HashMap<>();
    for (int rank : new int[] {4, 7, 16}) {
      FactorModel model = TestModels.clicks(rank);
      TestModels.write(model, folder, "rank" + rank);
      expected.put("rank" + rank, lists(model));
    }
    byte[] whole = Files.readAllBytes(folder.resolve("rank7.sapor"));
    RandomStream random = RandomStream.of(Seeds.printed("LifeTest", 5), "swaps");
    Queue<String> faults = new ConcurrentLinkedQueue<>();
    AtomicInteger answered = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    try (SaporServer server = SaporServer.start(config());
        ExecutorService callers = Executors.newFixedThreadPool(3)) {
      server.serve("rank4", folder.resolve("rank4.sapor"));
      for (int caller = 0; caller < 3; caller++) {
        int offset = caller;
        callers.execute(() -> {
          Client client = new Client(server.port(), null);
          for (int k = offset; !over.get(); k++) {
            String user = TestModels.user(k % 40);
            Reply reply = client.get("/v1/users/" + Client.segment(user) + "/recommendations?n=5");
            String name = reply.json().path("model").path("name").asString("none");
            String wanted = expected.getOrDefault(name, Map.of()).get(user);
            if (reply.status() != 200 || !list(reply).equals(wanted)) {
              faults.add(reply.status() + " " + name + " " + user);
            }
            answered.incrementAndGet();
          }
        });
      }
      Client operator = new Client(server.port(), null);
      int refused = 0;
      for (int swap = 0; swap < SWAPS; swap++) {
        boolean corrupt = swap % 10 == 9;
        if (corrupt) {
          byte[] broken = whole.clone();
          broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
          Files.write(folder.resolve("broken.sapor"), broken);
        }
        String name = corrupt ? "broken" : List.of("rank4", "rank7", "rank16").get(swap % 3);
        int status = operator.post("/admin/models/" + name, "{}").status();
        assertThat(status).as("swap %s to %s", swap, name).isEqualTo(corrupt ? 422 : 200);
        refused += corrupt ? 1 : 0;
      }
      over.set(true);
      assertThat(refused).isEqualTo(SWAPS / 10);
    }
    assertThat(faults).isEmpty();
    assertThat(answered.get()).isGreaterThan(SWAPS);
    System.out.printf(
        "LifeTest: %d swaps, %d of them to corrupt files and refused; %d answers, all of one model%n",
        SWAPS, SWAPS / 10, answered.get());
  }

  @Test
  void aWatchedFolderServesTheNewestWholeModel() throws Exception {
    TestModels.write(TestModels.clicks(4), folder, "first");
    ServerConfig watching = config().withFolder(folder, true);
    try (SaporServer server = SaporServer.start(watching)) {
      server.serve("first", folder.resolve("first.sapor"));
      Client client = new Client(server.port(), null);
      Files.writeString(folder.resolve("broken.sapor"), "half a model");
      Path elsewhere = TestModels.write(TestModels.clicks(7), folder, "second-not-yet");
      Files.move(elsewhere, folder.resolve("first.sapor"), StandardCopyOption.REPLACE_EXISTING);
      int factors = 4;
      for (int look = 0; look < 100 && factors == 4; look++) {
        Thread.sleep(100);
        Reply reply = client.get("/v1/model");
        assertThat(reply.status()).isEqualTo(200);
        factors = reply.json().path("factors").asInt();
      }
      assertThat(factors).isEqualTo(7);
    }
  }

  @Test
  void anEndUnderLoadBreaksNoAnswer() throws Exception {
    FactorModel model = TestModels.clicks(8);
    TestModels.write(model, folder, "first");
    Map<String, String> expected = lists(model);
    Queue<String> faults = new ConcurrentLinkedQueue<>();
    int answered = 0;
    for (int end = 0; end < ENDS; end++) {
      SaporServer server = SaporServer.start(config());
      server.serve("first", folder.resolve("first.sapor"));
      int port = server.port();
      List<Future<Integer>> counts = new ArrayList<>();
      try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
        for (int caller = 0; caller < 4; caller++) {
          int offset = caller;
          counts.add(callers.submit(() -> askUntilGone(port, offset, expected, faults)));
        }
        Thread.sleep(FULL ? 300 : 500);
        server.close();
        for (Future<Integer> count : counts) {
          assertThat(count.get()).isPositive();
          answered += count.get();
        }
      }
    }
    assertThat(faults).isEmpty();
    System.out.printf("LifeTest: %d ends under load; %d answers, all whole%n", ENDS, answered);
  }

  /** Asks over one connection until the server is gone; whatever it answered must be whole. */
  private static int askUntilGone(
      int port, int offset, Map<String, String> expected, Queue<String> faults) {
    int answered = 0;
    Client client = new Client(port, null);
    for (int k = offset; ; k++) {
      String user = TestModels.user(k % 40);
      try {
        Reply reply = client.get("/v1/users/" + Client.segment(user) + "/recommendations?n=5");
        if (reply.status() != 200 || !list(reply).equals(expected.get(user))) {
          faults.add(reply.status() + " " + user);
        }
        answered++;
      } catch (UncheckedIOException e) {
        // Refused or hung up before an answer began: the client asks elsewhere. The web server may
        // also leave a connection alone that it accepted as it ended; in a process of its own, as
        // ServeProcessTest has it, the end of the process closes that one.
        if (!String.valueOf(e.getMessage())
            .matches(".*(ConnectException|no bytes|reset|closed|timed out).*")) {
          faults.add(String.valueOf(e.getMessage()));
        }
        return answered;
      }
    }
  }

  @Test
  void aFloodIsRefusedAtOnceAndTheRestIsServed() throws Exception {
    TestModels.write(TestModels.clicks(8), folder, "first");
    ServerConfig narrow = config().withLimits(1, 2, Duration.ofSeconds(2), 4096);
    AtomicInteger served = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    List<Future<Integer>> floods = new ArrayList<>();
    Queue<Integer> others = new ConcurrentLinkedQueue<>();
    try (SaporServer server = SaporServer.start(narrow);
        ExecutorService callers = Executors.newFixedThreadPool(48);
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      server.serve("first", folder.resolve("first.sapor"));
      Client client = new Client(server.port(), null);
      String users = "\"u20\",".repeat(255) + "\"u20\"";
      for (int k = 0; k < 400; k++) {
        floods.add(
            callers.submit(() -> {
              HttpRequest request =
                  client
                      .request("/v1/recommendations")
                      .header("Content-Type", "application/json")
                      .POST(
                          HttpRequest.BodyPublishers.ofString(
                              "{\"users\": [" + users + "], \"n\": 20}"))
                      .build();
              HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
              if (response.statusCode() == 200) {
                served.incrementAndGet();
              } else if (response.statusCode() == 503
                  && response.headers().firstValue("Retry-After").isPresent()) {
                refused.incrementAndGet();
              } else {
                others.add(response.statusCode());
              }
              return 0;
            }));
      }
      assertThat(client.get("/health/live").status()).isEqualTo(200);
      for (Future<Integer> flood : floods) {
        assertThat(flood.get()).isZero();
      }
    }
    assertThat(others).isEmpty();
    assertThat(served.get()).isPositive();
    assertThat(refused.get()).isPositive();
    assertThat(served.get() + refused.get()).isEqualTo(400);
    System.out.printf(
        "LifeTest: a flood of 400: %d served, %d refused with Retry-After%n",
        served.get(), refused.get());
  }

  @Test
  void halfOpenConnectionsDoNotStopTheOthers() throws Exception {
    TestModels.write(TestModels.clicks(8), folder, "first");
    List<Socket> sockets = new ArrayList<>();
    try (SaporServer server = SaporServer.start(config())) {
      server.serve("first", folder.resolve("first.sapor"));
      Client client = new Client(server.port(), null);
      for (int k = 0; k < HALF_OPEN; k++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket
            .getOutputStream()
            .write("POST /v1/feedback HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.US_ASCII));
        sockets.add(socket);
      }
      for (int k = 0; k < 50; k++) {
        assertThat(client.get("/v1/users/u20/recommendations").status()).isEqualTo(200);
      }
      // Slow clients are cut off after a while.
      sockets.getFirst().setSoTimeout(30_000);
      assertThat(sockets.getFirst().getInputStream().readAllBytes().length).isLessThan(2000);
      System.out.printf(
          "LifeTest: %d half-open connections, 50 requests served beside them%n", HALF_OPEN);
    } finally {
      closeAll(sockets);
    }
  }

  private Socket sending(SaporServer server, String path, int announced, String part)
      throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n"
            .formatted(path, announced);
    socket.getOutputStream().write((head + part).getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void bodiesThatAreHalfSentHoldNoTurn() throws Exception {
    TestModels.write(TestModels.clicks(8), folder, "first");
    List<Socket> sockets = new ArrayList<>();
    try (SaporServer server =
        SaporServer.start(config().withLimits(1, 0, Duration.ofSeconds(2), 4096))) {
      server.serve("first", folder.resolve("first.sapor"));
      Client client = new Client(server.port(), null);
      for (int k = 0; k < 20; k++) {
        sockets.add(sending(server, "/v1/scores", 1000, "{\"user\": "));
        for (int ask = 0; ask < 10; ask++) {
          assertThat(client.get("/v1/users/u20/recommendations").status()).isEqualTo(200);
        }
      }
      closeAll(sockets);
    }
  }

  @Test
  void longBodiesThatAreHalfSentTakeBoundedMemoryAndShortOnesGoOn() throws Exception {
    TestModels.write(TestModels.clicks(8), folder, "first");
    String part = "{\"history\": [\"" + "x".repeat(900_000);
    List<Socket> sockets = new ArrayList<>();
    // None is refused for coming slowly.
    ServerConfig patient = config().withLimits(4, 64, Duration.ofMinutes(1), 4096);
    try (SaporServer server = SaporServer.start(patient)) {
      server.serve("first", folder.resolve("first.sapor"));
      Client client = new Client(server.port(), null);
      // 64 MiB are set aside for all of them.
      int cutOff = 0;
      for (int k = 0; k < 80; k++) {
        try {
          sockets.add(sending(server, "/v1/recommendations", 1_000_000, part));
        } catch (SocketException e) {
          cutOff++; // Refused and hung up on before all was sent.
        }
      }
      // 74 such parts fit.
      for (int look = 0; look < 1000 && cutOff + refused(sockets) < 6; look++) {
        Thread.sleep(10);
      }
      assertThat(cutOff + refused(sockets)).isBetween(6, 40);
      String body = "{\"user\": \"u20\", \"items\": [\"i20\"]}";
      assertThat(client.post("/v1/scores", body).status()).isEqualTo(200);
      closeAll(sockets);
      // What the others took is given back.
      int status = 503;
      for (int look = 0; look < 300 && status == 503; look++) {
        Thread.sleep(100);
        status = client.post("/v1/recommendations", part + "\"]}").status();
      }
      assertThat(status).isEqualTo(400);
    }
  }

  /** How many of some connections have an answer, or were ended by the server. */
  private static int refused(List<Socket> sockets) throws IOException {
    int refused = 0;
    for (Socket socket : sockets) {
      socket.setSoTimeout(1);
      try {
        socket.getInputStream().read();
        refused++;
      } catch (SocketTimeoutException e) {
        // Open, and waiting for the rest.
      } catch (SocketException e) {
        refused++;
      }
    }
    return refused;
  }

  private static void closeAll(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
