// Throw-away prototype for ADR 0003: order of the updates of SGD, its speed and its bits (0003-learn: its convergence).
// java -Xmx6g --enable-native-access=ALL-UNNAMED --add-modules jdk.incubator.vector 0003-speed.java
//   speed RATINGS.dat.gz | speed 22000000 | bits RATINGS.dat.gz      (a number: synthetic ratings; a third argument: one F)
import java.io.*;
import java.lang.foreign.*;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import jdk.incubator.vector.*;

class VisitingSpeed {
  static final VectorSpecies<Float> S = FloatVector.SPECIES_512;
  static final java.lang.management.ThreadMXBean CLOCK = java.lang.management.ManagementFactory.getThreadMXBean();
  static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
  static final VectorShuffle<Float> R8 = rot(8), R4 = rot(4), R2 = rot(2), R1 = rot(1);
  static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT;
  static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  static int f, users, items, gridRows = 8, gridColumns = 16;
  static float rate, decay, mean;
  static MemorySegment p, q;
  static float[] bu, bi;
  static boolean biased;
  static int[] tu, ti; // ratings sorted by user and item
  static float[] tr;

  record Block(int[] u, int[] i, float[] r, int row, int column, int stratum, int before) {} // before: blocks of its column that go first

  static VectorShuffle<Float> rot(int k) { return VectorShuffle.fromOp(S, i -> (i + k) & 15); }

  static void simd(Block b, int from, int to) {
    int w = f * 4;
    float keep = 1 - rate * decay, rate = VisitingSpeed.rate, mean = VisitingSpeed.mean;
    int[] us = b.u, is = b.i;
    float[] rs = b.r, bu = VisitingSpeed.bu, bi = VisitingSpeed.bi;
    long po = p.address(), qo = q.address();
    boolean biased = VisitingSpeed.biased;
    for (int n = from; n < to; n++) {
      long u = po + (long) us[n] * w, v = qo + (long) is[n] * w;
      FloatVector a = FloatVector.zero(S);
      for (int i = 0; i < w; i += 64) a = FloatVector.fromMemorySegment(S, ALL, u + i, LE).fma(FloatVector.fromMemorySegment(S, ALL, v + i, LE), a);
      a = a.add(a.rearrange(R8));
      a = a.add(a.rearrange(R4));
      a = a.add(a.rearrange(R2));
      float e = rs[n] - mean - a.add(a.rearrange(R1)).lane(0);
      if (biased) e = step(bu, bi, us[n], is[n], e, keep, rate);
      e *= rate;
      for (int i = 0; i < w; i += 64) {
        FloatVector x = FloatVector.fromMemorySegment(S, ALL, u + i, LE), y = FloatVector.fromMemorySegment(S, ALL, v + i, LE);
        y.lanewise(VectorOperators.FMA, e, x.mul(keep)).intoMemorySegment(ALL, u + i, LE);
        x.lanewise(VectorOperators.FMA, e, y.mul(keep)).intoMemorySegment(ALL, v + i, LE);
      }
    }
  }

  static float step(float[] bu, float[] bi, int u, int i, float e, float keep, float rate) {
    e -= bu[u] + bi[i];
    bu[u] = Math.fma(rate, e, keep * bu[u]);
    bi[i] = Math.fma(rate, e, keep * bi[i]);
    return e;
  }

  static float dot16(float[] p, float[] q, int n) {
    float a = 0, b = 0, c = 0, d = 0, e = 0, g = 0, h = 0, j = 0, k = 0, l = 0, m = 0, o = 0, r = 0, s = 0, t = 0, w = 0;
    for (int i = 0; i < n; i += 16) {
      a = Math.fma(p[i], q[i], a); b = Math.fma(p[i + 1], q[i + 1], b); c = Math.fma(p[i + 2], q[i + 2], c);
      d = Math.fma(p[i + 3], q[i + 3], d); e = Math.fma(p[i + 4], q[i + 4], e); g = Math.fma(p[i + 5], q[i + 5], g);
      h = Math.fma(p[i + 6], q[i + 6], h); j = Math.fma(p[i + 7], q[i + 7], j); k = Math.fma(p[i + 8], q[i + 8], k);
      l = Math.fma(p[i + 9], q[i + 9], l); m = Math.fma(p[i + 10], q[i + 10], m); o = Math.fma(p[i + 11], q[i + 11], o);
      r = Math.fma(p[i + 12], q[i + 12], r); s = Math.fma(p[i + 13], q[i + 13], s); t = Math.fma(p[i + 14], q[i + 14], t);
      w = Math.fma(p[i + 15], q[i + 15], w);
    }
    return ((a + k + (e + r)) + (c + m + (h + t))) + ((b + l + (g + s)) + (d + o + (j + w)));
  }

