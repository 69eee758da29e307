package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.StandardError;
import dev.sapor.cli.console.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** The entry of the command line. */
public final class Sapor {

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    StandardError.restore();
    // Which kernels a command runs on is for the launcher to choose; a Java that was started
    // without vector instructions is no news for a user of the command line.
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()
        && System.getProperty("sapor.kernels") == null) {
      System.setProperty("sapor.kernels", "scalar");
    }
    Map<String, String> environment = System.getenv();
    // Not System.out: a PrintStream swallows errors, and a full disk must not go unseen.
    Console console =
        new Console(
            System.in,
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            Terminal.ofStandardOutput(environment),
            Terminal.ofStandardError(environment));
    StopRequest stop = new StopRequest();
    Failure stopped = new Failure(ExitCode.TERMINATED, "stopped by a signal; nothing was written");
    stop.listenForSignals(() -> console.fail(stopped.line()));
    ExitCode code = new CommandRunner(new CommandContext(console, stop, environment)).run(args);
    if (code == ExitCode.OK && stop.isGoodEnd()) {
      // Before the signal, which waits for this command, sets another code.
      Runtime.getRuntime().halt(code.number());
    }
    if (stop.finish()) {
      // Otherwise a signal is ending the process already, and sets the code itself.
      System.exit(code.number());
    }
  }

  /**
   * Runs a command within a process that goes on, as a program or a test does. Nothing is a
   * terminal, and signals are left alone.
   *
   * @return the exit code
   */
  public static int run(String[] args, InputStream in, OutputStream out, OutputStream err) {
    Console console = new Console(in, out, err, Terminal.NONE, Terminal.NONE);
    CommandContext context = new CommandContext(console, new StopRequest(), System.getenv());
    return new CommandRunner(context).run(args).number();
  }

  private Sapor() {}
}
