package dev.sapor.server.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of bodies that are held at once, over all requests. A body may come slowly and holds no
 * turn while it does, so there may be as many of them as connections; this keeps memory flat.
 */
final class BodyBudget {

  private final long most;
  private final AtomicLong held = new AtomicLong();

  BodyBudget(long most) {
    this.most = most;
  }

  /**
   * Takes bytes.
   *
   * @throws ProblemException if there are no more; then none are taken
   */
  void take(int bytes) {
    if (held.addAndGet(bytes) > most) {
      give(bytes);
      throw ProblemException.unavailable("too many large requests at once; try again");
    }
  }

  /** Gives bytes back. */
  void give(long bytes) {
    held.addAndGet(-bytes);
  }

  long held() {
    return held.get();
  }
}
