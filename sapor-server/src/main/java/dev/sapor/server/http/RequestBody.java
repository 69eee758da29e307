package dev.sapor.server.http;

import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * The body of a request while the request lasts. What a body takes beyond a few KiB comes out of a
 * store that all share: thousands of clients that send long bodies slowly must not fill the memory,
 * nor keep the short bodies of others waiting.
 */
final class RequestBody implements Call.Body, AutoCloseable {

  /** Bytes that a body has without asking. */
  static final int FREE_BYTES = 8 << 10;

  private final ServerRequest request;
  private final ConnectionWatch watch;
  private final Semaphore store;
  private final long deadlineNanos;
  private int taken;

  /**
   * A body that was not read yet.
   *
   * @param store bytes that all bodies share
   * @param patience time within which it must have come
   */
  RequestBody(ServerRequest request, ConnectionWatch watch, Semaphore store, Duration patience) {
    this.request = request;
    this.watch = watch;
    this.store = store;
    this.deadlineNanos = System.nanoTime() + patience.toNanos();
  }

  @Override
  public byte[] read() {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] some = new byte[FREE_BYTES];
    watch.waiting();
    try (InputStream in = request.content().inputStream()) {
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        body.write(some, 0, count);
        if (body.size() > Json.MAX_BYTES) {
          throw ProblemException.tooLarge("the body may have " + Json.MAX_BYTES + " bytes");
        }
        take(body.size() - FREE_BYTES - taken);
        if (System.nanoTime() - deadlineNanos > 0) {
          throw ProblemException.badRequest("the body came too slowly");
        }
      }
      return body.toByteArray();
    } catch (ProblemException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // A client that hung up, or chunks that are none: the web server has an exception for each.
      throw ProblemException.badRequest("the body could not be read");
    } finally {
      watch.working();
    }
  }

  private void take(int bytes) {
    if (bytes > 0) {
      if (!store.tryAcquire(bytes)) {
        throw ProblemException.unavailable("too many long bodies at once; try again");
      }
      taken += bytes;
    }
  }

  /** Gives back what it took. */
  @Override
  public void close() {
    store.release(taken);
  }
}