  static void move(float[] x, float[] y, float e, float keep, int n) {
    for (int i = 0; i < n; i++) {
      float s = x[i], t = y[i];
      x[i] = Math.fma(e, t, keep * s);
      y[i] = Math.fma(e, s, keep * t);
    }
  }

  static void scalar(Block b, int from, int to) {
    float[] x = new float[f], y = new float[f];
    float keep = 1 - rate * decay;
    int f = VisitingSpeed.f;
    for (int n = from; n < to; n++) {
      long u = (long) b.u[n] * f * 4, v = (long) b.i[n] * f * 4;
      MemorySegment.copy(p, F32, u, x, 0, f);
      MemorySegment.copy(q, F32, v, y, 0, f);
      float e = b.r[n] - mean - dot16(x, y, f);
      if (biased) e = step(bu, bi, b.u[n], b.i[n], e, keep, rate);
      move(x, y, rate * e, keep, f);
      MemorySegment.copy(x, 0, p, F32, u, f);
      MemorySegment.copy(y, 0, q, F32, v, f);
    }
  }

  static void run(Block b, boolean simd) {
    for (int n = 0; n < b.r.length; n += 2048)
      if (simd) simd(b, n, Math.min(n + 2048, b.r.length)); else scalar(b, n, Math.min(n + 2048, b.r.length));
  }

  /** Returns the processor time of all threads, for other work may run beside. */
  static long epochs(List<Block> order, int epochs, int threads, boolean simd) {
    AtomicLong spent = new AtomicLong();
    AtomicInteger next = new AtomicInteger();
    AtomicIntegerArray rows = new AtomicIntegerArray(gridRows * 16), columns = new AtomicIntegerArray(gridColumns * 16); // 64 bytes apart
    int n = order.size(), perRow = n == 1 ? 1 : gridColumns, perColumn = n == 1 ? 1 : gridRows;
    Runnable work = () -> {
      long start = CLOCK.getCurrentThreadCpuTime();
      for (int k; (k = next.getAndIncrement()) < n * epochs; ) {
        Block b = order.get(k % n);
        for (int spin = 0; rows.get(b.row * 16) < k / n * perRow + b.stratum || columns.get(b.column * 16) < k / n * perColumn + b.before; spin++)
          if (spin < 1000) Thread.onSpinWait(); else if (spin < 1100) Thread.yield(); else LockSupport.parkNanos(50_000);
        run(b, simd);
        rows.incrementAndGet(b.row * 16);
        columns.incrementAndGet(b.column * 16);
      }
      spent.addAndGet(CLOCK.getCurrentThreadCpuTime() - start);
    };
    Thread[] t = new Thread[threads - 1];
    for (int i = 0; i < t.length; i++) (t[i] = new Thread(work)).start();
    work.run();
    for (Thread x : t) try { x.join(); } catch (InterruptedException e) { throw new IllegalStateException(e); }
    return spent.get();
  }

  /** The part of each row: rows in a random order, cut where each part has about as many ratings. */
  static int[] cut(int[] index, int rows, int parts, Random rnd) {
    int[] order = new int[rows], part = new int[rows];
    long[] count = new long[rows];
    for (int x : index) count[x]++;
    for (int r = 0; r < rows; r++) order[r] = r;
    shuffle(order, rnd);
    long sum = 0;
    for (int r : order) {
      part[r] = (int) Math.min(parts - 1, sum * parts / index.length);
      sum += count[r];
    }
    return part;
  }

