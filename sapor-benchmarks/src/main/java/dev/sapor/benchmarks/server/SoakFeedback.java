package dev.sapor.benchmarks.server;

import dev.sapor.benchmarks.server.SoakCallers.Asker;
import dev.sapor.linalg.RandomStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * Sends events and looks at once whether the next answer knows them. Every event is kept in memory
 * by the server, which is no leak; so most are sent again, and must be known, and only some a
 * second are new.
 */
final class SoakFeedback {

  private static final int SENT_AGAIN = 1000;
  private static final double MOST_REQUESTS_PER_SECOND = 20;
  private static final double MOST_EVENTS_OF_A_REQUEST = 256;

  private final SoakModels models;
  private final String token;
  private final SoakTally tally;
  private final RandomStream random;
  private final Asker asker;
  private final List<byte[]> sent = new ArrayList<>();
  private final List<Long> sequences = new ArrayList<>();
  private final Map<String, Long> lastOfUser = new HashMap<>();

  SoakFeedback(int port, SoakModels models, String token, long seed, SoakTally tally) {
    this.models = models;
    this.token = token;
    this.tally = tally;
    random = RandomStream.of(seed, "feedback of a soak");
    asker = new Asker(port, tally);
  }

  /** Sends new events, so many a second, and as many old ones again, until the soak is over. */
  void run(double newEvents) {
    double most = newEvents / MOST_REQUESTS_PER_SECOND;
    int events = (int) Math.clamp(most, 1, MOST_EVENTS_OF_A_REQUEST);
    long start = System.nanoTime();
    for (long k = 0; !tally.isOver(); k++) {
      sendNew(k, events);
      sendAgain();
      LockSupport.parkNanos(start + (long) (k * events / newEvents * 1e9) - System.nanoTime());
    }
    asker.close();
  }

  /** Half of them of users that the models know, half of others. */
  private String user() {
    int user = SoakModels.QUIET + random.nextInt(SoakModels.USERS);
    return SoakModels.user(user);
  }

  private void sendNew(long number, int events) {
    String user = user();
    List<String> all = new ArrayList<>();
    for (int event = 0; event < events; event++) {
      String item = models.items().get(random.nextInt(models.items().size()));
      String opinion = random.nextInt(4) == 0 ? ", \"disliked\": true" : "";
      all.add(
          "{\"key\": \"soak-%s-%s\", \"user\": \"%s\", \"item\": \"%s\"%s}"
              .formatted(number, event, user, item, opinion));
    }
    byte[] bytes = Caller.question("POST", "/v1/feedback", token, "{\"events\": " + all + "}");
    JsonNode answer = asker.ask("feedback", "event " + number, bytes);
    if (answer == null) {
      return;
    }
    long sequence = sequence(answer, false);
    if (sequence < 1) {
      tally.fault("feedback", "event %s: %s".formatted(number, answer));
      return;
    }
    tally.count("feedback");
    lastOfUser.put(user, sequence);
    if (sent.size() < SENT_AGAIN) {
      sent.add(bytes);
      sequences.add(sequence);
    }
    lookAtUser(user);
  }

  private void lookAtUser(String user) {
    String kind = "recommendations after feedback";
    JsonNode answer =
        asker.ask(
            kind,
            user,
            Caller.question("GET", "/v1/users/" + user + "/recommendations?n=5", token, null));
    if (answer == null) {
      return;
    }
    long through = answer.path("feedback").path("through").asLong(0);
    if (through == lastOfUser.getOrDefault(user, -1L) && answer.path("items").size() == 5) {
      tally.count(kind);
    } else {
      tally.fault(kind, "%s: event %s is wanted: %s".formatted(user, lastOfUser.get(user), answer));
    }
  }

  private void sendAgain() {
    if (sent.isEmpty()) {
      return;
    }
    int one = random.nextInt(sent.size());
    JsonNode answer = asker.ask("feedback, again", "event " + one, sent.get(one));
    if (answer != null && sequence(answer, true) == sequences.get(one)) {
      tally.count("feedback, again");
    } else if (answer != null) {
      tally.fault("feedback, again", "event %s: %s".formatted(one, answer));
    }
  }

  /** The place of the last event of an answer; -1 if one of them is not what it should be. */
  private static long sequence(JsonNode answer, boolean duplicate) {
    long last = -1;
    for (JsonNode event : answer.path("events")) {
      if (event.path("duplicate").asBoolean(!duplicate) != duplicate) {
        return -1;
      }
      last = event.path("sequence").asLong(-1);
    }
    return last;
  }
}
