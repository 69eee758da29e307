package dev.sapor.model.io;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names under which files are written before they get their own: {@code .sapor-PID-N.tmp}
 * beside the target, for the N-th save of a process. No two saves share a name, so none can rename
 * what another is still writing.
 *
 * <p>A process that is killed leaves its file behind. The next save into the same directory removes
 * it: a file that nobody has touched for a minute and whose process is gone, or that nobody has
 * touched for a day (the process may be one of another machine or container that shares the
 * directory).
 */
final class TemporaryNames {

  private static final Pattern NAME = Pattern.compile("\\.sapor-(\\d{1,18})-\\d{1,18}\\.tmp");
  private static final Duration AT_REST = Duration.ofMinutes(1);
  private static final Duration ABANDONED = Duration.ofDays(1);

  private static final AtomicLong COUNT = new AtomicLong();

  /** Those of this process: another process may have had its number before. */
  private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

  /** A name beside the target; in use until it is {@linkplain #release released}. */
  static Path take(Path target) {
    long pid = ProcessHandle.current().pid();
    Path name;
    do {
      name = target.resolveSibling(".sapor-%s-%s.tmp".formatted(pid, COUNT.incrementAndGet()));
      // One of that name may be there of a process that had this number before, or has it in
      // another container.
    } while (Files.exists(name, LinkOption.NOFOLLOW_LINKS));
    IN_USE.add(name);
    return name;
  }

  static void release(Path name) {
    IN_USE.remove(name);
  }

  /** Removes what killed processes left in a directory. What cannot be removed stays. */
  static void removeLeftovers(Path directory) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, ".sapor-*.tmp")) {
      for (Path file : files) {
        if (isLeftover(file, Instant.now())) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Only tidiness is at stake; the save itself will say what is wrong with the directory.
    }
  }

  static boolean isLeftover(Path file, Instant now) throws IOException {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches() || IN_USE.contains(file) || !Files.isRegularFile(file)) {
      return false;
    }
    Duration rest = Duration.between(Files.getLastModifiedTime(file).toInstant(), now);
    long pid = Long.parseLong(name.group(1));
    boolean gone = pid == ProcessHandle.current().pid() || !ProcessHandle.of(pid).isPresent();
    return rest.compareTo(gone ? AT_REST : ABANDONED) > 0;
  }

  private TemporaryNames() {}
}
