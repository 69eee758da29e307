package dev.sapor.benchmarks.kernels;

import static dev.sapor.benchmarks.kernels.BlockWalk.STRETCH;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.kernel.Kernels;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The kernels on the rows that a training touches. An operation is one entry of the sparse matrix:
 * one product, one weighted row, one step. Five forks, for the JIT compiler does not make the same
 * code each time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(STRETCH)
@Fork(5)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class KernelBenchmark {

  /** Entries that one call on a list takes: the ratings of an active user. */
  private static final int LIST = 256;

  /** Small: factors stay finite however long a measurement runs. */
  private static final float RATE = 0.002f;

  private final Kernels kernels = Kernels.get();
  private final float[] out = new float[LIST];
  private final float[] scales = scales();

  private static float[] scales() {
    float[] scales = new float[LIST];
    Arrays.fill(scales, 0.01f);
    return scales;
  }

  /** One dot product a call. */
  @Benchmark
  public float dot(RowTraffic traffic, BlockWalk walk) {
    long from = walk.next();
    float sum = 0;
    for (long k = from; k < from + STRETCH; k++) {
      int user = traffic.entries.rows().get(k);
      sum += kernels.dot(traffic.users, user, traffic.items, traffic.entries.columns().get(k));
    }
    return sum;
  }

  /** Dot products of one row with a list of rows. */
  @Benchmark
  public float[] listDots(RowTraffic traffic, BlockWalk walk) {
    long from = walk.next();
    for (long k = from; k < from + STRETCH; k += LIST) {
      int user = traffic.entries.rows().get(k);
      kernels.dots(traffic.users, user, traffic.items, traffic.columns(), k, k + LIST, out);
    }
    return out;
  }

  /** A weighted sum of a list of rows. */
  @Benchmark
  public FloatMatrix addScaledRows(RowTraffic traffic, BlockWalk walk) {
    long from = walk.next();
    for (long k = from; k < from + STRETCH; k += LIST) {
      int user = traffic.entries.rows().get(k);
      kernels.combine(0, traffic.users, user, 0, traffic.users, user);
      kernels.addScaledRows(
          traffic.items, traffic.columns(), k, k + LIST, scales, traffic.users, user);
    }
    return traffic.users;
  }

  /** Steps of plain stochastic gradient descent, without biases. */
  @Benchmark
  public FloatMatrix descend(RowTraffic traffic, BlockWalk walk) {
    long from = walk.next();
    kernels.descend(traffic.entries, from, from + STRETCH, traffic.descent, RATE);
    return traffic.users;
  }

  /** Steps of Adagrad, without biases. */
  @Benchmark
  public FloatMatrix descendAdagrad(RowTraffic traffic, BlockWalk walk) {
    long from = walk.next();
    kernels.descendAdagrad(
        traffic.entries, from, from + STRETCH, traffic.descent, traffic.adagrad, RATE, false);
    return traffic.users;
  }
}
