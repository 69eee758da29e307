package dev.sapor.data;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The ids of one side (users or items) and their indices {@code 0 .. size-1}.
 *
 * <p>Ids are opaque: {@code 007} is not {@code 7}. They are in the order of their UTF-8 bytes, so
 * the index of an id depends on the set of ids alone and not on the order in which rows were read.
 * Immutable.
 */
public final class IdMap {

  private final String[] ids;
  // Open addressing, twice as many slots as ids or more; 0 is free, otherwise index + 1.
  private final int[] slots;

  private IdMap(String[] sortedIds) {
    ids = sortedIds;
    slots = new int[Integer.highestOneBit(Math.max(4, 2 * ids.length)) << 1];
    for (int index = 0; index < ids.length; index++) {
      slots[freeSlot(ids[index])] = index + 1;
    }
  }

  private int freeSlot(String id) {
    int slot = firstSlot(id);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private int firstSlot(String id) {
    int hash = id.hashCode() * 0x9E3779B9;
    return (hash ^ (hash >>> 16)) & (slots.length - 1);
  }

  /**
   * The map of a set of ids, in any order.
   *
   * @throws IllegalArgumentException if an id is empty, not valid Unicode, or occurs twice
   */
  public static IdMap of(Collection<String> ids) {
    String[] sorted = ids.toArray(String[]::new);
    Arrays.sort(sorted, IdMap::compare);
    for (int i = 0; i < sorted.length; i++) {
      check(sorted[i]);
      if (i > 0 && sorted[i].equals(sorted[i - 1])) {
        throw new IllegalArgumentException("id occurs twice: '" + sorted[i] + "'");
      }
    }
    return new IdMap(sorted);
  }

  /**
   * Accepts an id that has a UTF-8 form: half of a surrogate pair has none, and two such ids would
   * become one in a file.
   *
   * @throws IllegalArgumentException if the id is empty or not valid Unicode
   */
  static void check(String id) {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("an id must not be empty");
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair = i + 1 < id.length() && Character.isSurrogatePair(c, id.charAt(i + 1));
        if (!pair) {
          throw new IllegalArgumentException(
              "an id must be valid Unicode (got a lone surrogate in '" + id + "')");
        }
        i++;
      }
    }
  }

  /** Order of the UTF-8 bytes, which is the order of the code points. */
  public static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // UTF-16 puts surrogates (code points from 0x10000) before 0xE000 .. 0xFFFF: move them
        // behind.
        return rank(x) - rank(y);
      }
    }
    return a.length() - b.length();
  }

  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x2000 : c >= 0xE000 ? c - 0x800 : c;
  }

  public int size() {
    return ids.length;
  }

  /**
   * The id at an index.
   *
   * @throws IndexOutOfBoundsException if there is no such index
   */
  public String id(int index) {
    return ids[Objects.checkIndex(index, ids.length)];
  }

  /** The index of an id, or nothing if the id is unknown. */
  public OptionalInt indexOf(String id) {
    int slot = firstSlot(id);
    while (slots[slot] != 0) {
      int index = slots[slot] - 1;
      if (ids[index].equals(id)) {
        return OptionalInt.of(index);
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return OptionalInt.empty();
  }

  /** All ids in index order. */
  public List<String> ids() {
    return List.of(ids);
  }

  /** The map of the ids whose index is kept; their relative order stays. */
  IdMap select(boolean[] kept) {
    String[] selected = new String[ids.length];
    int count = 0;
    for (int index = 0; index < ids.length; index++) {
      if (kept[index]) {
        selected[count++] = ids[index];
      }
    }
    return new IdMap(Arrays.copyOf(selected, count));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IdMap map && Arrays.equals(ids, map.ids);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }

  @Override
  public String toString() {
    return "IdMap[" + ids.length + " ids]";
  }
}
