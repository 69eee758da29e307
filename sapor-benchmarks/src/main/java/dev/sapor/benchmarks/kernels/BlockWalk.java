package dev.sapor.benchmarks.kernels;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * One thread's way through the blocks of {@link RowTraffic}, a stretch of entries at a time and
 * round again. Threads get blocks that share neither users nor items, as in a training.
 */
@State(Scope.Thread)
public class BlockWalk {

  /** Entries of a stretch: an invocation of a benchmark. */
  static final int STRETCH = 4096;

  private RowTraffic traffic = new RowTraffic();
  private int thread;
  private int threads = 1;
  private int block;
  private long position;

  /** Starts at the first block of this thread. */
  @Setup(Level.Trial)
  public void begin(RowTraffic of, ThreadParams place) {
    traffic = of;
    thread = place.getThreadIndex();
    threads = place.getThreadCount();
    block = -1;
    nextBlock();
  }

  /** Position of the first of the next {@value #STRETCH} entries, all of one block. */
  long next() {
    while (position + STRETCH > traffic.starts[block + 1]) {
      nextBlock();
    }
    long first = position;
    position += STRETCH;
    return first;
  }

  private void nextBlock() {
    do {
      block = (block + 1) % (RowTraffic.USER_PARTS * RowTraffic.ITEM_PARTS);
    } while (block / RowTraffic.ITEM_PARTS % threads != thread
        || block % RowTraffic.ITEM_PARTS % threads != thread);
    position = traffic.starts[block];
  }
}
