package dev.sapor.server;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has been opened so far. It is closed in the opposite order, and all of it even where closing
 * a part fails: so nothing stays open behind a start that fails half-way.
 */
final class Opened implements AutoCloseable {

  /** Something that is open. */
  @FunctionalInterface
  interface Part {
    void close() throws IOException;
  }

  private final Deque<Part> parts = new ArrayDeque<>();

  void add(Part part) {
    parts.push(part);
  }

  /**
   * Closes what is open, the last first. A second call does nothing.
   *
   * @throws IOException the first fault, the others as suppressed ones
   */
  @Override
  public void close() throws IOException {
    IOException fault = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (IOException | RuntimeException e) {
        if (fault == null) {
          fault = e instanceof IOException io ? io : new IOException(e);
        } else {
          fault.addSuppressed(e);
        }
      }
    }
    if (fault != null) {
      throw fault;
    }
  }

  /** Closes what is open after a failure, which goes on with what closing adds to it. */
  void closeAfter(Throwable failure) {
    try {
      close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
