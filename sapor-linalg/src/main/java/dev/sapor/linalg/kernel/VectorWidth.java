package dev.sapor.linalg.kernel;

import jdk.incubator.vector.FloatVector;

/** What the machine prefers. A class of its own: it cannot be loaded without the Vector API. */
final class VectorWidth {

  /** Bits of the widest vectors that the machine works on as a whole. */
  static int preferred() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize();
  }

  private VectorWidth() {}
}
