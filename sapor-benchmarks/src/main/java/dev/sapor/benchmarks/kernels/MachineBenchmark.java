package dev.sapor.benchmarks.kernels;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the machine can do: multiply-adds that wait for nothing, and streams over memory far larger
 * than its caches. The ceilings that the kernels are compared with, measured in the same run.
 *
 * <p>The one place outside the kernels that uses the Vector API. In plain Java the JIT compiler
 * reaches 92 % of the peak that the same loop in C has (107 of 116 GFLOP/s on a Zen 4), and a
 * ceiling that is too low would flatter what stands below it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class MachineBenchmark {

  /** Multiply-adds of one lane in an invocation: twelve chains of so many steps each. */
  private static final int STEPS = 4096;

  private static final int CHAINS = 12;

  /** Vector multiply-adds of one call of {@link #multiplyAdd}. */
  static final int OPERATIONS = STEPS * CHAINS;

  /** Lanes of the narrowest vectors; wider ones do a multiple of the work of an operation. */
  static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  /** Floats of each array: 128 MiB, more than the last cache of the machines at hand. */
  static final int STREAM = 1 << 25;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private final float[] scale = {0.5f};
  private final float[] shift = {0.25f};

  /** Arrays for the streams, each thread's own. */
  @State(Scope.Thread)
  public static class Streams {
    private float[] x = {};
    private float[] y = {};
    private float[] z = {};

    @Setup(Level.Trial)
    public void fill() {
      x = new float[STREAM];
      y = new float[STREAM];
      z = new float[STREAM];
      for (int i = 0; i < STREAM; i++) {
        y[i] = i & 15;
        z[i] = i & 7;
      }
    }
  }

  /** An operation is one vector multiply-add: 2 · LANES floating point operations. */
  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public float multiplyAdd() {
    FloatVector s = FloatVector.broadcast(SPECIES, scale[0]);
    FloatVector t = FloatVector.broadcast(SPECIES, shift[0]);
    FloatVector a = t, b = s, c = t, d = s, e = t, f = s;
    FloatVector g = t, h = s, i = t, j = s, k = t, l = s;
    // Twelve chains hide the latency of four cycles at two a cycle, and fit the registers.
    for (int step = 0; step < STEPS; step++) {
      a = a.fma(s, t);
      b = b.fma(s, t);
      c = c.fma(s, t);
      d = d.fma(s, t);
      e = e.fma(s, t);
      f = f.fma(s, t);
      g = g.fma(s, t);
      h = h.fma(s, t);
      i = i.fma(s, t);
      j = j.fma(s, t);
      k = k.fma(s, t);
      l = l.fma(s, t);
    }
    FloatVector first = a.add(b).add(c).add(d).add(e).add(f);
    return first.add(g).add(h).add(i).add(j).add(k).add(l).lane(0);
  }

  /** Reads an array and sums it; an operation is 4 bytes. */
  @Benchmark
  @OperationsPerInvocation(STREAM)
  public float read(Streams streams) {
    float[] y = streams.y;
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    for (int i = 0; i < STREAM; i += 4 * LANES) {
      a = a.add(FloatVector.fromArray(SPECIES, y, i));
      b = b.add(FloatVector.fromArray(SPECIES, y, i + LANES));
      c = c.add(FloatVector.fromArray(SPECIES, y, i + 2 * LANES));
      d = d.add(FloatVector.fromArray(SPECIES, y, i + 3 * LANES));
    }
    return a.add(b).add(c).add(d).lane(0);
  }

  /** The triad of the STREAM benchmark, x = y + s z; an operation is 12 bytes. */
  @Benchmark
  @OperationsPerInvocation(STREAM)
  public float[] triad(Streams streams) {
    float[] x = streams.x;
    float[] y = streams.y;
    float[] z = streams.z;
    float s = scale[0];
    for (int i = 0; i < STREAM; i++) {
      x[i] = Math.fma(s, z[i], y[i]);
    }
    return x;
  }
}
