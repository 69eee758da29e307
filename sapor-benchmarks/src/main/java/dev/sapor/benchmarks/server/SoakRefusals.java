package dev.sapor.benchmarks.server;

import dev.sapor.benchmarks.server.Caller.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Requests that must be refused, each over a connection of its own. */
final class SoakRefusals {

  @SuppressWarnings("ArrayRecordComponent") // sent, never compared
  private record Wrong(String kind, int status, byte[] bytes) {}

  private final int port;
  private final SoakTally tally;
  private final List<Wrong> wrongs;
  private final List<String> secrets;

  SoakRefusals(int port, String reader, String admin, SoakTally tally) {
    this.port = port;
    this.tally = tally;
    this.secrets = List.of(reader, admin);
    wrongs =
        List.of(
            get("unknown user", 404, reader, "/v1/users/nobody/recommendations"),
            get("unknown item", 404, reader, "/v1/items/nothing/similar"),
            get("unknown path", 404, reader, "/v2/users"),
            get("wrong query", 400, reader, "/v1/users/u1/recommendations?n=0"),
            get("no token", 401, "", "/v1/model"),
            get("wrong token", 401, reader + "x", "/v1/model"),
            get("token of a reader", 403, reader, "/metrics"),
            post("not JSON", 400, reader, "{\"history\": ["),
            post("unknown items", 422, reader, "{\"history\": [\"nothing\"]}"),
            post("nested too deep", 400, reader, "{\"history\": " + "[".repeat(40)),
            post("unknown property", 400, reader, "{\"history\": [\"i1\"], \"stars\": 5}"),
            post("oversized body", 413, reader, "{\"x\": \"" + "x".repeat(2 << 20) + "\"}"),
            get("method", 405, reader, "/v1/feedback"),
            post("model by path", 404, admin, "/admin/models/..%2Fx", "{}"),
            raw("no HTTP", 400, "hello\r\n\r\n"),
            raw("two lengths", 400, framed("Content-Length: 4\r\nContent-Length: 5")),
            raw("long line", 414, "GET /" + "x".repeat(9000) + " HTTP/1.1\r\n\r\n"));
  }

  private static Wrong get(String kind, int status, String token, String path) {
    return new Wrong(
        kind, status, Caller.question("GET", path, token.isEmpty() ? null : token, null));
  }

  private static Wrong post(String kind, int status, String token, String body) {
    return post(kind, status, token, "/v1/recommendations", body);
  }

  private static Wrong post(String kind, int status, String token, String path, String body) {
    return new Wrong(kind, status, Caller.question("POST", path, token, body));
  }

  private static Wrong raw(String kind, int status, String text) {
    return new Wrong(kind, status, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String framed(String headers) {
    return "POST /v1/scores HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n\r\n{}{}{}";
  }

  /** Sends one after the other until the soak is over. */
  void run(double rate) {
    for (int k = 0; !tally.isOver(); k++) {
      Wrong wrong = wrongs.get(k % wrongs.size());
      send(wrong);
      LockSupport.parkNanos((long) (1e9 / rate));
    }
  }

  private void send(Wrong wrong) {
    String kind = "refused: " + wrong.kind;
    try (Caller caller = new Caller(port)) {
      try {
        caller.send(wrong.bytes);
      } catch (IOException e) {
        // A body that is too long is refused before all of it is sent: the answer is still there.
        tally.count("(cut off within a body)");
      }
      Reply reply = caller.reply();
      boolean sound =
          reply.status() == wrong.status
              && reply.type().equals("application/problem+json")
              && !reply.body().contains("Exception")
              && !reply.body().contains("dev.sapor")
              && secrets.stream().noneMatch(reply.body()::contains);
      if (sound) {
        tally.count(kind);
      } else if (reply.status() == 503 && reply.retry()) {
        tally.count("(told to ask again)");
      } else {
        tally.fault(kind, reply.toString());
      }
    } catch (IOException | RuntimeException e) {
      if (!tally.isOver()) {
        tally.fault(kind, e.toString());
      }
    }
  }
}
