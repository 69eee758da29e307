// Throw-away prototype for ADR 0001: the inner loop of exact ALS, A += x xT on the lower triangle, in plain Java.
// java 0001-als-inner.java [F ...]   prints GFLOP/s, counting F(F+1) flop a rating; best and median of 9 rounds.
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;

class AlsInner {
  static final int ROWS = 3706, N = 160; // N ratings of one user, rows drawn from ROWS item rows
  static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT;
  static float[] heap;
  static MemorySegment seg;
  static int stride;
  static final int[] list = new int[N];
  static float[][] x = new float[8][], a2, block;
  static float[] a1, xs;
  static MemorySegment as;

  static void gather(int from, int k, int f) {
    for (int j = 0; j < k; j++)
      MemorySegment.copy(seg, F32, (long) list[from + j] * stride * 4, x[j], 0, f);
  }

  static void rank1Flat(int f) {
    for (int n = 0; n < N; n++) {
      gather(n, 1, f);
      float[] v = x[0];
      for (int a = 0; a < f; a++) {
        float c = v[a];
        int o = a * f;
        for (int b = 0; b <= a; b++) a1[o + b] = Math.fma(c, v[b], a1[o + b]);
      }
    }
  }

  static void row1(float[] r, float c, float[] v, int n) {
    for (int b = 0; b < n; b++) r[b] = Math.fma(c, v[b], r[b]);
  }

  static void rank1Rows(int f) {
    for (int n = 0; n < N; n++) {
      gather(n, 1, f);
      for (int a = 0; a < f; a++) row1(a2[a], x[0][a], x[0], a + 1);
    }
  }

  static void row4(float[] r, float[] p, float[] q, float[] s, float[] t, int a, int n) {
    float c = p[a], d = q[a], e = s[a], g = t[a];
    for (int b = 0; b < n; b++)
      r[b] = Math.fma(g, t[b], Math.fma(e, s[b], Math.fma(d, q[b], Math.fma(c, p[b], r[b]))));
  }

  static void rank4Rows(int f) {
    for (int n = 0; n < N; n += 4) {
      gather(n, 4, f);
      for (int a = 0; a < f; a++) row4(a2[a], x[0], x[1], x[2], x[3], a, a + 1);
    }
  }

  static void rank4Round16(int f) { // upper end rounded up to whole vectors: some wasted work above the diagonal
    for (int n = 0; n < N; n += 4) {
      gather(n, 4, f);
      for (int a = 0; a < f; a++) row4(a2[a], x[0], x[1], x[2], x[3], a, Math.min(f, (a | 15) + 1));
    }
  }

  static void rank4Flat(int f) {
    for (int n = 0; n < N; n += 4) {
      gather(n, 4, f);
      float[] p = x[0], q = x[1], s = x[2], t = x[3];
      for (int a = 0; a < f; a++) {
        float c = p[a], d = q[a], e = s[a], g = t[a];
        int o = a * f;
        for (int b = 0; b <= a; b++)
          a1[o + b] = Math.fma(g, t[b], Math.fma(e, s[b], Math.fma(d, q[b], Math.fma(c, p[b], a1[o + b]))));
      }
    }
  }

  static void row8(float[] r, float[][] x, int a, int n) {
    float[] p = x[0], q = x[1], s = x[2], t = x[3], u = x[4], v = x[5], w = x[6], z = x[7];
    float c = p[a], d = q[a], e = s[a], g = t[a], h = u[a], i = v[a], j = w[a], k = z[a];
    for (int b = 0; b < n; b++) {
      float y = Math.fma(g, t[b], Math.fma(e, s[b], Math.fma(d, q[b], Math.fma(c, p[b], r[b]))));
      r[b] = Math.fma(k, z[b], Math.fma(j, w[b], Math.fma(i, v[b], Math.fma(h, u[b], y))));
    }
  }

  static void rank8Rows(int f) {
    for (int n = 0; n < N; n += 8) {
      gather(n, 8, f);
      for (int a = 0; a < f; a++) row8(a2[a], x, a, a + 1);
    }
  }

  static void rank8Square(int f) {
    for (int n = 0; n < N; n += 8) {
      gather(n, 8, f);
      for (int a = 0; a < f; a++) row8(a2[a], x, a, f);
    }
  }

  static void rank1Segment(int f) { // A and the rows of V both read and written through segments
    for (int n = 0; n < N; n++) {
      long v = (long) list[n] * stride * 4;
      for (int a = 0; a < f; a++) {
        float c = seg.get(F32, v + 4L * a);
        long o = 4L * a * f;
        for (int b = 0; b <= a; b++)
          as.set(F32, o + 4L * b, Math.fma(c, seg.get(F32, v + 4L * b), as.get(F32, o + 4L * b)));
      }
    }
  }

