package dev.sapor.cli.console;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What is known of the terminal behind a stream.
 *
 * @param interactive whether a person looks at it: only then are there progress bars
 * @param styled whether bold text may be used
 * @param columns its width in characters
 */
public record Terminal(boolean interactive, boolean styled, int columns) {

  private static final int DEFAULT_COLUMNS = 80;

  /** A pipe or a file. */
  public static final Terminal NONE = new Terminal(false, false, DEFAULT_COLUMNS);

  /** What stderr of this process is, by the environment and, where there is one, by /proc. */
  public static Terminal ofStandardError(Map<String, String> environment) {
    return of(2, environment);
  }

  /** What stdout of this process is. */
  public static Terminal ofStandardOutput(Map<String, String> environment) {
    return of(1, environment);
  }

  private static Terminal of(int descriptor, Map<String, String> environment) {
    boolean dumb = "dumb".equals(environment.get("TERM"));
    if (!isTerminal(descriptor) || dumb) {
      return NONE;
    }
    boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(true, !plain, columns(environment.getOrDefault("COLUMNS", "")));
  }

  private static boolean isTerminal(int descriptor) {
    return Files.exists(Path.of("/proc/self/fd"))
        ? isTerminalByProc(descriptor)
        : isTerminalByLibrary(descriptor);
  }

  /** Linux: a look at the link costs nothing, where binding to the C library takes some 50 ms. */
  private static boolean isTerminalByProc(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Elsewhere: {@code isatty} of the C library; Java itself does not tell of single streams. */
  @SuppressWarnings("restricted") // isatty takes a number and touches no memory
  static boolean isTerminalByLibrary(int descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("isatty")
        .map(symbol ->
            linker.downcallHandle(
                symbol, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)))
        .map(isatty -> call(isatty, descriptor) == 1)
        .orElse(false);
  }

  private static int call(MethodHandle isatty, int descriptor) {
    try {
      return (int) isatty.invokeExact(descriptor);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("isatty has no checked exceptions", e);
    }
  }

  private static int columns(String text) {
    try {
      return Math.clamp(Integer.parseInt(text), 40, 200);
    } catch (NumberFormatException e) {
      return DEFAULT_COLUMNS;
    }
  }
}
