package dev.sapor.prepare;

/** A set of positions of interactions, one bit each. */
final class PositionSet {

  private final long[] words;

  /** An empty set of positions below a size. */
  PositionSet(long size) {
    words = new long[Math.toIntExact((size + Long.SIZE - 1) / Long.SIZE)];
  }

  void add(long position) {
    words[(int) (position >>> 6)] |= 1L << position;
  }

  boolean contains(long position) {
    return (words[(int) (position >>> 6)] >>> position & 1) != 0;
  }
}
