package dev.sapor.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers ids in the order in which they first occur, straight from the bytes of the input.
 *
 * <p>Looking up ids is most of the work of reading rows, and most of that is waiting for memory. So
 * ids of at most eight bytes, which are nearly all, live in a table of their own in which the id is
 * the key itself: one {@code long} with the bytes and one with the number, side by side, open
 * addressing. Padding with zeros is not ambiguous, for an id holds no NUL. Longer ids go by hash
 * into a second table over a copy of their bytes. Each table is at most half full.
 */
final class IdNumbers {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int CHUNK = 1 << 16;
  private static final int LENGTH_BITS = 11;
  // Room for the longest id that a reader lets through.
  private static final long LENGTH_MASK = (1 << LENGTH_BITS) - 1;

  // Pairs of key and number; a key of zero is a free slot.
  private long[] shortSlots = new long[1 << 10];
  private int shortCount;

  // An entry + 1, or zero in a free slot; and by entry what is known of it.
  private int[] longSlots = new int[1 << 8];
  private int longCount;
  private int[] longNumbers = new int[1 << 6];
  private long[] longHashes = new long[1 << 6];
  // Position of the bytes, and their length in the lowest bits.
  private long[] longPlaces = new long[1 << 6];
  private final List<byte[]> longBytes = new ArrayList<>();
  private long longUsed;

  private int count;

  /** Ids numbered so far; the next new one gets this number. */
  int count() {
    return count;
  }

  /** The number of an id of 1 to {@value Limits#ID_BYTES} bytes, none of them NUL. */
  int number(byte[] bytes, int begin, int end) {
    return end - begin <= Long.BYTES
        ? shortNumber(key(bytes, begin, end - begin))
        : longNumber(bytes, begin, end);
  }

  private static long key(byte[] bytes, int begin, int length) {
    if (begin + Long.BYTES <= bytes.length) {
      long eight = (long) LONG.get(bytes, begin);
      return eight & (-1L >>> (Long.SIZE - Byte.SIZE * length));
    }
    long key = 0;
    for (int i = length - 1; i >= 0; i--) {
      key = (key << Byte.SIZE) | (bytes[begin + i] & 0xFF);
    }
    return key;
  }

  private int shortNumber(long key) {
    long[] slots = shortSlots;
    int mask = slots.length - 2;
    int slot = slot(key, mask);
    while (slots[slot] != 0) {
      if (slots[slot] == key) {
        return (int) slots[slot + 1];
      }
      slot = (slot + 2) & mask;
    }
    slots[slot] = key;
    slots[slot + 1] = count;
    if (4L * ++shortCount > slots.length) {
      growShort();
    }
    return count++;
  }

  /** An even index from the upper bits of a product, which depend on all bytes. */
  private static int slot(long key, int mask) {
    return (int) ((key * MIX) >>> 31) & mask;
  }

  private void growShort() {
    long[] old = shortSlots;
    shortSlots = new long[2 * old.length];
    int mask = shortSlots.length - 2;
    for (int from = 0; from < old.length; from += 2) {
      if (old[from] != 0) {
        int slot = slot(old[from], mask);
        while (shortSlots[slot] != 0) {
          slot = (slot + 2) & mask;
        }
        shortSlots[slot] = old[from];
        shortSlots[slot + 1] = old[from + 1];
      }
    }
  }

  private int longNumber(byte[] bytes, int begin, int end) {
    long hash = hash(bytes, begin, end);
    int mask = longSlots.length - 1;
    int slot = (int) (hash >>> 32) & mask;
    while (longSlots[slot] != 0) {
      int entry = longSlots[slot] - 1;
      if (longHashes[entry] == hash && isAt(entry, bytes, begin, end)) {
        return longNumbers[entry];
      }
      slot = (slot + 1) & mask;
    }
    longSlots[slot] = longCount + 1;
    addLong(hash, bytes, begin, end);
    return count++;
  }

  private static long hash(byte[] bytes, int begin, int end) {
    long hash = 0;
    int at = begin;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = mix(hash ^ (long) LONG.get(bytes, at));
    }
    return at < end ? mix(hash ^ key(bytes, at, end - at)) : hash;
  }

  private static long mix(long bits) {
    long product = bits * MIX;
    return product ^ (product >>> 32);
  }

  private boolean isAt(int entry, byte[] bytes, int begin, int end) {
    long place = longPlaces[entry];
    int length = (int) (place & LENGTH_MASK);
    long position = place >>> LENGTH_BITS;
    int from = (int) (position & (CHUNK - 1));
    byte[] chunk = longBytes.get((int) (position / CHUNK));
    return Arrays.equals(chunk, from, from + length, bytes, begin, end);
  }

  private void addLong(long hash, byte[] bytes, int begin, int end) {
    if (longCount == longPlaces.length) {
      longPlaces = Arrays.copyOf(longPlaces, 2 * longCount);
      longHashes = Arrays.copyOf(longHashes, 2 * longCount);
      longNumbers = Arrays.copyOf(longNumbers, 2 * longCount);
    }
    longPlaces[longCount] = store(bytes, begin, end - begin);
    longHashes[longCount] = hash;
    longNumbers[longCount++] = count;
    if (2 * longCount > longSlots.length) {
      growLong();
    }
  }

  /** Copies an id to where it fits as a whole, and returns its place. */
  private long store(byte[] bytes, int begin, int length) {
    int used = (int) (longUsed & (CHUNK - 1));
    if (used == 0 || used + length > CHUNK) {
      longUsed = (long) longBytes.size() * CHUNK;
      longBytes.add(new byte[CHUNK]);
    }
    long position = longUsed;
    System.arraycopy(bytes, begin, longBytes.getLast(), (int) (position & (CHUNK - 1)), length);
    longUsed += length;
    return (position << LENGTH_BITS) | length;
  }

  private void growLong() {
    longSlots = new int[2 * longSlots.length];
    int mask = longSlots.length - 1;
    for (int entry = 0; entry < longCount; entry++) {
      int slot = (int) (longHashes[entry] >>> 32) & mask;
      while (longSlots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      longSlots[slot] = entry + 1;
    }
  }
}
