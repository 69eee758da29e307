package dev.sapor.data;

import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.LongColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in order of arrival: twelve bytes each, and eight more with times.
 *
 * <p>In chunks, so that growing never copies what is there, each as large as all before it up to a
 * limit. In native memory, for it is much and short-lived: a heap that had grown by it would not
 * shrink again.
 */
final class RowBuffer {

  private static final int FIRST_CHUNK = 1 << 12;
  private static final int LARGEST_CHUNK = 1 << 21;

  private final List<Chunk> chunks = new ArrayList<>();
  private Chunk last = new Chunk(FIRST_CHUNK);
  private long size;

  RowBuffer() {
    chunks.add(last);
  }

  /** Rows that arrived one after the other. */
  static final class Chunk {
    private final int capacity;
    private final IntColumn users;
    private final IntColumn items;
    private final FloatColumn values;
    // Sources without times never pay for them.
    private @Nullable LongColumn times;
    private int size;

    private Chunk(int capacity) {
      this.capacity = capacity;
      users = IntColumn.zeros(capacity);
      items = IntColumn.zeros(capacity);
      values = FloatColumn.zeros(capacity);
    }

    int size() {
      return size;
    }

    int user(int row) {
      return users.get(row);
    }

    int item(int row) {
      return items.get(row);
    }

    float value(int row) {
      return values.get(row);
    }

    long time(int row) {
      return times == null ? 0 : times.get(row);
    }
  }

  long size() {
    return size;
  }

  /** All rows, chunk by chunk. */
  List<Chunk> chunks() {
    return chunks;
  }

  void add(int user, int item, float value) {
    Chunk chunk = last;
    if (chunk.size == chunk.capacity) {
      chunk = new Chunk((int) Math.min(size, LARGEST_CHUNK));
      chunks.add(chunk);
      last = chunk;
    }
    int row = chunk.size++;
    chunk.users.set(row, user);
    chunk.items.set(row, item);
    chunk.values.set(row, value);
    size++;
  }

  /** Gives the row that was added last its time. */
  void setLastTime(long time) {
    LongColumn times = last.times;
    if (times == null) {
      times = LongColumn.zeros(last.capacity);
      last.times = times;
    }
    times.set(last.size - 1, time);
  }
}
