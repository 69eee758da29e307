package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.AdagradState.PER_ROW;
import static dev.sapor.linalg.kernel.AdagradStep.GROUPS;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Eight entries that Adagrad takes together: what is known of them, entry by entry, in arrays that
 * the phases of a step hand on.
 */
final class SimdAdagradEight {

  static final int ENTRIES = EntryList.TOGETHER;

  /** Lanes that the products of an entry come in: eight of the first columns, eight of the rest. */
  static final int PARTS = 16;

  private static final VectorSpecies<Float> ROW = FloatVector.SPECIES_256;
  private static final VectorSpecies<Float> GIVEN = FloatVector.SPECIES_128;
  private static final VectorSpecies<Integer> INDICES = IntVector.SPECIES_256;
  private static final VectorShuffle<Integer> NEXT_1 = rotation(1);
  private static final VectorShuffle<Integer> NEXT_2 = rotation(2);
  private static final VectorShuffle<Integer> NEXT_3 = rotation(3);
  private static final VectorShuffle<Integer> NEXT_4 = rotation(4);

  final AdagradStep step;
  final EntryPiece piece;

  /** Where the eight begin in the piece. */
  int at;

  /** Whether all that the rows are multiplied by is finite. */
  boolean finite;

  /** What the state has of the rows. */
  final float[] lefts = new float[PER_ROW * ENTRIES];

  final float[] rights = new float[PER_ROW * ENTRIES];

  // One value for each entry; longer, for a vector may begin at any.
  final float[] bases = new float[2 * PARTS];
  final float[] values = new float[2 * PARTS];

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

  SimdAdagradEight(AdagradStep step, EntryPiece piece) {
    this.step = step;
    this.piece = piece;
    for (int lane = 0; lane < PARTS; lane++) {
      rates[lane] = lane % 2 == 0 ? step.rate : step.restRate;
      shares[lane] = lane % 2 == 0 ? step.share : step.restShare;
    }
    Arrays.fill(bases, step.mean);
  }

  private static VectorShuffle<Integer> rotation(int lanes) {
    return VectorShuffle.fromOp(INDICES, lane -> (lane + lanes) % INDICES.length());
  }

  /** Whether no two of eight indices are the same. */
  static boolean differ(int[] indices, int from) {
    IntVector all = IntVector.fromArray(INDICES, indices, from);
    return !all.eq(all.rearrange(NEXT_1))
        .or(all.eq(all.rearrange(NEXT_2)))
        .or(all.eq(all.rearrange(NEXT_3)))
        .or(all.eq(all.rearrange(NEXT_4)))
        .anyTrue();
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
