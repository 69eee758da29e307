// Throw-away prototype for ADR 0001: one plain SGD update (dot, then both rows move) over each kind of matrix memory.
// java --add-modules jdk.incubator.vector 0001-sgd-memory.java [forks]   one JVM per line of the table, so that no
// profile is shared; prints ns an update, best round of the third second in each fork: minimum, median and maximum over the forks.
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.*;
import jdk.incubator.vector.*;

class SgdMemory {
  static final int USERS = 6040, ITEMS = 3706, N = 1 << 18;
  static final float A = 1 - .02f * .03f, RATE = .02f;
  static final VectorSpecies<Float> S = FloatVector.SPECIES_512;
  static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
  static final VectorShuffle<Float> R8 = rot(8), R4 = rot(4), R2 = rot(2), R1 = rot(1);
  static final ValueLayout.OfFloat AL = ValueLayout.JAVA_FLOAT, UN = ValueLayout.JAVA_FLOAT_UNALIGNED;
  static int f, stride;
  static int[] us = new int[N], is = new int[N];

  static VectorShuffle<Float> rot(int k) {
    return VectorShuffle.fromOp(S, i -> (i + k) & 15);
  }

  static float sum(FloatVector a) {
    a = a.add(a.rearrange(R8));
    a = a.add(a.rearrange(R4));
    a = a.add(a.rearrange(R2));
    return a.add(a.rearrange(R1)).lane(0);
  }

  static void simdArrays(float[] p, float[] q, int from, int to) {
    final int stride = SgdMemory.stride; // a store through a segment makes C2 reload every field
    final int[] us = SgdMemory.us, is = SgdMemory.is;
    for (int n = from; n < to; n++) {
      int u = us[n] * stride, v = is[n] * stride;
      FloatVector acc = FloatVector.zero(S);
      for (int i = 0; i < stride; i += 16)
        acc = FloatVector.fromArray(S, p, u + i).fma(FloatVector.fromArray(S, q, v + i), acc);
      float b = RATE * (.5f - sum(acc));
      for (int i = 0; i < stride; i += 16) {
        FloatVector x = FloatVector.fromArray(S, p, u + i), y = FloatVector.fromArray(S, q, v + i);
        y.lanewise(VectorOperators.FMA, b, x.mul(A)).intoArray(p, u + i);
        x.lanewise(VectorOperators.FMA, b, y.mul(A)).intoArray(q, v + i);
      }
    }
  }

  static void simd(MemorySegment p, MemorySegment q, int from, int to) {
    final int stride = SgdMemory.stride; // a store through a segment makes C2 reload every field
    final int[] us = SgdMemory.us, is = SgdMemory.is;
    for (int n = from; n < to; n++) {
      long u = (long) us[n] * stride * 4, v = (long) is[n] * stride * 4;
      FloatVector acc = FloatVector.zero(S);
      for (int i = 0; i < stride; i += 16)
        acc = FloatVector.fromMemorySegment(S, p, u + 4L * i, LE).fma(FloatVector.fromMemorySegment(S, q, v + 4L * i, LE), acc);
      float b = RATE * (.5f - sum(acc));
      for (int i = 0; i < stride; i += 16) {
        FloatVector x = FloatVector.fromMemorySegment(S, p, u + 4L * i, LE), y = FloatVector.fromMemorySegment(S, q, v + 4L * i, LE);
        y.lanewise(VectorOperators.FMA, b, x.mul(A)).intoMemorySegment(p, u + 4L * i, LE);
        x.lanewise(VectorOperators.FMA, b, y.mul(A)).intoMemorySegment(q, v + 4L * i, LE);
      }
    }
  }

