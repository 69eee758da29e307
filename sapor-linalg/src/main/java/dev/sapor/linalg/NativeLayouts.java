package dev.sapor.linalg;

import java.lang.foreign.ValueLayout;

/**
 * The element layouts of native columns and matrices. Without an alignment constraint: the memory
 * is aligned by construction, and the constraint would be checked again at every access.
 */
public final class NativeLayouts {

  /** A 32-bit float in the byte order of the machine. */
  public static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /** A 32-bit integer in the byte order of the machine. */
  public static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  /** A 64-bit integer in the byte order of the machine. */
  public static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private NativeLayouts() {}
}
