// Throw-away prototype for ADR 0001: what a matrix costs to make and to give back, and one of more than 2^31 elements.
// java -Xmx2g -XX:MaxDirectMemorySize=10g 0001-allocation.java [big]     big takes 8.6 GB for a few seconds.
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

class Allocation {
  static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT;
  static final java.lang.management.ThreadMXBean CLOCK = java.lang.management.ManagementFactory.getThreadMXBean();
  static volatile Object sink;

  static double ms(Runnable r) {
    double[] d = new double[9];
    for (int i = 0; i < 9; i++) {
      long t = CLOCK.getCurrentThreadCpuTime(); // of this thread, in the kernel too: other work may run
      r.run();
      d[i] = (CLOCK.getCurrentThreadCpuTime() - t) / 1e6;
    }
    Arrays.sort(d);
    return d[4];
  }

  static String resident() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(s -> s.startsWith("VmRSS")).findFirst().orElse("?");
    } catch (java.io.IOException e) {
      return "?";
    }
  }

  static void pause() { // the cleaner gives memory back on a thread of its own
    try { Thread.sleep(1500); } catch (InterruptedException e) { throw new IllegalStateException(e); }
  }

  public static void main(String[] a) {
    long bytes = 256L << 20;
    System.out.printf("256 MiB: Arena.ofShared, allocate (zeroed) and close %.1f ms%n", ms(() -> {
      try (Arena x = Arena.ofShared()) { sink = x.allocate(bytes, 64); }
    }));
    MemorySegment[] keep = new MemorySegment[1];
    keep[0] = Arena.ofAuto().allocate(bytes, 64);
    System.out.printf("256 MiB: zeroing again what is there %.1f ms%n", ms(() -> keep[0].fill((byte) 0)));
    System.out.printf("256 MiB: new float[64 Mi] %.1f ms%n", ms(() -> sink = new float[64 << 20]));
    sink = null;
    System.gc();
    pause();
    System.out.println("before 20 dropped matrices by ofAuto: " + resident());
    for (int i = 0; i < 20; i++) sink = Arena.ofAuto().allocate(bytes, 64);
    System.out.println("after them, no collection asked for:  " + resident());
    sink = null;
    System.gc();
    pause();
    System.out.println("after System.gc():                    " + resident());
    int n = 100_000;
    System.out.printf("small, 64 floats: ofAuto %.0f ns, ofShared + close %.0f ns, ofConfined + close %.0f ns%n",
        1e6 / n * ms(() -> { for (int i = 0; i < n; i++) sink = Arena.ofAuto().allocate(256, 64); }),
        1e6 / 1000 * ms(() -> { for (int i = 0; i < 1000; i++) try (Arena x = Arena.ofShared()) { sink = x.allocate(256, 64); } }),
        1e6 / n * ms(() -> { for (int i = 0; i < n; i++) try (Arena x = Arena.ofConfined()) { sink = x.allocate(256, 64); } }));
    if (a.length == 0) return;
    int columns = 128, stride = 128, rows = 16_800_000; // 2,150,400,000 elements
    long t = CLOCK.getCurrentThreadCpuTime();
    try (Arena x = Arena.ofShared()) {
      MemorySegment m = x.allocate((long) rows * stride * 4, 64);
      System.out.printf("%d x %d = %d elements (2^31 = 2147483648): allocated and zeroed in %.1f s, %s%n", rows, columns, (long) rows * columns, (CLOCK.getCurrentThreadCpuTime() - t) / 1e9, resident());
      for (int r : new int[] {0, rows / 2, rows - 1}) m.set(F32, (long) r * stride * 4 + 4L * (columns - 1), r);
      System.out.printf("last element of rows 0, half, last: %.0f %.0f %.0f%n", m.get(F32, 4L * (columns - 1)),
          m.get(F32, (long) (rows / 2) * stride * 4 + 4L * (columns - 1)), m.get(F32, m.byteSize() - 4));
      t = CLOCK.getCurrentThreadCpuTime();
    }
    System.out.printf("given back in %.2f s%n", (CLOCK.getCurrentThreadCpuTime() - t) / 1e9);
    try {
      sink = Arena.ofAuto().allocate(11L << 30, 64);
    } catch (OutOfMemoryError e) {
      System.out.println("11 GiB under -XX:MaxDirectMemorySize=10g: OutOfMemoryError: " + e.getMessage());
    }
  }
}