  static void tile4x4(int f) { // all N rows gathered, then 16 accumulators in locals, chain over the ratings
    for (int n = 0; n < N; n++) MemorySegment.copy(seg, F32, (long) list[n] * stride * 4, xs, n * f, f);
    for (int a = 0; a < f; a += 4) for (int b = 0; b <= a; b += 4) tile(a1, xs, a, b, f);
  }

  static void tile(float[] r, float[] x, int a, int b, int f) {
    int o = a * f + b;
    float c00 = r[o], c01 = r[o + 1], c02 = r[o + 2], c03 = r[o + 3];
    float c10 = r[o + f], c11 = r[o + f + 1], c12 = r[o + f + 2], c13 = r[o + f + 3];
    float c20 = r[o + 2 * f], c21 = r[o + 2 * f + 1], c22 = r[o + 2 * f + 2], c23 = r[o + 2 * f + 3];
    float c30 = r[o + 3 * f], c31 = r[o + 3 * f + 1], c32 = r[o + 3 * f + 2], c33 = r[o + 3 * f + 3];
    for (int n = 0, i = 0; n < N; n++, i += f) {
      float p0 = x[i + a], p1 = x[i + a + 1], p2 = x[i + a + 2], p3 = x[i + a + 3];
      float q0 = x[i + b], q1 = x[i + b + 1], q2 = x[i + b + 2], q3 = x[i + b + 3];
      c00 = Math.fma(p0, q0, c00); c01 = Math.fma(p0, q1, c01); c02 = Math.fma(p0, q2, c02); c03 = Math.fma(p0, q3, c03);
      c10 = Math.fma(p1, q0, c10); c11 = Math.fma(p1, q1, c11); c12 = Math.fma(p1, q2, c12); c13 = Math.fma(p1, q3, c13);
      c20 = Math.fma(p2, q0, c20); c21 = Math.fma(p2, q1, c21); c22 = Math.fma(p2, q2, c22); c23 = Math.fma(p2, q3, c23);
      c30 = Math.fma(p3, q0, c30); c31 = Math.fma(p3, q1, c31); c32 = Math.fma(p3, q2, c32); c33 = Math.fma(p3, q3, c33);
    }
    r[o] = c00; r[o + 1] = c01; r[o + 2] = c02; r[o + 3] = c03;
    r[o + f] = c10; r[o + f + 1] = c11; r[o + f + 2] = c12; r[o + f + 3] = c13;
    r[o + 2 * f] = c20; r[o + 2 * f + 1] = c21; r[o + 2 * f + 2] = c22; r[o + 2 * f + 3] = c23;
    r[o + 3 * f] = c30; r[o + 3 * f + 1] = c31; r[o + 3 * f + 2] = c32; r[o + 3 * f + 3] = c33;
  }


  static void measure(String name, int f, java.util.function.IntConsumer k) {
    Arrays.fill(a1, 0);
    for (float[] r : a2) Arrays.fill(r, 0);
    as.fill((byte) 0);
    int per = Math.max(4, (int) (400_000_000L / ((long) N * f * f)));
    double[] g = new double[9];
    for (int w = 0; w < 3; w++) for (int i = 0; i < per; i++) k.accept(f);
    for (int round = 0; round < 9; round++) {
      long t = System.nanoTime();
      for (int i = 0; i < per; i++) k.accept(f);
      g[round] = (double) per * N * f * (f + 1) / (System.nanoTime() - t);
    }
    Arrays.sort(g);
    System.out.printf("F=%-4d %-34s best %6.1f  median %6.1f GFLOP/s%n", f, name, g[8], g[4]);
  }

  public static void main(String[] args) {
    int[] fs = args.length == 0 ? new int[] {32, 64, 128} : Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
    Random rnd = new Random(1);
    for (int f : fs) {
      stride = (f + 15) / 16 * 16;
      seg = Arena.ofAuto().allocate((long) ROWS * stride * 4, 64);
      for (long i = 0; i < (long) ROWS * stride; i++) seg.setAtIndex(F32, i, rnd.nextFloat() * 1e-3f);
      for (int i = 0; i < N; i++) list[i] = rnd.nextInt(ROWS);
      for (int j = 0; j < 8; j++) x[j] = new float[f];
      a1 = new float[f * f];
      a2 = new float[f][f];
      xs = new float[N * f];
      as = Arena.ofAuto().allocate((long) f * f * 4, 64);
      measure("rank-1, flat heap A", f, AlsInner::rank1Flat);
      measure("rank-1, A as float[F][F]", f, AlsInner::rank1Rows);
      measure("rank-4, flat heap A", f, AlsInner::rank4Flat);
      measure("rank-4, float[F][F]", f, AlsInner::rank4Rows);
      measure("rank-4, float[F][F], ends at 16", f, AlsInner::rank4Round16);
      measure("rank-8, float[F][F]", f, AlsInner::rank8Rows);
      measure("rank-8, float[F][F], full square", f, AlsInner::rank8Square);
      measure("rank-1, A and V in segments", f, AlsInner::rank1Segment);
      measure("4x4 register tile over all ratings", f, AlsInner::tile4x4);
    }
  }
}
