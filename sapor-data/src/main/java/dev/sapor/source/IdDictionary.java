package dev.sapor.source;

import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Gives ids that are bytes their one {@code String}, so that a row of a known user and item makes
 * no garbage. Open addressing over the bytes; a slot holds index + 1.
 */
final class IdDictionary {

  private final Charset charset;
  private byte[] blob = new byte[1 << 12];
  private int used;
  private int[] offsets = new int[1 << 8];
  private String[] ids = new String[1 << 8];
  private int[] hashes = new int[1 << 8];
  private int[] slots = new int[1 << 10];
  private int size;

  IdDictionary(Charset charset) {
    this.charset = charset;
  }

  /** The id that some bytes are. */
  String get(byte[] bytes, int begin, int end) {
    int hash = hash(bytes, begin, end);
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      int index = slots[slot] - 1;
      if (hashes[index] == hash && same(index, bytes, begin, end)) {
        return ids[index];
      }
      slot = (slot + 1) & mask;
    }
    String id = new String(bytes, begin, end - begin, charset);
    if (used > Integer.MAX_VALUE - 8 - (end - begin)) {
      // Beyond 2 GB of distinct ids only the garbage comes back, nothing breaks.
      return id;
    }
    slots[slot] = size + 1;
    add(id, hash, bytes, begin, end);
    return id;
  }

  private static int hash(byte[] bytes, int begin, int end) {
    int hash = 1;
    for (int at = begin; at < end; at++) {
      hash = 31 * hash + bytes[at];
    }
    hash *= 0x9E3779B9;
    return hash ^ (hash >>> 15);
  }

  private boolean same(int index, byte[] bytes, int begin, int end) {
    return Arrays.equals(blob, offsets[index], offsets[index + 1], bytes, begin, end);
  }

  private void add(String id, int hash, byte[] bytes, int begin, int end) {
    int length = end - begin;
    if (blob.length - used < length) {
      blob = Arrays.copyOf(blob, (int) Math.min(Integer.MAX_VALUE - 8, 2L * blob.length + length));
    }
    System.arraycopy(bytes, begin, blob, used, length);
    used += length;
    if (size + 1 == ids.length) {
      ids = Arrays.copyOf(ids, 2 * ids.length);
      hashes = Arrays.copyOf(hashes, ids.length);
      offsets = Arrays.copyOf(offsets, ids.length);
    }
    ids[size] = id;
    hashes[size] = hash;
    offsets[++size] = used;
    if (4L * size > slots.length * 2L) {
      grow();
    }
  }

  private void grow() {
    slots = new int[2 * slots.length];
    int mask = slots.length - 1;
    for (int index = 0; index < size; index++) {
      int slot = hashes[index] & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = index + 1;
    }
  }
}
