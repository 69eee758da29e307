package dev.sapor.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, read when it is asked for, within bounds of size and time. What is too
 * large is passed over up to a point, so that its sender gets to read the answer.
 */
final class RequestBody implements Call.Body, AutoCloseable {

  /** Most bytes that are read and dropped of a body that is refused. */
  static final int MOST_DROPPED = 8 << 20;

  private final @Nullable Supplier<InputStream> source;
  private final long start = System.nanoTime();
  private final Duration patience;
  private final BodyBudget budget;
  private long held;
  private boolean whole;
  private byte @Nullable [] bytes;

  /**
   * A body that has not been read.
   *
   * @param source where it comes from; null where there is none
   * @param patience time within which it is to come, from now on
   */
  RequestBody(@Nullable Supplier<InputStream> source, Duration patience, BodyBudget budget) {
    this.source = source;
    this.patience = patience;
    this.budget = budget;
    whole = source == null;
  }

  /** Whether nothing of it is left to come. */
  boolean isWhole() {
    return whole;
  }

  @Override
  public byte[] read() {
    if (bytes == null) {
      bytes = source == null ? new byte[0] : read(source);
    }
    return bytes;
  }

  private byte[] read(Supplier<InputStream> from) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] some = new byte[8 << 10];
    int size = 0;
    try {
      // Not closed: that would wait for more of a body that is broken.
      InputStream in = from.get();
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        size += count;
        if (size <= Json.MAX_BYTES) {
          budget.take(count);
          held += count;
          body.write(some, 0, count);
        } else if (size > Json.MAX_BYTES + MOST_DROPPED) {
          throw tooLarge();
        }
        if (System.nanoTime() - start > patience.toNanos()) {
          throw ProblemException.badRequest("the body came too slowly");
        }
      }
    } catch (ProblemException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The web server throws many kinds, whose messages quote what came.
      throw ProblemException.badRequest("the body could not be read");
    }
    whole = true;
    if (size > Json.MAX_BYTES) {
      throw tooLarge();
    }
    return body.toByteArray();
  }

  private static ProblemException tooLarge() {
    return ProblemException.tooLarge("the body may have " + Json.MAX_BYTES + " bytes");
  }

  /** Gives back what it holds. */
  @Override
  public void close() {
    budget.give(held);
    held = 0;
  }
}