  static void simdBlockwise(MemorySegment p, MemorySegment q, int from, int to) { // every address derived from one long per row, no slice
    final int w = stride * 4;
    final int[] us = SgdMemory.us, is = SgdMemory.is;
    for (int n = from; n < to; n++) {
      long u = (long) us[n] * w, v = (long) is[n] * w;
      FloatVector acc = FloatVector.zero(S);
      for (long i = 0; i < w; i += 64)
        acc = FloatVector.fromMemorySegment(S, p, u + i, LE).fma(FloatVector.fromMemorySegment(S, q, v + i, LE), acc);
      float b = RATE * (.5f - sum(acc));
      for (long i = 0; i < w; i += 64) {
        FloatVector x = FloatVector.fromMemorySegment(S, p, u + i, LE), y = FloatVector.fromMemorySegment(S, q, v + i, LE);
        y.lanewise(VectorOperators.FMA, b, x.mul(A)).intoMemorySegment(p, u + i, LE);
        x.lanewise(VectorOperators.FMA, b, y.mul(A)).intoMemorySegment(q, v + i, LE);
      }
    }
  }

  static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  static void simdGlobal(MemorySegment p, MemorySegment q, int from, int to) { // absolute addresses in one constant segment: no bounds, no liveness
    final int w = stride * 4;
    final int[] us = SgdMemory.us, is = SgdMemory.is;
    final long po = p.address(), qo = q.address();
    for (int n = from; n < to; n++) {
      long u = po + (long) us[n] * w, v = qo + (long) is[n] * w;
      FloatVector acc = FloatVector.zero(S);
      for (int i = 0; i < w; i += 64)
        acc = FloatVector.fromMemorySegment(S, ALL, u + i, LE).fma(FloatVector.fromMemorySegment(S, ALL, v + i, LE), acc);
      float b = RATE * (.5f - sum(acc));
      for (int i = 0; i < w; i += 64) {
        FloatVector x = FloatVector.fromMemorySegment(S, ALL, u + i, LE), y = FloatVector.fromMemorySegment(S, ALL, v + i, LE);
        y.lanewise(VectorOperators.FMA, b, x.mul(A)).intoMemorySegment(ALL, u + i, LE);
        x.lanewise(VectorOperators.FMA, b, y.mul(A)).intoMemorySegment(ALL, v + i, LE);
      }
    }
  }

  static void scalarAligned(MemorySegment p, MemorySegment q, int from, int to) { // layouts: constants
    final int stride = SgdMemory.stride; // a store through a segment makes C2 reload every field
    final int[] us = SgdMemory.us, is = SgdMemory.is;
    for (int n = from; n < to; n++) {
      long u = (long) us[n] * stride * 4, v = (long) is[n] * stride * 4;
      float[] c = new float[16]; // escape analysis removes it only when the loop below is unrolled
      for (int i = 0; i < stride; i += 16)
        for (int l = 0; l < 16; l++) c[l] = Math.fma(p.get(AL, u + 4L * (i + l)), q.get(AL, v + 4L * (i + l)), c[l]);
      for (int h = 8; h > 0; h >>= 1) for (int l = 0; l < h; l++) c[l] += c[l + h];
      float b = RATE * (.5f - c[0]);
      for (int i = 0; i < stride; i++) {
        float x = p.get(AL, u + 4L * i), y = q.get(AL, v + 4L * i);
        p.set(AL, u + 4L * i, Math.fma(b, y, A * x));
        q.set(AL, v + 4L * i, Math.fma(b, x, A * y));
      }
    }
  }

  static void scalarUnaligned(MemorySegment p, MemorySegment q, int from, int to) { // layouts: constants
    final int stride = SgdMemory.stride; // a store through a segment makes C2 reload every field
    final int[] us = SgdMemory.us, is = SgdMemory.is;
    for (int n = from; n < to; n++) {
      long u = (long) us[n] * stride * 4, v = (long) is[n] * stride * 4;
      float[] c = new float[16]; // escape analysis removes it only when the loop below is unrolled
      for (int i = 0; i < stride; i += 16)
        for (int l = 0; l < 16; l++) c[l] = Math.fma(p.get(UN, u + 4L * (i + l)), q.get(UN, v + 4L * (i + l)), c[l]);
      for (int h = 8; h > 0; h >>= 1) for (int l = 0; l < h; l++) c[l] += c[l + h];
      float b = RATE * (.5f - c[0]);
      for (int i = 0; i < stride; i++) {
        float x = p.get(UN, u + 4L * i), y = q.get(UN, v + 4L * i);
        p.set(UN, u + 4L * i, Math.fma(b, y, A * x));
        q.set(UN, v + 4L * i, Math.fma(b, x, A * y));
      }
    }
  }

