package dev.sapor.server.live;

import dev.sapor.model.io.ModelFileException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets new models serve, one at a time. A model that cannot be loaded changes nothing: the old one
 * goes on.
 */
public final class ModelSwaps {

  private static final Logger LOG = System.getLogger(ModelSwaps.class.getPackageName());

  private final ModelHolder holder;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  public ModelSwaps(ModelHolder holder) {
    this.holder = holder;
  }

  /**
   * Loads, checks and warms a model and lets it serve.
   *
   * @throws ModelFileException if the file is not a whole model
   * @throws IOException if it cannot be read
   */
  public synchronized ServedModel swap(ModelFolder.Entry entry) throws IOException {
    try {
      ServedModel next = ServedModel.load(entry.name(), entry.file());
      holder.swap(next);
      done.incrementAndGet();
      LOG.log(Level.INFO, "model {0} serves ({1})", next.name(), next.digest());
      return next;
    } catch (IOException | OutOfMemoryError e) {
      refused.incrementAndGet();
      throw e;
    }
  }

  /** Does the same for a file that was found, and tells the log if it is refused. */
  public void swapIfSound(ModelFolder.Entry entry) {
    try {
      swap(entry);
    } catch (IOException | OutOfMemoryError e) {
      LOG.log(
          Level.WARNING,
          "model {0} is refused and the one before goes on: {1}",
          entry.name(),
          e.toString());
    }
  }

  /** Models that were let serve. */
  public long done() {
    return done.get();
  }

  /** Models that were refused. */
  public long refused() {
    return refused.get();
  }
}
