package dev.sapor.linalg.kernel;

import dev.sapor.linalg.FloatMatrix;
import java.util.Objects;

/** Squared errors of estimates in plain Java. */
final class ScalarErrors {

  static double sum(EntryList entries, long from, long to, DescentFactors factors) {
    FloatMatrix left = factors.left();
    FloatMatrix right = factors.right();
    float[] a = factors.leftBiases();
    float[] b = factors.rightBiases();
    double sum = 0;
    for (long k = from; k < to; k++) {
      int i = Objects.checkIndex(entries.rows().get(k), a.length);
      int j = Objects.checkIndex(entries.columns().get(k), b.length);
      float product =
          ScalarLoops.dot(
              left.segment(),
              left.rowOffset(i),
              right.segment(),
              right.rowOffset(j),
              left.stride());
      float estimate = ((factors.mean() + a[i]) + b[j]) + product;
      double error = (double) entries.values().get(k) - estimate;
      sum += error * error;
    }
    return sum;
  }

  private ScalarErrors() {}
}
