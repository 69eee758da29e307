package dev.sapor.cli.console;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The three streams of a command, in UTF-8 whatever the platform. What a command prints is kept
 * until it has succeeded, so that stdout is empty when it fails; only long streams of rows go out
 * as they come ({@link #stream()}).
 */
public final class Console {

  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private final InputStream in;
  private final OutputStream out;
  private final PrintStream err;
  private final Terminal outTerminal;
  private final Terminal errTerminal;
  private final List<String> said = new ArrayList<>();
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  /** A console over three streams that are not closed by it. */
  public Console(
      InputStream in,
      OutputStream out,
      OutputStream err,
      Terminal outTerminal,
      Terminal errTerminal) {
    this.in = in;
    this.out = out;
    this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
    this.outTerminal = outTerminal;
    this.errTerminal = errTerminal;
  }

  /** Standard input, for data named {@code -}. */
  public InputStream in() {
    return in;
  }

  /** The terminal behind stderr. */
  public Terminal errTerminal() {
    return errTerminal;
  }

  /** The terminal behind stdout. */
  public Terminal outTerminal() {
    return outTerminal;
  }

  /** Prints a line of the result. */
  public void print(String line) {
    pending.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Prints lines of the result. */
  public void print(List<String> lines) {
    lines.forEach(this::print);
  }

  /** Prints a heading of the result, bold on a terminal. */
  public void heading(String line) {
    print(outTerminal.styled() ? BOLD + line + PLAIN : line);
  }

  /** Prints a table of the result, its header bold on a terminal. */
  public void print(Table table) {
    List<String> lines = table.lines();
    heading(lines.getFirst());
    print(lines.subList(1, lines.size()));
  }

  /**
   * Says something beside the result: at once to a person at a terminal; into a file or a pipe when
   * the command has succeeded, for one that fails leaves a single line there.
   */
  public void say(String line) {
    if (errTerminal.interactive()) {
      err.print(line + "\n");
      err.flush();
    } else {
      said.add(line);
    }
  }

  /** Says the one line of a command that failed. */
  public void fail(String line) {
    said.clear();
    err.print(line + "\n");
    err.flush();
  }

  /** Stderr, for what draws on it. */
  public PrintStream err() {
    return err;
  }

  /**
   * Prints what was kept and gives the way for rows that go out as they come: a run that fails
   * after this may leave rows on stdout. Flush it at the end.
   */
  public OutputStream stream() {
    release();
    return new BufferedOutputStream(out, 1 << 16);
  }

  /**
   * Prints and says what was kept.
   *
   * @throws UncheckedIOException if stdout cannot be written
   */
  public void release() {
    try {
      pending.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("stdout cannot be written", e);
    }
    pending.reset();
    said.forEach(line -> err.print(line + "\n"));
    err.flush();
    said.clear();
  }
}
