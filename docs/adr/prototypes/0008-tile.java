import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.RowPanels;
import dev.sapor.linalg.kernel.Kernels;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Share of the peak of fused multiply-adds that a block of scores reaches, on one thread.
 *
 * <p>java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp
 * sapor-linalg/target/classes docs/adr/prototypes/0008-tile.java
 */
class Tile {

  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  public static void main(String[] args) {
    System.out.println("kernels " + Kernels.get().name());
    for (int round = 0; round < 2; round++) {
      for (int items : new int[] {3_706, 40_000}) {
        for (int factors : new int[] {64, 128}) {
          for (int users : new int[] {1, 8, 64}) {
            measure(items, factors, users);
          }
        }
      }
    }
  }

  static void measure(int items, int factors, int users) {
    FloatMatrix left = random(64, factors);
    FloatMatrix right = random(items, factors);
    RowPanels panels = RowPanels.of(right, new float[items]);
    FloatMatrix out = FloatMatrix.zeros(users, items);
    int[] rows = IntStream.range(0, users).toArray();
    float[] offsets = new float[users];
    double best = Double.MAX_VALUE;
    double peak = 0;
    for (int repeat = 0; repeat < 60; repeat++) {
      long start = cpu();
      int calls = 1 + 4096 / (users * factors);
      for (int call = 0; call < calls; call++) {
        Kernels.get().chains(left, rows, 0, users, offsets, panels, out);
      }
      best = Math.min(best, (cpu() - start) / (double) calls);
      peak = Math.max(peak, peak());
    }
    double speed = (double) users * items * factors / best;
    System.out.printf(
        "%,7d items, F = %3d, %2d users: %8.1f us, %6.1f of %6.1f GFMA/s, %2.0f %%, %,d users/s%n",
        items, factors, users, best / 1e3, speed, peak, 100 * speed / peak, (long) (users * 1e9 / best));
  }

  static FloatMatrix random(int rows, int columns) {
    Random random = new Random(1);
    FloatMatrix matrix = FloatMatrix.zeros(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int f = 0; f < columns; f++) {
        matrix.set(i, f, (float) random.nextGaussian());
      }
    }
    return matrix;
  }

  static float sink;

  /** Multiply-adds per ns of ten chains that wait for nothing but themselves. */
  static double peak() {
    int steps = 100_000;
    long start = cpu();
    sink += chains(steps);
    return 10.0 * steps * SPECIES.length() / (cpu() - start);
  }

  static float chains(int steps) {
    FloatVector x = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x;
    for (int step = 0; step < steps; step++) {
      a = a.fma(x, x);
      b = b.fma(x, x);
      c = c.fma(x, x);
      d = d.fma(x, x);
      e = e.fma(x, x);
      f = f.fma(x, x);
      g = g.fma(x, x);
      h = h.fma(x, x);
      i = i.fma(x, x);
      j = j.fma(x, x);
    }
    FloatVector sum = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j);
    return sum.lane(0);
  }

  static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
