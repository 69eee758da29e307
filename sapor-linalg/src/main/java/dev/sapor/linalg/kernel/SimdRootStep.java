package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdLanes.STEP;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdLanes.load;
import static dev.sapor.linalg.kernel.SimdLanes.store;

import jdk.incubator.vector.FloatVector;

/**
 * {@link RootStep} in vector instructions, on rows by their addresses. Square root and quotient are
 * rounded correctly at any width. The padding stays zero: its gradient is.
 */
final class SimdRootStep {

  static void run(
      long parameters,
      long squares,
      long gradients,
      int bytes,
      float rate,
      float decay,
      float left,
      float fresh) {
    for (int at = 0; at < bytes; at += STEP) {
      FloatVector p = load(parameters + at);
      FloatVector g = p.fma(all(decay), load(gradients + at));
      FloatVector v = all(left).fma(load(squares + at), g.mul(fresh).mul(g));
      FloatVector root = v.sqrt().add(RootStep.EPSILON);
      store(v, squares + at);
      store(all(-rate).fma(g.div(root), p), parameters + at);
    }
  }

  private SimdRootStep() {}
}
