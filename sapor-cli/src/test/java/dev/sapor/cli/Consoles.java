package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Terminal;
import java.io.InputStream;
import java.io.OutputStream;

/** Consoles for tests. */
final class Consoles {

  /** One that nobody listens to. */
  static Console silent() {
    return new Console(
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream(),
        OutputStream.nullOutputStream(),
        Terminal.NONE,
        Terminal.NONE);
  }

  private Consoles() {}
}
