package dev.sapor.linalg.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Checks lists of indices in vector instructions: each of several passes over a list checks it. */
final class SimdIndices {

  private static final VectorSpecies<Integer> SPECIES =
      SimdLanes.WIDE ? IntVector.SPECIES_512 : IntVector.SPECIES_256;

  /**
   * Below 0 if one of the indices is, or is greater than the last one that may be.
   *
   * @param base address of the first of all indices
   */
  static int signs(long base, long from, long to, int last) {
    int count = (int) (to - from);
    long first = SimdLanes.known(base + from * Integer.BYTES);
    IntVector greatest = IntVector.broadcast(SPECIES, last);
    IntVector found = IntVector.broadcast(SPECIES, 0);
    int k = 0;
    for (; k + SPECIES.length() <= count; k += SPECIES.length()) {
      IntVector index = SimdLanes.loadInts(SPECIES, first + (long) k * Integer.BYTES);
      found = found.or(index).or(greatest.sub(index));
    }
    int signs = found.reduceLanes(VectorOperators.OR);
    for (; k < count; k++) {
      int index = SimdLanes.getInt(first + (long) k * Integer.BYTES);
      signs |= index | last - index;
    }
    return signs;
  }

  private SimdIndices() {}
}
