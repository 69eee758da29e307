package dev.sapor.benchmarks.server;

import dev.sapor.benchmarks.server.Caller.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Clients that behave. Each answer must be sound by itself, and the same, but for the name of the
 * model, as every answer to this question by a model of this digest before.
 */
final class SoakCallers {

  private static final int MOST_TRIES = 20;
  private static final long BETWEEN_TRIES_MILLIS = 100;
  private static final long LONGEST_IDLE_NANOS = 10_000_000_000L;

  private record Asked(String digest, int question) {}

  private final int port;
  private final SoakModels models;
  private final List<SoakQuestion> questions;
  private final SoakTally tally;
  private final Map<Asked, Integer> answers = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();

  SoakCallers(int port, SoakModels models, List<SoakQuestion> questions, SoakTally tally) {
    this.port = port;
    this.models = models;
    this.questions = questions;
    this.tally = tally;
  }

  /** Asks over one connection until the soak is over, so many times a second. */
  void run(double rate) {
    try (Asker asker = new Asker(port, tally)) {
      long start = System.nanoTime();
      for (long k = 0; !tally.isOver(); k++) {
        SoakQuestion question = questions.get(next.getAndIncrement() % questions.size());
        JsonNode answer = asker.ask(question.kind(), question.toString(), question.bytes());
        if (answer != null) {
          look(question, answer);
        }
        long due = start + (long) (k / rate * 1e9);
        if (System.nanoTime() - due > 1_000_000_000L) {
          // What could not be asked in time is not made up for.
          start += System.nanoTime() - due;
        }
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
  }

  private void look(SoakQuestion question, JsonNode answer) {
    String digest = answer.path("model").path("digest").asString("");
    if (!models.knows(digest)) {
      tally.fault(question.kind(), question + " was answered by a model " + digest);
      return;
    }
    String fault = question.check().fault(answer);
    ((ObjectNode) answer).remove("model");
    int hash = answer.toString().hashCode();
    Integer before = answers.putIfAbsent(new Asked(digest, question.number()), hash);
    if (fault == null && before != null && before != hash) {
      fault = "another answer than before of the same model";
    }
    if (fault == null) {
      tally.count(question.kind());
    } else {
      tally.fault(question.kind(), question + ": " + fault);
    }
  }

  /** A connection that stays open as long as the server lets it, and is then made anew. */
  static final class Asker implements AutoCloseable {

    private final int port;
    private final SoakTally tally;
    private @Nullable Caller caller;
    private long last;

    Asker(int port, SoakTally tally) {
      this.port = port;
      this.tally = tally;
    }

    /**
     * Asks, and asks again if told so; null after a fault, which is counted.
     *
     * @param what names the question
     */
    @Nullable JsonNode ask(String kind, String what, byte[] bytes) {
      try {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
          Reply reply = reply(bytes);
          if (reply.status() == 200) {
            return JsonMapper.shared().readTree(reply.body());
          }
          if (reply.status() != 503 || !reply.retry()) {
            tally.fault(kind, what + ": " + reply.status() + " " + reply.body());
            return null;
          }
          tally.count("(told to ask again)");
          Thread.sleep(BETWEEN_TRIES_MILLIS);
        }
        tally.fault(kind, what + ": never served");
      } catch (IOException | RuntimeException e) {
        close();
        if (!tally.isOver()) {
          tally.fault(kind, what + ": " + e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return null;
    }

    private Reply reply(byte[] bytes) throws IOException {
      if (System.nanoTime() - last > LONGEST_IDLE_NANOS) {
        // The server may be cutting it off just now.
        close();
      }
      Caller open = caller;
      if (open == null) {
        open = new Caller(port);
        caller = open;
      }
      Reply reply = open.ask(bytes);
      last = System.nanoTime();
      if (reply.last()) {
        close();
      }
      return reply;
    }

    @Override
    public void close() {
      Caller open = caller;
      caller = null;
      if (open != null) {
        try {
          open.close();
        } catch (IOException e) {
          tally.fault("connections", e.toString());
        }
      }
    }
  }
}
