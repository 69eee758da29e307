package dev.sapor.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in order of arrival, in chunks, so that growing never copies what is there. */
final class RowBuffer {

  private static final int CHUNK_BITS = 18;
  private static final int CHUNK = 1 << CHUNK_BITS;

  private static final class Chunk {
    private final int[] users = new int[CHUNK];
    private final int[] items = new int[CHUNK];
    private final float[] values = new float[CHUNK];
    // Most sources without times never pay for them.
    private long @Nullable [] times;
  }

  private final List<Chunk> chunks = new ArrayList<>();
  private long size;

  long size() {
    return size;
  }

  void add(int user, int item, float value) {
    int at = (int) (size & (CHUNK - 1));
    if (at == 0) {
      chunks.add(new Chunk());
    }
    Chunk chunk = chunks.getLast();
    chunk.users[at] = user;
    chunk.items[at] = item;
    chunk.values[at] = value;
    size++;
  }

  /** Gives the row that was added last its time. */
  void setLastTime(long time) {
    Chunk chunk = chunks.getLast();
    long[] times = chunk.times;
    if (times == null) {
      times = new long[CHUNK];
      chunk.times = times;
    }
    times[(int) ((size - 1) & (CHUNK - 1))] = time;
  }

  int user(long row) {
    return chunk(row).users[(int) (row & (CHUNK - 1))];
  }

  int item(long row) {
    return chunk(row).items[(int) (row & (CHUNK - 1))];
  }

  float value(long row) {
    return chunk(row).values[(int) (row & (CHUNK - 1))];
  }

  long time(long row) {
    long[] times = chunk(row).times;
    return times == null ? 0 : times[(int) (row & (CHUNK - 1))];
  }

  private Chunk chunk(long row) {
    return chunks.get((int) (row >>> CHUNK_BITS));
  }
}
