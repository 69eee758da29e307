package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.AdagradState.PER_ROW;
import static dev.sapor.linalg.kernel.AdagradStep.GROUPS;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Entries that Adagrad takes together: what is known of them, entry by entry, in arrays that the
 * phases of a step hand on.
 */
final class SimdAdagradBatch {

  static final int ENTRIES = EntryList.TOGETHER;

  /** Lanes that the products of an entry come in: eight of the first columns, eight of the rest. */
  static final int PARTS = 16;

  private static final VectorSpecies<Float> ROW = FloatVector.SPECIES_256;
  private static final VectorSpecies<Float> GIVEN = FloatVector.SPECIES_128;
  private static final VectorSpecies<Integer> INDICES = IntVector.SPECIES_256;
  private static final VectorShuffle<Integer> NEXT =
      VectorShuffle.fromOp(INDICES, lane -> (lane + 1) % INDICES.length());

  final AdagradStep step;
  final EntryPiece piece;

  /** Where they begin in the piece. */
  int at;

  /** Whether all that the rows are multiplied by is finite. */
  boolean finite;

  /** What the state has of the rows. */
  final float[] lefts = new float[PER_ROW * ENTRIES];

  final float[] rights = new float[PER_ROW * ENTRIES];

  // One value for each entry; longer, for a vector may begin at any.
  final float[] bases = new float[ENTRIES + PARTS];
  final float[] values = new float[ENTRIES + PARTS];

  /** The lanes of the products of each entry. */
  final float[] parts = new float[PARTS * ENTRIES];

  /** For each entry the product of the first columns, that of the rest, and both again. */
  final float[] products = new float[GROUPS * ENTRIES];

  /** The error of each entry, four times. */
  final float[] errors = new float[GROUPS * ENTRIES];

  /** For each group of each entry {@code keep}: p' = keep p + step q. */
  final float[] keep = new float[GROUPS * ENTRIES];

  /** For each group of each entry {@code step}. */
  final float[] steps = new float[GROUPS * ENTRIES];

  /** For each entry what the state of its rows becomes: two sums and two norms. */
  final float[] newLefts = new float[GROUPS * ENTRIES];

  final float[] newRights = new float[GROUPS * ENTRIES];

  /** η of each group of an entry, for as many entries as a vector may hold. */
  final float[] rates = new float[PARTS];

  /** One by the number of columns of each group. */
  final float[] shares = new float[PARTS];

  SimdAdagradBatch(AdagradStep step, EntryPiece piece) {
    this.step = step;
    this.piece = piece;
    for (int lane = 0; lane < PARTS; lane++) {
      rates[lane] = lane % 2 == 0 ? step.rate : step.restRate;
      shares[lane] = lane % 2 == 0 ? step.share : step.restShare;
    }
    Arrays.fill(bases, step.mean);
  }

  /** Whether no two of the entries share a row or a column. */
  boolean sharesNothing() {
    return differ(piece.rows, at) && differ(piece.columns, at);
  }

  /** Whether no two of the indices of the entries from a place on are the same. */
  private static boolean differ(int[] indices, int from) {
    IntVector a = IntVector.fromArray(INDICES, indices, from);
    IntVector b = IntVector.fromArray(INDICES, indices, from + INDICES.length());
    IntVector a1 = a.rearrange(NEXT);
    IntVector b1 = b.rearrange(NEXT);
    IntVector a2 = a1.rearrange(NEXT);
    IntVector b2 = b1.rearrange(NEXT);
    IntVector a3 = a2.rearrange(NEXT);
    IntVector b3 = b2.rearrange(NEXT);
    IntVector a4 = a3.rearrange(NEXT);
    IntVector b4 = b3.rearrange(NEXT);
    // Turned by one to four places: by five is by three the other way round.
    return !shared(a, b, a1, b1)
        .or(shared(a, b, a2, b2))
        .or(shared(a, b, a3, b3))
        .or(shared(a, b, a4, b4))
        .or(a.eq(b))
        .anyTrue();
  }

  private static VectorMask<Integer> shared(
      IntVector a, IntVector b, IntVector turnedA, IntVector turnedB) {
    return a.eq(turnedA).or(b.eq(turnedB)).or(a.eq(turnedB)).or(b.eq(turnedA));
  }

  /** Collects what is known of the entries before their products are. */
  void collect() {
    float[] left = step.left;
    float[] right = step.right;
    for (int e = 0; e < ENTRIES; e++) {
      int i = piece.rows[at + e];
      int j = piece.columns[at + e];
      step.check(i, j);
      values[e] = piece.values[at + e];
      FloatVector.fromArray(ROW, left, PER_ROW * i).intoArray(lefts, PER_ROW * e);
      FloatVector.fromArray(ROW, right, PER_ROW * j).intoArray(rights, PER_ROW * e);
    }
    if (step.biased) {
      for (int e = 0; e < ENTRIES; e++) {
        bases[e] = step.base(piece.rows[at + e], piece.columns[at + e]);
      }
    }
  }

  /** Gives the rows their new state, and moves the biases. */
  void give() {
    float[] left = step.left;
    float[] right = step.right;
    for (int e = 0; e < ENTRIES; e++) {
      int i = PER_ROW * piece.rows[at + e];
      int j = PER_ROW * piece.columns[at + e];
      FloatVector.fromArray(GIVEN, newLefts, GROUPS * e).intoArray(left, i);
      FloatVector.fromArray(GIVEN, newRights, GROUPS * e).intoArray(right, j);
    }
    if (step.biased) {
      for (int e = 0; e < ENTRIES; e++) {
        step.moveBiases(piece.rows[at + e], piece.columns[at + e], errors[GROUPS * e]);
      }
    }
  }
}
