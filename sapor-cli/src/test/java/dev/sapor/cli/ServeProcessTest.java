package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code sapor serve} as a process that is stopped and killed. With {@code -Dsapor.life=true} as
 * often as a release asks for.
 */
final class ServeProcessTest {

  private static final boolean FULL = Boolean.getBoolean("sapor.life");
  private static final int KILLS = FULL ? 100 : 3;
  private static final int ENDS = FULL ? 50 : 2;

  @TempDir private Path folder = Path.of("");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Path model() throws IOException {
    Path model = folder.resolve("served.sapor");
    String ratings = SampleData.ratings(folder).toString();
    CommandLineRun.ok(
        "train", ratings, "--goal", "recommend", "--factors", "8", "--out", model.toString());
    return model;
  }

  private ServedProcess start(String... more) throws Exception {
    return ServedProcess.start(folder, List.of("-Dsapor.kernels=scalar"), more);
  }

  private HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build(),
        BodyHandlers.ofString());
  }

  @Test
  void everyAcknowledgedEventSurvivesAKillAndNoneIsThereTwice() throws Exception {
    String model = model().toString();
    Path log = folder.resolve("feedback.log");
    RandomStream random = RandomStream.of(Seeds.printed("ServeProcessTest", 9), "kills");
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    AtomicInteger next = new AtomicInteger();
    for (int kill = 0; kill < KILLS; kill++) {
      ServedProcess served = start(model, "--feedback", log.toString());
      int before = acknowledged.size();
      List<Thread> callers = new ArrayList<>();
      for (int caller = 0; caller < 3; caller++) {
        callers.add(
            Thread.ofVirtual().start(() -> sendUntilGone(served.url(), next, acknowledged)));
      }
      // A machine that is busy takes its time to answer the first.
      for (int look = 0; look < 6000 && acknowledged.size() == before; look++) {
        Thread.sleep(10);
      }
      Thread.sleep(random.nextInt(300));
      served.run().process().destroyForcibly();
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(served.run().end().code()).isEqualTo(137);
    }
    assertThat(acknowledged).isNotEmpty();
    ServedProcess last = start(model, "--feedback", log.toString());
    Map<String, Long> sequences = new HashMap<>();
    for (String key : acknowledged) {
      JsonNode receipt = send(last.url(), key).path("events").get(0);
      assertThat(receipt.path("duplicate").asBoolean()).as(key).isTrue();
      sequences.put(key, receipt.path("sequence").asLong());
    }
    assertThat(Set.copyOf(sequences.values())).hasSize(acknowledged.size());
    last.run().process().destroy();
    assertThat(last.run().end().code()).isZero();
    String text = Files.readString(log, StandardCharsets.UTF_8);
    for (String key : acknowledged) {
      assertThat(text.split("\"" + key + "\"", -1)).as(key).hasSize(2);
    }
    System.out.printf(
        "ServeProcessTest: %d kills; %d events sent, %d acknowledged, each there once%n",
        KILLS, next.get(), acknowledged.size());
  }

  private void sendUntilGone(String url, AtomicInteger next, Set<String> acknowledged) {
    while (true) {
      String key = "key-" + next.incrementAndGet();
      try {
        if (!send(url, key).path("events").isEmpty()) {
          acknowledged.add(key);
        }
      } catch (IOException | InterruptedException e) {
        return;
      }
    }
  }

  private JsonNode send(String url, String key) throws IOException, InterruptedException {
    String body = "{\"key\": \"%s\", \"user\": \"u1\", \"item\": \"i1\"}".formatted(key);
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(url + "v1/feedback"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(response.body());
  }

  @Test
  void aSignalIsAGoodEndAlsoUnderLoad() throws Exception {
    String model = model().toString();
    int all = 0;
    for (int end = 0; end < ENDS; end++) {
      ServedProcess served = start(model);
      AtomicInteger answered = new AtomicInteger();
      AtomicBoolean hung = new AtomicBoolean();
      Thread caller =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (true) {
                    HttpResponse<String> response =
                        get(served.url() + "v1/users/u1/recommendations");
                    if (response.statusCode() == 200) {
                      JsonMapper.shared().readTree(response.body());
                      answered.incrementAndGet();
                    }
                  }
                } catch (HttpTimeoutException e) {
                  hung.set(true);
                } catch (IOException | InterruptedException e) {
                  // It is gone.
                }
              });
      while (answered.get() < 20) {
        Thread.sleep(10);
      }
      served.run().process().destroy();
      CommandLineRun run = served.run().end();
      caller.join();
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.err()).isEmpty();
      assertThat(hung.get()).as("a request was left without an answer or an end").isFalse();
      all += answered.get();
    }
    System.out.printf(
        "ServeProcessTest: %d ends by SIGTERM, all with exit code 0; %d answers%n", ENDS, all);
  }

  @Test
  void whatCannotBeServedIsSaidBeforeAnythingListens() throws Exception {
    Path model = model();
    Path broken = Files.writeString(folder.resolve("broken.sapor"), "no model");
    CommandLineRun corrupt = CommandLineRun.of("serve", broken.toString(), "--port", "0");
    assertThat(corrupt.code()).isEqualTo(4);
    CommandLineRun missing = CommandLineRun.of("serve", folder.resolve("no.sapor").toString());
    assertThat(missing.code()).isEqualTo(5);
    CommandLineRun open =
        CommandLineRun.of("serve", model.toString(), "--host", "0.0.0.0", "--port", "0");
    assertThat(open.code()).isEqualTo(2);
    assertThat(open.err()).contains("tokens and TLS");
    CommandLineRun nothing = CommandLineRun.of("serve");
    assertThat(nothing.code()).isEqualTo(2);
    ServedProcess served = start(model.toString());
    String port = Integer.toString(served.port());
    CommandLineRun taken =
        CommandLineRun.of("serve", model.toString(), "--port", port, "--for", "20s");
    assertThat(taken.code()).isEqualTo(5);
    assertThat(taken.err()).contains("port " + port);
    served.run().process().destroy();
    assertThat(served.run().end().code()).isZero();
  }
}