  /** runs: 1 sorted by user, k dealt from k runs in turn, 0 shuffled in the block, -1 no blocks and shuffled. */
  static List<Block> order(int runs, long seed) {
    Random rnd = new Random(seed);
    if (runs == -1) return List.of(shuffled(new Block(tu.clone(), ti.clone(), tr.clone(), 0, 0, 0, 0), rnd));
    int[] pu = cut(tu, users, gridRows, rnd), pi = cut(ti, items, gridColumns, rnd);
    int cells = gridRows * gridColumns;
    int[] size = new int[cells], at = new int[cells];
    for (int n = 0; n < tr.length; n++) size[pu[tu[n]] * gridColumns + pi[ti[n]]]++;
    int[][] which = new int[cells][];
    for (int c = 0; c < cells; c++) which[c] = new int[size[c]];
    for (int n = 0; n < tr.length; n++) { int c = pu[tu[n]] * gridColumns + pi[ti[n]]; which[c][at[c]++] = n; }
    List<Block> list = new ArrayList<>();
    int[] done = new int[gridColumns];
    for (int s = 0; s < gridColumns; s++)
      for (int r = 0; r < gridRows; r++) {
        int c = (r + s) % gridColumns;
        int[] w = which[r * gridColumns + c];
        Block b = new Block(new int[w.length], new int[w.length], new float[w.length], r, c, s, done[c]++);
        int k = Math.max(1, runs), o = 0, len = (w.length + k - 1) / k;
        for (int j = 0; j < len; j++)
          for (int g = 0; g < k; g++)
            if (g * len + j < Math.min(w.length, (g + 1) * len)) { int n = w[g * len + j]; b.u[o] = tu[n]; b.i[o] = ti[n]; b.r[o++] = tr[n]; }
        list.add(runs == 0 ? shuffled(b, rnd) : b);
      }
    return list;
  }

  static void shuffle(int[] a, Random r) {
    for (int i = a.length - 1; i > 0; i--) { int j = r.nextInt(i + 1), x = a[i]; a[i] = a[j]; a[j] = x; }
  }

  static Block shuffled(Block b, Random rnd) {
    for (int i = b.r.length - 1; i > 0; i--) {
      int j = rnd.nextInt(i + 1), x = b.u[i], y = b.i[i];
      float z = b.r[i];
      b.u[i] = b.u[j]; b.u[j] = x; b.i[i] = b.i[j]; b.i[j] = y; b.r[i] = b.r[j]; b.r[j] = z;
    }
    return b;
  }

  static void init(int factors, long seed) {
    f = factors;
    p = Arena.ofAuto().allocate(4L * users * f, 64);
    q = Arena.ofAuto().allocate(4L * items * f, 64);
    bu = new float[users];
    bi = new float[items];
    Random r = new Random(seed);
    for (MemorySegment m : new MemorySegment[] {p, q}) for (long i = 0; i < m.byteSize(); i += 4) m.set(F32, i, (float) (r.nextGaussian() * .1 / Math.sqrt(f / 32.)));
  }

  static void conflicts(String name, List<Block> order) {
    long n = 0;
    int[] su = new int[4], si = new int[4];
    for (Block b : order) for (int k = 3; k < b.r.length; k++) {
      n++;
      for (int d = 1; d < 4; d++) { if (b.u[k] == b.u[k - d]) su[d]++; if (b.i[k] == b.i[k - d]) si[d]++; }
    }
    System.out.printf("%-22s same user as the update 1, 2, 3 before: %.1f %.1f %.1f %%, same item %.2f %.2f %.2f %%%n", name,
        100. * su[1] / n, 100. * su[2] / n, 100. * su[3] / n, 100. * si[1] / n, 100. * si[2] / n, 100. * si[3] / n);
  }

  static final Map<String, Integer> ORDERS = new LinkedHashMap<>(Map.of("dealt from 4 runs", 4));
  static {
    ORDERS.put("dealt from 2 runs", 2); ORDERS.put("dealt from 8 runs", 8); ORDERS.put("sorted by user", 1);
    ORDERS.put("shuffled in blocks", 0); ORDERS.put("no blocks, shuffled", -1);
  }

