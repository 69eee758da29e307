package dev.sapor.linalg;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Allocation shared by the native columns: zeroed, aligned to 64 bytes, freed when unreachable. */
final class NativeColumns {

  static MemorySegment allocate(long size, int elementBytes) {
    if (size < 0) {
      throw new IllegalArgumentException("size must not be negative (got " + size + ")");
    }
    return Arena.ofAuto().allocate(Math.max(1, Math.multiplyExact(size, elementBytes)), 64);
  }

  private NativeColumns() {}
}
