package dev.sapor.cli.console;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Puts back the stderr that the launcher has put aside.
 *
 * <p>A JVM that is started with an incubator module says so on stderr before any class of ours
 * runs. So the launcher starts it with descriptor 2 on {@code /dev/null} and the true stderr on
 * another descriptor, which it names in a system property. Once descriptor 2 is back, a terminal is
 * a terminal again, and the JVM itself may speak.
 *
 * <p>Java has no call for this. Closing 2 and then duplicating the other one gives 2, the lowest
 * free number, by POSIX; both calls stand in the JDK's own file system, which the launcher opens up
 * for us. That takes half a millisecond, where binding {@code dup2} of the C library takes 50 to
 * 100; the latter is the way out on a JDK that is made differently.
 */
public final class StandardError {

  private static final String PROPERTY = "sapor.stderr";
  private static final int STDERR = 2;

  /** Puts stderr back if the launcher says where it is. Before anything is written, and once. */
  public static void restore() {
    Integer aside = Integer.getInteger(PROPERTY);
    if (aside == null) {
      return;
    }
    try {
      if (!restoreByFileSystem(aside)) {
        restoreByLibrary(aside);
      }
    } catch (RuntimeException | LinkageError e) {
      // The command still runs: its result is worth more than its talk.
    }
  }

  private static boolean restoreByFileSystem(int aside) {
    try {
      Class<?> calls = Class.forName("sun.nio.fs.UnixNativeDispatcher");
      Method close = calls.getDeclaredMethod("close", int.class);
      Method duplicate = calls.getDeclaredMethod("dup", int.class);
      close.setAccessible(true);
      duplicate.setAccessible(true);
      // A descriptor that is not there is found out before 2 is closed: what is opened next would
      // get the number 2, and with it what is meant for stderr.
      close.invoke(null, duplicate.invoke(null, aside));
      close.invoke(null, STDERR);
      if (!Integer.valueOf(STDERR).equals(duplicate.invoke(null, aside))) {
        return false;
      }
      close.invoke(null, aside);
      return true;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return false;
    }
  }

  /** By {@code dup2}; the copy stays open, which harms nobody. */
  @SuppressWarnings("restricted") // dup2 takes numbers and touches no memory
  static boolean restoreByLibrary(int aside) {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor signature =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    @Nullable MethodHandle dup2 =
        linker
            .defaultLookup()
            .find("dup2")
            .map(symbol -> linker.downcallHandle(symbol, signature))
            .orElse(null);
    if (dup2 == null) {
      return false;
    }
    try {
      return (int) dup2.invokeExact(aside, STDERR) == STDERR;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("dup2 has no checked exceptions", e);
    }
  }

  private StandardError() {}
}