  static void speed(int... widths) {
    ORDERS.forEach((name, runs) -> conflicts(name, order(runs, 1)));
    rate = .005f; decay = .02f; mean = 3.5f;
    int epochs = Math.max(1, (int) (3_000_000L / tr.length));
    boolean large = tr.length > 5e6;
    for (int factors : widths)
      for (boolean simd : new boolean[] {true, false}) {
        List<List<Block>> lists = new ArrayList<>();
        List<String> names = new ArrayList<>(ORDERS.keySet());
        for (String s : names) lists.add(order(ORDERS.get(s), 1));
        double[][] m = new double[names.size()][2];
        init(factors, 1);
        for (int w = 0; w < (large ? 1 : 4); w++) for (var l : lists) epochs(l, epochs, 1, simd);
        for (int round = 0; round < (large ? 2 : 5); round++)
          for (int k = 0; k < names.size(); k++)
            for (int t = 1; t <= (lists.get(k).size() == 1 ? 1 : 2); t++) {
              long spent = epochs(lists.get(k), epochs, t, simd);
              m[k][t - 1] = Math.max(m[k][t - 1], (double) epochs * tr.length / spent * 1e3);
            }
        for (int k = 0; k < names.size(); k++) System.out.printf("F=%-3d %-6s %-20s 1T %6.1f  2T %6.1f M updates per second of processor time%n", factors, simd ? "SIMD" : "scalar", names.get(k), m[k][0], m[k][1]);
      }
  }

  static void bits() {
    for (boolean simd : new boolean[] {true, false})
      for (int t : new int[] {1, 2, 3, 7}) {
        init(32, 1);
        rate = .01f; decay = .05f; biased = true;
        epochs(order(4, 1), 5, t, simd);
        long h = Arrays.hashCode(bu) * 31L + Arrays.hashCode(bi);
        for (MemorySegment m : new MemorySegment[] {p, q}) for (long i = 0; i < m.byteSize(); i += 4) h = h * 1_000_003 + m.get(ValueLayout.JAVA_INT, i);
        System.out.printf("%s, %d threads: %016x%n", simd ? "SIMD" : "scalar", t, h);
      }
  }

  static void movielens(String path) throws IOException {
    List<String[]> lines = new ArrayList<>();
    try (BufferedReader in = new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(Path.of(path))), StandardCharsets.ISO_8859_1))) {
      for (String s; (s = in.readLine()) != null; ) lines.add(s.split("::"));
    }
    TreeMap<String, Integer> um = new TreeMap<>(), im = new TreeMap<>();
    for (String[] l : lines) { um.put(l[0], 0); im.put(l[1], 0); }
    for (var e : um.entrySet()) e.setValue(users++);
    for (var e : im.entrySet()) e.setValue(items++);
    lines.sort(Comparator.<String[]>comparingInt(l -> um.get(l[0])).thenComparingInt(l -> im.get(l[1])));
    tu = lines.stream().mapToInt(l -> um.get(l[0])).toArray();
    ti = lines.stream().mapToInt(l -> im.get(l[1])).toArray();
    tr = new float[tu.length];
    for (int i = 0; i < tr.length; i++) tr[i] = Float.parseFloat(lines.get(i)[2]);
    mean = 3.58f;
  }

  static void synthetic(int n) { // 200,000 users of activity 1 / rank^.5, 40,000 items of popularity 1 / (rank + 20)^.9, indices in random order
    users = 200_000;
    items = 40_000;
    Random rnd = new Random(1);
    double[] cumulative = new double[items];
    int[] rank = new int[users], name = new int[items];
    for (int i = 0; i < items; i++) { cumulative[i] = (i == 0 ? 0 : cumulative[i - 1]) + Math.pow(i + 21, -.9); name[i] = i; }
    double total = 0;
    for (int u = 0; u < users; u++) { rank[u] = u; total += 1 / Math.sqrt(u + 1); }
    shuffle(rank, rnd);
    shuffle(name, rnd);
    tu = new int[n]; ti = new int[n]; tr = new float[n];
    int at = 0;
    for (int u = 0; u < users; u++) {
      int c = u == users - 1 ? n - at : Math.min(n - at, (int) (n / total / Math.sqrt(rank[u] + 1)));
      int start = at;
      for (int k = 0; k < c; k++) {
        int i = Arrays.binarySearch(cumulative, rnd.nextDouble() * cumulative[items - 1]);
        ti[at] = name[Math.min(items - 1, i < 0 ? -i - 1 : i)];
        tu[at] = u;
        tr[at++] = 1 + rnd.nextInt(5);
      }
      Arrays.sort(ti, start, at);
    }
  }

  public static void main(String[] a) throws IOException {
    if (Character.isDigit(a[1].charAt(0))) synthetic(Integer.parseInt(a[1])); else movielens(a[1]);
    System.out.printf("%d users, %d items, %d training ratings%n", users, items, tr.length);
    if (a[0].equals("speed")) speed(a.length < 3 ? new int[] {32, 64, 128} : new int[] {Integer.parseInt(a[2])}); else bits();
  }
}
