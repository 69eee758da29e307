// Throw-away prototype for ADR 0003: how the order of the updates changes what SGD learns (0003-speed: how fast it is).
// java -Xmx3g 0003-learn.java RATINGS.dat.gz     held-out RMSE, mean of three seeds, a tenth held out
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.zip.GZIPInputStream;

class VisitingLearn {
  static int f, users, items, gridRows = 8, gridColumns = 16;
  static float rate, decay, mean;
  static float[][] p, q;
  static float[] bu, bi;
  static int[] tu, ti, hu, hi; // training ratings sorted by user and item; held-out ones
  static float[] tr, hr;

  record Block(int[] u, int[] i, float[] r) {}

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

  static void run(Block b) { // the same bits as the kernels of 0003-speed
    float keep = 1 - rate * decay;
    for (int n = 0; n < b.r.length; n++) {
      float[] x = p[b.u[n]], y = q[b.i[n]];
      float e = step(bu, bi, b.u[n], b.i[n], b.r[n] - mean - dot16(x, y, f), keep, rate);
      move(x, y, rate * e, keep, f);
    }
  }

  /** The part of each row: the rows in their order, or in a random one, cut where each part has about as many ratings. */
  static int[] cut(int[] index, int rows, int parts, boolean permuted, Random rnd) {
    int[] order = new int[rows], part = new int[rows];
    long[] count = new long[rows];
    for (int x : index) count[x]++;
    for (int r = 0; r < rows; r++) order[r] = r;
    if (permuted) shuffle(order, rnd);
    long sum = 0;
    for (int r : order) {
      part[r] = (int) Math.min(parts - 1, sum * parts / index.length);
      sum += count[r];
    }
    return part;
  }

  /** runs: 1 sorted by user, k dealt from k runs in turn, 0 shuffled in the block, -1 no blocks and shuffled;
   * dealt from 4 with rows assigned to blocks: -2 at random, -3 users only, -4 items only, -5 index modulo parts. */
  static List<Block> order(int runs, long seed, int start) {
    Random rnd = new Random(seed);
    if (runs == -1) return List.of(shuffled(new Block(tu.clone(), ti.clone(), tr.clone()), rnd));
    int[] pu = cut(tu, users, gridRows, runs == -2 || runs == -3, rnd), pi = cut(ti, items, gridColumns, runs == -2 || runs == -4, rnd);
    if (runs == -5) { Arrays.setAll(pu, i -> i % gridRows); Arrays.setAll(pi, i -> i % gridColumns); }
    if (runs < -1) runs = 4;
    int cells = gridRows * gridColumns;
    int[] size = new int[cells], at = new int[cells];
    for (int n = 0; n < tr.length; n++) size[pu[tu[n]] * gridColumns + pi[ti[n]]]++;
    int[][] which = new int[cells][];
    for (int c = 0; c < cells; c++) which[c] = new int[size[c]];
    for (int n = 0; n < tr.length; n++) { int c = pu[tu[n]] * gridColumns + pi[ti[n]]; which[c][at[c]++] = n; }
    List<Block> list = new ArrayList<>();
    for (int s = 0; s < gridColumns; s++)
      for (int r = 0; r < gridRows; r++) {
        int c = (r + s + start) % gridColumns;
        int[] w = which[r * gridColumns + c];
        Block b = new Block(new int[w.length], new int[w.length], new float[w.length]);
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
    p = new float[users][f];
    q = new float[items][f];
    bu = new float[users];
    bi = new float[items];
    Random r = new Random(seed);
    for (float[][] m : new float[][][] {p, q}) for (float[] row : m) for (int i = 0; i < f; i++) row[i] = (float) (r.nextGaussian() * .1 / Math.sqrt(f / 32.));
  }

  static double rmse() {
    double s = 0;
    for (int n = 0; n < hr.length; n++) {
      double e = hr[n] - mean - bu[hu[n]] - bi[hi[n]] - dot16(p[hu[n]], q[hi[n]], f);
      s += e * e;
    }
    return Math.sqrt(s / hr.length);
  }

  interface Order { List<Block> of(int epoch, long seed); }

  static void learn() {
    Map<String, Order> all = new LinkedHashMap<>();
    all.put("no blocks, reshuffled each epoch", (e, s) -> order(-1, s * 1000 + e, 0));
    all.put("dealt from 4 runs", (e, s) -> e == 0 ? order(4, 0, 0) : null);
    all.put("  start rotates by 1", (e, s) -> order(4, 0, e));
    all.put("  start rotates by 5", (e, s) -> order(4, 0, 5 * e));
    all.put("  rows to blocks at random", (e, s) -> e == 0 ? order(-2, s, 0) : null);
    all.put("  only users at random", (e, s) -> e == 0 ? order(-3, s, 0) : null);
    all.put("  only items at random", (e, s) -> e == 0 ? order(-4, s, 0) : null);
    all.put("  index modulo parts", (e, s) -> e == 0 ? order(-5, s, 0) : null);
    all.put("  both at random, start by 5", (e, s) -> order(-2, s, 5 * e));
    all.put("sorted by user in blocks", (e, s) -> e == 0 ? order(1, 0, 0) : null);
    all.put("shuffled in blocks, once", (e, s) -> e == 0 ? order(0, s, 0) : null);
    for (int factors : new int[] {32, 128})
      for (var x : all.entrySet()) {
        int epochs = 30, seeds = 3;
        double[] mean = new double[epochs];
        double[] best = new double[seeds];
        for (int s = 0; s < seeds; s++) {
          init(factors, s);
          decay = .06f;
          best[s] = 9;
          List<Block> o = null;
          for (int e = 0; e < epochs; e++) {
            rate = (float) (.03 * Math.pow(.93, e));
            List<Block> now = x.getValue().of(e, s);
            for (Block block : o = now == null ? o : now) run(block);
            double r = rmse();
            mean[e] += r / seeds;
            best[s] = Math.min(best[s], r);
          }
        }
        System.out.printf("F=%d %-34s RMSE after epoch 1 %.4f  2 %.4f  5 %.4f  10 %.4f  20 %.4f  30 %.4f; best of each seed %s%n", factors, x.getKey(),
            mean[0], mean[1], mean[4], mean[9], mean[19], mean[29], Arrays.toString(Arrays.stream(best).mapToObj(d -> String.format("%.4f", d)).toArray()));
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
    Random r = new Random(42);
    boolean[] out = new boolean[lines.size()];
    int held = 0;
    for (int i = 0; i < out.length; i++) if (out[i] = r.nextInt(10) == 0) held++;
    hu = new int[held]; hi = new int[held]; hr = new float[held];
    tu = new int[out.length - held]; ti = new int[tu.length]; tr = new float[tu.length];
    int a = 0, b = 0;
    double sum = 0;
    for (int i = 0; i < out.length; i++) {
      int u = um.get(lines.get(i)[0]), v = im.get(lines.get(i)[1]);
      float x = Float.parseFloat(lines.get(i)[2]);
      if (out[i]) { hu[a] = u; hi[a] = v; hr[a++] = x; } else { tu[b] = u; ti[b] = v; tr[b++] = x; sum += x; }
    }
    mean = (float) (sum / b);
  }

  public static void main(String[] a) throws IOException {
    movielens(a[0]);
    System.out.printf("%d users, %d items, %d training ratings%n", users, items, tr.length);
    learn();
  }
}
