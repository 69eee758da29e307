package dev.sapor.benchmarks.server;

import dev.sapor.benchmarks.server.Caller.Reply;
import dev.sapor.benchmarks.server.SoakCallers.Asker;
import dev.sapor.linalg.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/**
 * Lets other models serve all the while: by name, and by files that are put into the folder that
 * the server watches. Some files are broken and must be refused both ways.
 */
final class SoakOperator {

  private static final long BETWEEN_SWAPS_MILLIS = 1000;
  private static final int LOOKS = 300;
  private static final long BETWEEN_LOOKS_MILLIS = 100;
  private static final String WATCHED = "watched";
  private static final String BROKEN = "broken";

  private final int port;
  private final SoakModels models;
  private final String admin;
  private final SoakTally tally;
  private final RandomStream random;
  private final Asker asker;

  SoakOperator(int port, SoakModels models, String admin, long seed, SoakTally tally) {
    this.port = port;
    this.models = models;
    this.admin = admin;
    this.tally = tally;
    random = RandomStream.of(seed, "swaps of a soak");
    asker = new Asker(port, tally);
  }

  /** Swaps until the soak is over. */
  void run() {
    try {
      for (int k = 0; !tally.isOver(); k++) {
        String name = models.names().get(k % models.names().size());
        switch (k % 4) {
          case 1 -> swapByFolder(name);
          case 3 -> swapToBroken(name);
          default -> swapByName(name);
        }
        Thread.sleep(BETWEEN_SWAPS_MILLIS);
      }
    } catch (IOException e) {
      tally.fault("swaps", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      asker.close();
    }
  }

  private static byte[] post(String name, String token) {
    return Caller.question("POST", "/admin/models/" + name, token, "{}");
  }

  private void swapByName(String name) {
    JsonNode answer = asker.ask("swaps by name", name, post(name, admin));
    if (answer != null && digest(answer).equals(models.digestOf(name))) {
      tally.count("swaps by name");
    } else if (answer != null) {
      tally.fault("swaps by name", name + ": " + answer);
    }
  }

  private static String digest(JsonNode answer) {
    return answer.path("model").path("digest").asString("");
  }

  private void swapByFolder(String name) throws IOException, InterruptedException {
    put(WATCHED, models.bytes(name));
    byte[] question = Caller.question("GET", "/v1/model", admin, null);
    for (int look = 0; look < LOOKS && !tally.isOver(); look++) {
      JsonNode answer = asker.ask("swaps by folder", name, question);
      if (answer == null) {
        return;
      }
      if (answer.path("model").path("name").asString("").equals(WATCHED)
          && digest(answer).equals(models.digestOf(name))) {
        tally.count("swaps by folder");
        return;
      }
      Thread.sleep(BETWEEN_LOOKS_MILLIS);
    }
    if (!tally.isOver()) {
      tally.fault("swaps by folder", name + " was not taken");
    }
  }

  /** One bit is another, or the end is missing; the server looks at the file by itself, too. */
  private void swapToBroken(String name) throws IOException {
    byte[] bytes = models.bytes(name);
    if (random.nextInt(2) == 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    } else {
      bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
    put(BROKEN, bytes);
    String kind = "broken models refused";
    try (Caller caller = new Caller(port)) {
      Reply reply = caller.ask(post(BROKEN, admin));
      if (reply.status() == 422) {
        tally.count(kind);
      } else {
        tally.fault(kind, reply.toString());
      }
    }
  }

  private void put(String name, byte[] bytes) throws IOException {
    Path beside = models.file(name).resolveSibling("beside");
    Files.write(beside, bytes);
    Files.move(beside, models.file(name), StandardCopyOption.REPLACE_EXISTING);
  }
}
