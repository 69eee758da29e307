package dev.sapor.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory that this process holds at the moment. */
final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");

  /** In bytes: what the system says where it says so (Linux), otherwise what the JVM has taken. */
  static long bytes() {
    try {
      Matcher matcher = RESIDENT.matcher(Files.readString(STATUS, StandardCharsets.ISO_8859_1));
      if (matcher.find()) {
        return Long.parseLong(matcher.group(1)) << 10;
      }
    } catch (IOException e) {
      // Not Linux: the JVM's own count has to do.
    }
    var memory = ManagementFactory.getMemoryMXBean();
    return memory.getHeapMemoryUsage().getCommitted()
        + memory.getNonHeapMemoryUsage().getCommitted()
        + NativeMemory.bytes();
  }

  private ResidentMemory() {}
}
