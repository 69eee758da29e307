// Throw-away prototype for ADR 0004: cost of checksum, write, re-read, open and of the id section.
// java -XX:MaxDirectMemorySize=4g 0004-model-file.java DIR [rows]   writes and deletes files in DIR; page cache warm.
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.*;
import java.nio.*;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.zip.CRC32C;

class ModelFilePrototype {
  static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT;
  static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT;
  static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG;
  static volatile long sink;

  interface Task { void run() throws Exception; }

  static double seconds(int rounds, Task t) throws Exception {
    double[] d = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long s = System.nanoTime();
      t.run();
      d[i] = (System.nanoTime() - s) / 1e9;
    }
    Arrays.sort(d);
    return d[rounds / 2];
  }

  static void checksum() throws Exception {
    MemorySegment m = Arena.ofAuto().allocate(1L << 29, 64);
    for (long i = 0; i < m.byteSize(); i += 8) m.set(I64, i, i * 0x9E3779B97F4A7C15L);
    for (int chunk : new int[] {4 << 10, 64 << 10, 1 << 20, 16 << 20, 1 << 29}) {
      double s = seconds(5, () -> {
        CRC32C c = new CRC32C();
        for (long o = 0; o < m.byteSize(); o += chunk) c.update(m.asSlice(o, chunk).asByteBuffer());
        sink += c.getValue();
      });
      System.out.printf("crc32c native, 512 MB in views of %9d bytes: %5.1f GB/s%n", chunk, m.byteSize() / s / 1e9);
    }
    byte[] heap = new byte[1 << 20];
    double s = seconds(5, () -> {
      CRC32C c = new CRC32C();
      for (int i = 0; i < 512; i++) c.update(heap);
      sink += c.getValue();
    });
    System.out.printf("crc32c heap byte[1 MiB] (in cache): %5.1f GB/s%n", (1L << 29) / s / 1e9);
  }

  /** OR over all elements; the sign bit of the result is set if one of them is infinite or NaN. */
  static int odd(int[] a, int n) {
    int r = 0;
    for (int i = 0; i < n; i++) r |= (a[i] & 0x7fffffff) + 0x00800000;
    return r;
  }

  static boolean finite(MemorySegment m, int[] scratch) {
    for (long o = 0; o < m.byteSize(); o += 4L * scratch.length) {
      int n = (int) Math.min(scratch.length, (m.byteSize() - o) / 4);
      MemorySegment.copy(m, I32, o, scratch, 0, n);
      if (odd(scratch, n) < 0) return false;
    }
    return true;
  }

  static MemorySegment matrix(long rows, int columns, Arena life) {
    int stride = (columns + 15) / 16 * 16;
    MemorySegment m = life.allocate(rows * stride * 4, 64);
    for (long r = 0; r < rows; r++)
      for (int c = 0; c < columns; c++) m.set(F32, (r * stride + c) * 4, (r * 31 + c) % 1000 * 1e-3f);
    return m;
  }

  static void fully(FileChannel f, ByteBuffer b, long at) throws IOException {
    while (b.hasRemaining()) {
      int n = f.read(b, at);
      if (n < 0) throw new IOException("short");
      at += n;
    }
  }

  static long write(Path p, MemorySegment m, long rows, int columns, int chunk, boolean padded, boolean force) throws IOException {
    int stride = (columns + 15) / 16 * 16, width = padded ? stride : columns;
    int per = chunk / (width * 4);
    MemorySegment b = Arena.ofAuto().allocate((long) per * width * 4, 64);
    CRC32C c = new CRC32C();
    try (FileChannel f = FileChannel.open(p, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      for (long r = 0; r < rows; r += per) {
        int n = (int) Math.min(per, rows - r);
        rows(m, r * stride * 4, stride, b, 0, width, n, columns);
        ByteBuffer v = b.asSlice(0, (long) n * width * 4).asByteBuffer();
        c.update(v.duplicate());
        while (v.hasRemaining()) f.write(v);
      }
      if (force) f.force(true);
    }
    return c.getValue();
  }

  static void rows(MemorySegment s, long so, int sStride, MemorySegment d, long dO, int dStride, int n, int columns) {
    if (sStride == dStride) MemorySegment.copy(s, so, d, dO, (long) n * sStride * 4);
    else for (int i = 0; i < n; i++) MemorySegment.copy(s, so + 4L * i * sStride, d, dO + 4L * i * dStride, 4L * columns);
  }

  static void open(Path p, long rows, int columns, int chunk, boolean padded, boolean check) throws IOException {
    try (Arena arena = Arena.ofShared()) {
      open(p, rows, columns, chunk, padded, check, arena);
    }
  }

  static void open(Path p, long rows, int columns, int chunk, boolean padded, boolean check, Arena arena) throws IOException {
    int stride = (columns + 15) / 16 * 16, width = padded ? stride : columns;
    MemorySegment m = arena.allocate(rows * stride * 4, 64);
    int per = chunk / (width * 4);
    MemorySegment b = arena.allocate((long) per * width * 4, 64);
    int[] scratch = new int[8192];
    CRC32C c = new CRC32C();
    try (FileChannel f = FileChannel.open(p)) {
      for (long r = 0; r < rows; r += per) {
        int n = (int) Math.min(per, rows - r);
        MemorySegment part = b.asSlice(0, (long) n * width * 4);
        fully(f, part.asByteBuffer(), r * width * 4);
        c.update(part.asByteBuffer());
        if (check && !finite(part, scratch)) throw new IOException("not finite");
        rows(part, 0, width, m, r * stride * 4, stride, n, columns);
      }
    }
    sink += c.getValue();
  }

  static void openMapped(Path p, long rows, int columns) throws IOException {
    int[] scratch = new int[8192];
    CRC32C c = new CRC32C();
    try (FileChannel f = FileChannel.open(p); Arena a = Arena.ofShared()) {
      MemorySegment m = a.allocate(rows * columns * 4, 64);
      MemorySegment s = f.map(FileChannel.MapMode.READ_ONLY, 0, f.size(), a);
      for (long o = 0; o < s.byteSize(); o += 1 << 20) {
        MemorySegment part = s.asSlice(o, Math.min(1 << 20, s.byteSize() - o));
        c.update(part.asByteBuffer());
        if (!finite(part, scratch)) throw new IOException("not finite");
        MemorySegment.copy(part, 0, m, o, part.byteSize());
      }
    }
    sink += c.getValue();
  }

  static void files(Path dir, long rows) throws Exception {
    for (int columns : new int[] {64, 50}) {
      Arena life = Arena.ofShared();
      MemorySegment m = matrix(rows, columns, life);
      double gb = rows * columns * 4 / 1e9;
      for (boolean padded : columns == 64 ? new boolean[] {false} : new boolean[] {false, true}) {
        Path p = dir.resolve("m" + columns + padded);
        String what = String.format("%dx%d (%.2f GB), %s", rows, columns, gb, padded ? "stride padding kept" : "rows dense");
        System.out.printf("%s%n  write+crc, no force %.3f s", what, seconds(3, () -> write(p, m, rows, columns, 1 << 20, padded, false)));
        System.out.printf(", with force %.3f s%n", seconds(3, () -> write(p, m, rows, columns, 1 << 20, padded, true)));
        for (int chunk : new int[] {64 << 10, 256 << 10, 1 << 20, 4 << 20, 16 << 20})
          System.out.printf("  open, %5d KiB chunks: crc+finite+copy %.3f s, crc+copy %.3f s%n", chunk >> 10,
              seconds(5, () -> open(p, rows, columns, chunk, padded, true)), seconds(5, () -> open(p, rows, columns, chunk, padded, false)));
        if (columns == 64) {
          System.out.printf("  open by map: crc+finite+copy %.3f s%n", seconds(5, () -> openMapped(p, rows, columns)));
          System.out.printf("  two sections one after the other %.3f s, by two threads %.3f s%n",
              seconds(5, () -> { open(p, rows, columns, 1 << 20, false, true); open(p, rows, columns, 1 << 20, false, true); }),
              seconds(5, () -> {
                Thread t = new Thread(() -> { try { open(p, rows, columns, 1 << 20, false, true); } catch (IOException e) { throw new UncheckedIOException(e); } });
                t.start();
                open(p, rows, columns, 1 << 20, false, true);
                t.join();
              }));
          System.out.printf("  zeroed allocation alone %.3f s%n", seconds(5, () -> {
            try (Arena x = Arena.ofShared()) { sink += x.allocate(rows * columns * 4, 64).byteSize(); }
          }));
        }
        Files.delete(p);
      }
      life.close();
    }
  }

  static int find(MemorySegment off, MemorySegment blob, int n, MemorySegment key) {
    int lo = 0, hi = n - 1;
    while (lo <= hi) {
      int mid = (lo + hi) >>> 1;
      long a = off.getAtIndex(I64, mid), b = off.getAtIndex(I64, mid + 1);
      long x = MemorySegment.mismatch(blob, a, b, key, 0, key.byteSize());
      int s = x < 0 ? 0 : x == b - a ? -1 : x == key.byteSize() ? 1
          : Byte.compareUnsigned(blob.get(ValueLayout.JAVA_BYTE, a + x), key.get(ValueLayout.JAVA_BYTE, x));
      if (s == 0) return mid;
      if (s < 0) lo = mid + 1; else hi = mid - 1;
    }
    return -1;
  }

  static void ids(int n) throws Exception {
    byte[][] id = new byte[n][];
    Random r = new Random(5);
    for (int i = 0; i < n; i++) id[i] = ("u" + (100_000_000L + i * 37L)).getBytes(StandardCharsets.UTF_8);
    MemorySegment off = Arena.ofAuto().allocate(8L * (n + 1), 64), blob = Arena.ofAuto().allocate(n * 12L, 64);
    long at = 0;
    for (int i = 0; i < n; i++) {
      MemorySegment.copy(id[i], 0, blob, ValueLayout.JAVA_BYTE, at, id[i].length);
      off.setAtIndex(I64, i + 1, at += id[i].length);
    }
    System.out.printf("%d ids: %d bytes of text, offsets %d bytes (u64) or %d (u32)%n", n, at, 8L * (n + 1), 4L * (n + 1));
    System.out.printf("  strictly ascending (uniqueness) %.1f ms%n", 1e3 * seconds(9, () -> {
      for (int i = 1; i < n; i++) {
        long a = off.getAtIndex(I64, i - 1), b = off.getAtIndex(I64, i), c = off.getAtIndex(I64, i + 1);
        long x = MemorySegment.mismatch(blob, a, b, blob, b, c);
        if (x < 0 || x == c - b || x < b - a && Byte.compareUnsigned(blob.get(ValueLayout.JAVA_BYTE, a + x), blob.get(ValueLayout.JAVA_BYTE, b + x)) > 0)
          throw new IOException("order at " + i);
      }
    }));
    System.out.printf("  HashMap<String, Integer> of them %.1f ms%n", 1e3 * seconds(5, () -> {
      Map<String, Integer> map = HashMap.newHashMap(n);
      for (int i = 0; i < n; i++) {
        long a = off.getAtIndex(I64, i), b = off.getAtIndex(I64, i + 1);
        byte[] s = new byte[(int) (b - a)];
        MemorySegment.copy(blob, ValueLayout.JAVA_BYTE, a, s, 0, s.length);
        map.put(new String(s, StandardCharsets.UTF_8), i);
      }
      sink += map.size();
    }));
    System.out.printf("  binary search %.0f ns a lookup%n", 1e3 * seconds(9, () -> {
      for (int i = 0; i < 1_000_000; i++) sink += find(off, blob, n, MemorySegment.ofArray(id[r.nextInt(n)]));
    }));
  }

  public static void main(String[] a) throws Exception {
    checksum();
    files(Path.of(a[0]), a.length > 1 ? Long.parseLong(a[1]) : 2_000_000);
    ids(1_000_000);
  }
}