  static void scalarParameter(MemorySegment p, MemorySegment q, ValueLayout.OfFloat t, int from, int to) { // the layout is no constant here
    final int stride = SgdMemory.stride; // a store through a segment makes C2 reload every field
    final int[] us = SgdMemory.us, is = SgdMemory.is;
    for (int n = from; n < to; n++) {
      long u = (long) us[n] * stride * 4, v = (long) is[n] * stride * 4;
      float[] c = new float[16]; // escape analysis removes it only when the loop below is unrolled
      for (int i = 0; i < stride; i += 16)
        for (int l = 0; l < 16; l++) c[l] = Math.fma(p.get(t, u + 4L * (i + l)), q.get(t, v + 4L * (i + l)), c[l]);
      for (int h = 8; h > 0; h >>= 1) for (int l = 0; l < h; l++) c[l] += c[l + h];
      float b = RATE * (.5f - c[0]);
      for (int i = 0; i < stride; i++) {
        float x = p.get(t, u + 4L * i), y = q.get(t, v + 4L * i);
        p.set(t, u + 4L * i, Math.fma(b, y, A * x));
        q.set(t, v + 4L * i, Math.fma(b, x, A * y));
      }
    }
  }

  static float dot16(float[] p, float[] q, int n) { // 16 locals, a tree at the end
    float a = 0, b = 0, c = 0, d = 0, e = 0, g = 0, h = 0, j = 0, k = 0, l = 0, m = 0, o = 0, r = 0, s = 0, t = 0, w = 0;
    for (int i = 0; i < n; i += 16) {
      a = Math.fma(p[i], q[i], a); b = Math.fma(p[i + 1], q[i + 1], b); c = Math.fma(p[i + 2], q[i + 2], c);
      d = Math.fma(p[i + 3], q[i + 3], d); e = Math.fma(p[i + 4], q[i + 4], e); g = Math.fma(p[i + 5], q[i + 5], g);
      h = Math.fma(p[i + 6], q[i + 6], h); j = Math.fma(p[i + 7], q[i + 7], j); k = Math.fma(p[i + 8], q[i + 8], k);
      l = Math.fma(p[i + 9], q[i + 9], l); m = Math.fma(p[i + 10], q[i + 10], m); o = Math.fma(p[i + 11], q[i + 11], o);
      r = Math.fma(p[i + 12], q[i + 12], r); s = Math.fma(p[i + 13], q[i + 13], s); t = Math.fma(p[i + 14], q[i + 14], t);
      w = Math.fma(p[i + 15], q[i + 15], w);
    }
    a += k; b += l; c += m; d += o; e += r; g += s; h += t; j += w;
    a += e; b += g; c += h; d += j;
    a += c; b += d;
    return a + b;
  }

  static void move(float[] p, float[] q, float b, int n) {
    for (int i = 0; i < n; i++) {
      float x = p[i], y = q[i];
      p[i] = Math.fma(b, y, A * x);
      q[i] = Math.fma(b, x, A * y);
    }
  }

  static void scalarScratch(MemorySegment p, MemorySegment q, int from, int to) { // rows copied to the heap, moved there, copied back
    final int stride = SgdMemory.stride; // a store through a segment makes C2 reload every field
    final int[] us = SgdMemory.us, is = SgdMemory.is;
    float[] x = new float[stride], y = new float[stride];
    for (int n = from; n < to; n++) {
      long u = (long) us[n] * stride * 4, v = (long) is[n] * stride * 4;
      MemorySegment.copy(p, AL, u, x, 0, stride);
      MemorySegment.copy(q, AL, v, y, 0, stride);
      move(x, y, RATE * (.5f - dot16(x, y, stride)), stride);
      MemorySegment.copy(x, 0, p, AL, u, stride);
      MemorySegment.copy(y, 0, q, AL, v, stride);
    }
  }

  static MemorySegment fill(MemorySegment m, long n) {
    Random r = new Random(n);
    for (long i = 0; i < n; i++) m.set(UN, 4 * i, .3f * r.nextFloat());
    return m;
  }

