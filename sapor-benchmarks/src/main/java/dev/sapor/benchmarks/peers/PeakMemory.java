package dev.sapor.benchmarks.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The most memory that this process ever held. */
final class PeakMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern HIGH_WATER = Pattern.compile("VmHWM:\\s+([0-9]+) kB");

  /** In bytes, where the system says so (Linux). */
  static OptionalLong bytes() {
    try {
      Matcher matcher = HIGH_WATER.matcher(Files.readString(STATUS, StandardCharsets.ISO_8859_1));
      return matcher.find()
          ? OptionalLong.of(Long.parseLong(matcher.group(1)) << 10)
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private PeakMemory() {}
}
