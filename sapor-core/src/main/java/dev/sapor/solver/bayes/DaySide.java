package dev.sapor.solver.bayes;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.solver.Initializer;
import dev.sapor.solver.RunState;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.zip.CRC32C;

/** The days as a side. A {@link RunState} has no place of its own for their factors. */
final class DaySide {

  private static final String FACTORS = "day factors";
  private static final String BIASES = "day biases";
  private static final String CHECKSUM = "day checksum";

  /**
   * The days of a run.
   *
   * @param memory what a checkpoint holds of them; empty at the start
   * @throws IllegalArgumentException if it holds something else
   */
  static Side of(
      RatingOrder order,
      BayesConfig config,
      HyperPrior hyper,
      SortedMap<String, FloatMatrix> memory,
      Parallel parallel) {
    NormalPrior prior = NormalPrior.centred(config.factors() + 1, hyper);
    int count = order.matrix().rows();
    if (memory.isEmpty()) {
      double scale = config.initialScale() * Math.sqrt(config.factors());
      FloatMatrix factors =
          new Initializer(scale, config.seed()).draw(FACTORS, count, config.factors(), parallel);
      return new Side("day", order, factors, new float[count], prior, null);
    }
    if (!Arrays.equals(Memory.get(memory, CHECKSUM).row(0), checksum(order))) {
      throw new IllegalArgumentException("the state is of ratings on other days");
    }
    FloatMatrix factors = Memory.get(memory, FACTORS).copy();
    return new Side("day", order, factors, Memory.get(memory, BIASES).row(0), prior, null);
  }

  static void save(Side days, SortedMap<String, FloatMatrix> memory) {
    memory.put(FACTORS, days.factors().copy());
    memory.put(BIASES, FloatMatrix.of(new float[][] {days.biases()}));
    memory.put(CHECKSUM, FloatMatrix.of(new float[][] {checksum(days.order())}));
  }

  /** Of the day of each rating: the digest of the data knows no times. */
  private static float[] checksum(RatingOrder order) {
    CRC32C crc = new CRC32C();
    ByteBuffer bytes = ByteBuffer.allocate(2 * Integer.BYTES);
    for (int day = 0; day < order.matrix().rows(); day++) {
      for (long at = order.matrix().start(day); at < order.matrix().end(day); at++) {
        crc.update(bytes.clear().putInt(day).putInt(order.matrix().column(at)).flip());
      }
    }
    // In halves: a float holds 24 bits.
    return new float[] {crc.getValue() >>> 16, crc.getValue() & 0xffff};
  }

  private DaySide() {}
}
