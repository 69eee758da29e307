package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.AdagradState.PER_ROW;
import static dev.sapor.linalg.kernel.AdagradStep.GROUPS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link AdagradStep#take} with the four groups in the four lanes of a vector: one root and one
 * division instead of four, which take as long as all the rest of a step does. The method is too
 * long to be inlined, and must be: see {@link SimdAdagradSteps}.
 */
final class SimdAdagradGroups {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_128;

  // A row of the state has two sums, then two norms: halves change places.
  private static final VectorShuffle<Float> HALVES = VectorShuffle.fromValues(LANES, 2, 3, 0, 1);
  private static final VectorMask<Float> RIGHT = VectorMask.fromLong(LANES, 0b1100);
  private static final VectorMask<Float> REST = VectorMask.fromLong(LANES, 0b1010);

  /** Does what {@link AdagradStep#take} does, to the bit; returns whether all is finite. */
  static boolean take(AdagradStep step, int i, int j, float value, float first, float rest) {
    float error = step.moveBiases(i, j, value, first, rest);
    FloatVector l = FloatVector.fromArray(LANES, step.left, PER_ROW * i);
    FloatVector r = FloatVector.fromArray(LANES, step.right, PER_ROW * j);
    FloatVector sums = l.blend(r.rearrange(HALVES), RIGHT);
    FloatVector own = l.rearrange(HALVES).blend(r, RIGHT);
    FloatVector decay = all(step.decaysLeft[i]).blend(step.decaysRight[j], RIGHT);
    FloatVector rates = all(step.rate).blend(step.restRate, REST).div(sums.sqrt());
    FloatVector products = all(first).blend(rest, REST);
    FloatVector other = own.rearrange(HALVES);
    FloatVector keep = all(1).sub(rates.mul(decay));
    FloatVector steps = rates.mul(error);
    keep.intoArray(step.coefficients, 0);
    steps.intoArray(step.coefficients, GROUPS);
    FloatVector gradients = norm(decay, own, all(-error), other, products);
    FloatVector norms = norm(keep, own, steps, other, products);
    sums = sums.add(gradients.mul(all(step.share).blend(step.restShare, REST)));
    sums.blend(norms.rearrange(HALVES), RIGHT).intoArray(step.left, PER_ROW * i);
    sums.rearrange(HALVES).blend(norms, RIGHT).intoArray(step.right, PER_ROW * j);
    FloatVector sum = keep.add(steps);
    return sum.sub(sum).eq(0).allTrue();
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(LANES, value);
  }

  private static FloatVector norm(
      FloatVector s, FloatVector p, FloatVector t, FloatVector q, FloatVector product) {
    FloatVector mixed = s.mul(t).mul(2).mul(product);
    return s.mul(s).mul(p).add(mixed).add(t.mul(t).mul(q)).abs();
  }

  private SimdAdagradGroups() {}
}
