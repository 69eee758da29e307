package dev.sapor.linalg.kernel;

import dev.sapor.linalg.NativeLayouts;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.function.IntPredicate;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sixteen lanes of floats, in one vector of 512 bits or two of 256, on rows of native memory that
 * are given by their address. Nothing here checks an argument: the shell around the kernels did.
 *
 * <p>All addresses are reached through one segment over the whole memory. Its bounds and its
 * lifetime are constants to the compiler, so an access is a plain load or store, which it is not
 * through the segment of a matrix ({@code docs/adr/0001-matrix-memory.md}). The species is a {@code
 * static final} constant for the same reason.
 */
final class SimdLanes {

  static final VectorSpecies<Float> SPECIES =
      KernelChoice.current().bits() == 256 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_512;

  /** Eight floats, whatever the width: what a group of {@link SimdRankUpdate} has. */
  static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

  private static final VectorSpecies<Byte> CODES =
      SPECIES.length() == 16 ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;

  /** Bytes of a vector, and so the step of a loop over a row. */
  static final int STEP = SPECIES.vectorByteSize();

  /** Bytes of sixteen floats: every row is a multiple of this long. */
  static final int BLOCK = 64;

  /** Whether a vector is a block; otherwise it is half of one. */
  static final boolean WIDE = STEP == BLOCK;

  @SuppressWarnings("restricted") // the shell around the kernels checks every bound
  private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  // No process has addresses beyond these bits. An address that is masked cannot be negative, so
  // the compiler drops the check of the bounds.
  private static final long ADDRESS_BITS = 0x1FF_FFFF_FFFF_FFFFL;

  // All lanes of a vector of 256 bits.
  static final VectorMask<Float> FIRST_8 = VectorMask.fromLong(SPECIES, 0xFF);

  /** Partners of the steps of a tree: a lane and the one so many lanes on, or back. */
  static final VectorShuffle<Float> BY_8 = partners(8);

  static final VectorShuffle<Float> BY_4 = partners(4);
  static final VectorShuffle<Float> BY_2 = partners(2);
  static final VectorShuffle<Float> BY_1 = partners(1);

  /** The later one of each two partners. */
  static final VectorMask<Float> ODD_8 = later(8);

  static final VectorMask<Float> ODD_4 = later(4);
  static final VectorMask<Float> ODD_2 = later(2);
  static final VectorMask<Float> ODD_1 = later(1);

  private static VectorShuffle<Float> partners(int lanes) {
    return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ lanes) % SPECIES.length());
  }

  private static VectorMask<Float> later(int lanes) {
    return mask(lane -> (lane & lanes) != 0);
  }

  /** A mask of the lanes for which something holds. */
  static VectorMask<Float> mask(IntPredicate which) {
    long bits = 0;
    for (int lane = 0; lane < SPECIES.length(); lane++) {
      bits |= which.test(lane) ? 1L << lane : 0;
    }
    return VectorMask.fromLong(SPECIES, bits);
  }

  /** The address of a row. */
  static long row(long base, int row, int bytes) {
    return (base + (long) row * bytes) & ADDRESS_BITS;
  }

  /** An address as {@link #row} gives it: for a method that is compiled apart from that call. */
  static long known(long address) {
    return address & ADDRESS_BITS;
  }

  static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(SPECIES, MEMORY, address, ORDER);
  }

  /** Half a block. */
  static FloatVector loadEight(long address) {
    return FloatVector.fromMemorySegment(EIGHT, MEMORY, address, ORDER);
  }

  /** As many bytes as a vector has lanes, each as a float. */
  static FloatVector loadCodes(long address) {
    ByteVector codes = ByteVector.fromMemorySegment(CODES, MEMORY, address, ORDER);
    return (FloatVector) codes.convertShape(VectorOperators.B2F, SPECIES, 0);
  }

  static void store(FloatVector vector, long address) {
    vector.intoMemorySegment(MEMORY, address, ORDER);
  }

  static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  /**
   * Sixteen zeros, or eight. Made anew at each use: where a loop begins with a vector that is a
   * constant object, the compiler keeps the sum as an object too, five times slower.
   */
  static FloatVector zero() {
    return FloatVector.zero(SPECIES);
  }

  /**
   * A step of two trees in one vector: sums of partners of x where the lane is the earlier one, of
   * y where it is the later.
   */
  static FloatVector merge(
      FloatVector x, FloatVector y, VectorShuffle<Float> partners, VectorMask<Float> odd) {
    return x.blend(y, odd).add(y.blend(x, odd).rearrange(partners));
  }

  /** An element by its address. */
  static float get(long address) {
    return MEMORY.get(NativeLayouts.FLOAT, address);
  }

  /** A vector of integers. */
  static IntVector loadInts(VectorSpecies<Integer> species, long address) {
    return IntVector.fromMemorySegment(species, MEMORY, address, ORDER);
  }

  /** An integer by its address. */
  static int getInt(long address) {
    return MEMORY.get(NativeLayouts.INT, address);
  }

  /** Stores an element by its address. */
  static void set(long address, float value) {
    MEMORY.set(NativeLayouts.FLOAT, address, value);
  }

  /** Dot product of two rows of so many bytes, in the shape that {@link Kernels} prescribes. */
  static float dot(long x, long y, int bytes) {
    FloatVector low = zero();
    FloatVector high = zero();
    for (int at = 0; at < bytes; at += BLOCK) {
      low = load(x + at).fma(load(y + at), low);
      if (!WIDE) {
        high = load(x + at + STEP).fma(load(y + at + STEP), high);
      }
    }
    return sum(low, high);
  }

  /** The sum of the sixteen lanes: those of one wide vector, or of two. */
  static float sum(FloatVector low, FloatVector high) {
    return WIDE ? treeOf16(low) : treeOf8(low.add(high));
  }

  private static float treeOf16(FloatVector lanes) {
    return treeOf8(lanes.add(lanes.rearrange(BY_8)));
  }

  private static float treeOf8(FloatVector lanes) {
    FloatVector four = lanes.add(lanes.rearrange(BY_4));
    FloatVector two = four.add(four.rearrange(BY_2));
    return two.add(two.rearrange(BY_1)).lane(0);
  }

  private SimdLanes() {}
}