  static MemorySegment make(String kind, int rows) {
    long n = (long) rows * stride;
    return fill(switch (kind) {
      case "native64" -> Arena.ofAuto().allocate(4 * n, 64);
      case "native16" -> Arena.ofAuto().allocate(4 * n + 64, 64).asSlice(16, 4 * n);
      default -> MemorySegment.ofArray(new float[(int) n]);
    }, n);
  }

  interface Block { void run(int from, int to); }

  /** Blocks of 2048 updates, as a solver's grid cells are: compiled as a method, not on the stack. Time is of this thread alone, for other work may run. */
  static double time(Block r) {
    var clock = java.lang.management.ManagementFactory.getThreadMXBean();
    double best = 1e9;
    long end = clock.getCurrentThreadCpuTime() + 3_000_000_000L, warm = end - 1_000_000_000L;
    for (long t = 0; t < end; ) {
      t = clock.getCurrentThreadCpuTime();
      for (int n = 0; n < N; n += 2048) r.run(n, n + 2048);
      if (t > warm) best = Math.min(best, (double) (clock.getCurrentThreadCpuTime() - t) / N);
    }
    return best;
  }

  static double child(String mode) {
    Random r = new Random(1);
    for (int i = 0; i < N; i++) { us[i] = r.nextInt(USERS); is[i] = r.nextInt(ITEMS); }
    String[] m = mode.split("/");
    MemorySegment p = make(m[1], USERS), q = make(m[1], ITEMS), p2 = make("heap", USERS), q2 = make("heap", ITEMS);
    float[] pa = (float[]) p2.heapBase().get(), qa = (float[]) q2.heapBase().get();
    return switch (m[0]) {
      case "simd-array" -> time((a, b) -> simdArrays(pa, qa, a, b));
      case "simd" -> time((a, b) -> simd(p, q, a, b));
      case "simd-mixed" -> { time((a, b) -> simd(p2, q2, a, b)); yield time((a, b) -> simd(p, q, a, b)); }
      case "simd-long" -> time((a, b) -> simdBlockwise(p, q, a, b));
      case "simd-global" -> time((a, b) -> simdGlobal(p, q, a, b));
      case "scalar-aligned" -> time((a, b) -> scalarAligned(p, q, a, b));
      case "scalar-mixed" -> { time((a, b) -> scalarAligned(p2, q2, a, b)); yield time((a, b) -> scalarAligned(p, q, a, b)); }
      case "scalar-unaligned" -> time((a, b) -> scalarUnaligned(p, q, a, b));
      case "scalar-parameter" -> time((a, b) -> scalarParameter(p, q, a % 2 == 0 ? AL : UN, a, b));
      default -> time((a, b) -> scalarScratch(p, q, a, b));
    };
  }

  public static void main(String[] a) throws Exception {
    if (a.length == 2) {
      f = Integer.parseInt(a[1]);
      stride = (f + 15) / 16 * 16;
      System.out.println(child(a[0]));
      return;
    }
    int forks = a.length == 0 ? 3 : Integer.parseInt(a[0]);
    String java = ProcessHandle.current().info().command().get();
    String src = System.getProperty("source", "0001-sgd-memory.java");
    for (String mode : List.of("simd-array/heap", "simd/heap", "simd/native64", "simd-long/native64", "simd-global/native64", "simd-global/native16", "simd/native16", "simd-mixed/native64",
        "scalar-aligned/native64", "scalar-unaligned/native64", "scalar-parameter/native64",
        "scalar-aligned/heap", "scalar-mixed/native64", "scalar-scratch/native64"))
      for (String fs : List.of("32", "64", "128")) {
        double[] d = new double[forks];
        for (int k = 0; k < forks; k++) {
          Process pr = new ProcessBuilder(java, "--add-modules", "jdk.incubator.vector", src, mode, fs).redirectError(ProcessBuilder.Redirect.DISCARD).start();
          d[k] = Double.parseDouble(new String(pr.getInputStream().readAllBytes()).trim());
        }
        Arrays.sort(d);
        System.out.printf("%-28s F=%-4s min %6.1f median %6.1f max %6.1f ns%n", mode, fs, d[0], d[forks / 2], d[forks - 1]);
      }
  }
}
