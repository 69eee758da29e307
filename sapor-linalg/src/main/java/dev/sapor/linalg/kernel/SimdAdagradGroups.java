package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.AdagradState.DECAY;
import static dev.sapor.linalg.kernel.AdagradState.PER_ROW;
import static dev.sapor.linalg.kernel.AdagradStep.GROUPS;
import static dev.sapor.linalg.kernel.SimdAdagradBatch.ENTRIES;
import static dev.sapor.linalg.kernel.SimdAdagradBatch.PARTS;
import static dev.sapor.linalg.kernel.SimdLanes.BY_1;
import static dev.sapor.linalg.kernel.SimdLanes.BY_2;
import static dev.sapor.linalg.kernel.SimdLanes.BY_4;
import static dev.sapor.linalg.kernel.SimdLanes.ODD_1;
import static dev.sapor.linalg.kernel.SimdLanes.ODD_2;
import static dev.sapor.linalg.kernel.SimdLanes.ODD_4;
import static dev.sapor.linalg.kernel.SimdLanes.SPECIES;
import static dev.sapor.linalg.kernel.SimdLanes.WIDE;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdLanes.mask;
import static dev.sapor.linalg.kernel.SimdLanes.merge;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * {@link AdagradStep#take} for the four groups of several entries at once: one root and one
 * division for them all, and one tree of sums.
 *
 * <p>A vector has the groups of one entry after the other, four lanes each, in the order of {@link
 * AdagradStep}: four entries in 512 bits, two in 256.
 */
final class SimdAdagradGroups {

  private static final int LANES = SPECIES.length();
  private static final int AT_ONCE = LANES / GROUPS;

  private static final VectorMask<Float> LATER = mask(lane -> lane >= LANES / 2);

  // From the order in which a tree of 512 bits ends to that of groups.
  private static final VectorShuffle<Float> SORT =
      VectorShuffle.fromOp(
          SPECIES,
          lane -> {
            int entry = lane >> 2;
            return (lane & 1) << 3 | (entry & 1) << 2 | (entry & 2);
          });

  // What is known of an entry, for each of its groups.
  private static final VectorShuffle<Float> REPEAT =
      VectorShuffle.fromOp(SPECIES, lane -> lane / GROUPS);

  // Sums and norms of the entries of a vector of state, which holds half as many.
  private static final VectorShuffle<Float> SUMS =
      VectorShuffle.fromOp(SPECIES, lane -> start(lane) + lane % GROUPS);
  private static final VectorShuffle<Float> DECAYS =
      VectorShuffle.fromOp(SPECIES, lane -> start(lane) + DECAY);

  private static int start(int lane) {
    return lane / GROUPS % (AT_ONCE / 2) * PER_ROW;
  }

  /** Makes products and errors of the entries from the lanes of their products. */
  static void estimate(SimdAdagradBatch batch) {
    float[] parts = batch.parts;
    for (int from = 0; from < ENTRIES; from += AT_ONCE) {
      int at = PARTS * from;
      FloatVector product;
      if (WIDE) {
        FloatVector ab = merge(get(parts, at), get(parts, at + 16), BY_4, ODD_4);
        FloatVector cd = merge(get(parts, at + 32), get(parts, at + 48), BY_4, ODD_4);
        FloatVector all = merge(ab, cd, BY_2, ODD_2);
        product = all.add(all.rearrange(BY_1)).rearrange(SORT);
      } else {
        FloatVector first = merge(get(parts, at), get(parts, at + 16), BY_4, ODD_4);
        FloatVector rest = merge(get(parts, at + 8), get(parts, at + 24), BY_4, ODD_4);
        first = first.add(first.rearrange(BY_2));
        rest = rest.add(rest.rearrange(BY_2));
        product = merge(first, rest, BY_1, ODD_1);
      }
      product.intoArray(batch.products, GROUPS * from);
      FloatVector base = get(batch.bases, from).rearrange(REPEAT);
      FloatVector value = get(batch.values, from).rearrange(REPEAT);
      FloatVector estimate = base.add(product.add(product.rearrange(BY_1)));
      value.sub(estimate).intoArray(batch.errors, GROUPS * from);
    }
  }

  /** Makes what the rows are multiplied by, and the new state. */
  static void take(SimdAdagradBatch batch) {
    boolean finite = true;
    for (int from = 0; from < ENTRIES; from += AT_ONCE) {
      int lane = GROUPS * from;
      FloatVector product = get(batch.products, lane);
      FloatVector error = get(batch.errors, lane);
      FloatVector l = get(batch.lefts, PER_ROW * from);
      FloatVector laterL = get(batch.lefts, PER_ROW * from + LANES);
      FloatVector r = get(batch.rights, PER_ROW * from);
      FloatVector laterR = get(batch.rights, PER_ROW * from + LANES);
      FloatVector decay = both(l, laterL, DECAYS).blend(both(r, laterR, DECAYS), ODD_2);
      l = both(l, laterL, SUMS);
      r = both(r, laterR, SUMS);
      FloatVector sums = l.blend(r.rearrange(BY_2), ODD_2);
      FloatVector own = l.rearrange(BY_2).blend(r, ODD_2);
      FloatVector other = own.rearrange(BY_2);
      FloatVector rates = get(batch.rates, 0).div(sums.sqrt());
      FloatVector keep = all(1).sub(rates.mul(decay));
      FloatVector steps = rates.mul(error);
      keep.intoArray(batch.keep, lane);
      steps.intoArray(batch.steps, lane);
      FloatVector gradients = norm(decay, own, error.neg(), other, product);
      FloatVector norms = norm(keep, own, steps, other, product);
      sums = sums.add(gradients.mul(get(batch.shares, 0)));
      sums.blend(norms.rearrange(BY_2), ODD_2).intoArray(batch.newLefts, lane);
      sums.rearrange(BY_2).blend(norms, ODD_2).intoArray(batch.newRights, lane);
      FloatVector sum = keep.add(steps);
      finite &= sum.sub(sum).eq(0).allTrue();
    }
    batch.finite = finite;
  }

  private static FloatVector both(FloatVector a, FloatVector b, VectorShuffle<Float> which) {
    return a.rearrange(which).blend(b.rearrange(which), LATER);
  }

  private static FloatVector norm(
      FloatVector s, FloatVector p, FloatVector t, FloatVector q, FloatVector product) {
    FloatVector mixed = s.mul(t).mul(2).mul(product);
    return s.mul(s).mul(p).add(mixed).add(t.mul(t).mul(q)).abs();
  }

  private static FloatVector get(float[] lanes, int at) {
    return FloatVector.fromArray(SPECIES, lanes, at);
  }

  private SimdAdagradGroups() {}
}
