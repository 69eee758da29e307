package dev.sapor.benchmarks.server;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One connection that asks one request after the other, as cheaply as Java can. */
final class Caller implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /**
   * An answer.
   *
   * @param retry whether it says when to ask again
   * @param last whether the server closes the connection now
   */
  record Reply(int status, String type, String body, boolean retry, boolean last) {}

  Caller(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
    out = socket.getOutputStream();
  }

  /** The bytes of a question. */
  static byte[] question(String path) {
    return question("GET", path, null, null);
  }

  /**
   * The bytes of a question.
   *
   * @param token null for none
   * @param body JSON; null for none
   */
  static byte[] question(
      String method, String path, @Nullable String token, @Nullable String body) {
    StringBuilder text =
        new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    if (token != null) {
      text.append("Authorization: Bearer ").append(token).append("\r\n");
    }
    if (body != null) {
      text.append("Content-Type: application/json\r\nContent-Length: ")
          .append(body.getBytes(StandardCharsets.UTF_8).length)
          .append("\r\n");
    }
    return text.append("\r\n")
        .append(body == null ? "" : body)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Asks and reads the whole answer. */
  Reply ask(byte[] question) throws IOException {
    send(question);
    return reply();
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /** Reads a whole answer. */
  Reply reply() throws IOException {
    int status = Integer.parseInt(line().substring(9, 12));
    int length = 0;
    String type = "";
    boolean retry = false;
    boolean last = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      } else if (header.regionMatches(true, 0, "content-type:", 0, 13)) {
        type = header.substring(13).strip();
      }
      retry |= header.regionMatches(true, 0, "retry-after:", 0, 12);
      last |= header.equalsIgnoreCase("connection: close");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the server hung up within an answer");
    }
    return new Reply(status, type, new String(body, StandardCharsets.UTF_8), retry, last);
  }

  /** Reads on until the server hangs up. */
  void awaitEnd(int mostMillis) throws IOException {
    socket.setSoTimeout(mostMillis);
    in.transferTo(OutputStream.nullOutputStream());
  }

  /** Hangs up without a word, as a client that crashed: what is under way is dropped. */
  void abort() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server hung up");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
