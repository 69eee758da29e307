package dev.sapor.server.live;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The model that serves. A request takes it once and keeps it until it is answered, so that no
 * answer mixes two models; the old one is given back when its last request is done.
 */
public final class ModelHolder {

  private final AtomicReference<@Nullable ServedModel> current = new AtomicReference<>();

  /** The model that serves now; null before the first is ready. */
  public @Nullable ServedModel current() {
    return current.get();
  }

  /** Lets another model serve from the next request on. */
  public void swap(ServedModel next) {
    if (current.getAndSet(next) != null) {
      // Factors are native memory, given back when the collector finds that nobody holds them: it
      // does not feel their weight by itself.
      System.gc();
    }
  }
}
