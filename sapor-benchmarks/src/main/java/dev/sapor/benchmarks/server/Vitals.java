package dev.sapor.benchmarks.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM holds at a moment.
 *
 * @param heapBytes objects on the heap that are reachable: counted after a full collection
 * @param threads platform threads
 * @param descriptors open files and sockets
 * @param residentBytes memory as the system counts it: heap, native memory, code
 */
record Vitals(long heapBytes, int threads, int descriptors, long residentBytes) {

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+[0-9]+\\s+([0-9]+)");

  /** Looks at a process of this user: by jcmd, which makes it collect, and /proc (Linux). */
  static Vitals of(long pid) throws IOException, InterruptedException {
    Path proc = Path.of("/proc", Long.toString(pid));
    String histogram = jcmd(pid, "GC.class_histogram");
    String status = Files.readString(proc.resolve("status"), StandardCharsets.ISO_8859_1);
    try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
      return new Vitals(
          number(TOTAL, histogram),
          (int) number(Pattern.compile("Threads:\\s+([0-9]+)"), status),
          (int) open.count(),
          number(Pattern.compile("VmRSS:\\s+([0-9]+) kB"), status) << 10);
    }
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    Path jcmd = Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("jcmd " + command + ": " + said.strip());
    }
    return said;
  }

  private static long number(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("no " + pattern + " in what was said of the process");
    }
    return Long.parseLong(matcher.group(1));
  }
}
