package dev.sapor.cli.console;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far a piece of work is: a bar on stderr while a person looks at it, nothing otherwise.
 * Closing it clears its line. Say nothing on the console meanwhile, or only through {@link #say}.
 */
public final class Progress implements AutoCloseable {

  private static final String TO_START_OF_LINE = "\r";
  private static final int UPDATE_MILLIS = 250;

  private final Console console;
  private final @Nullable ProgressBar bar;
  private final int columns;
  private boolean drawn;

  private Progress(Console console, String task, long max) {
    this.console = console;
    this.columns = console.errTerminal().columns() - 1;
    this.bar = console.errTerminal().interactive() ? bar(task, max) : null;
  }

  /**
   * Starts a bar.
   *
   * @param task what is being done
   * @param max steps of the whole work, or -1 if that is not known
   */
  public static Progress start(Console console, String task, long max) {
    return new Progress(console, task, max);
  }

  private ProgressBar bar(String task, long max) {
    return ProgressBar.builder()
        .setTaskName(task)
        .setInitialMax(max)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .setMaxRenderedLength(columns)
        .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns))
        .build();
  }

  private synchronized void draw(String line) {
    console.err().print(TO_START_OF_LINE + line);
    console.err().flush();
    drawn = true;
  }

  private synchronized void clear() {
    if (drawn) {
      console.err().print(TO_START_OF_LINE + " ".repeat(columns) + TO_START_OF_LINE);
      console.err().flush();
      drawn = false;
    }
  }

  /** So many steps are done, of so many in all (-1 if that is not known). */
  public void update(long done, long max) {
    if (bar != null) {
      bar.maxHint(max);
      bar.stepTo(done);
    }
  }

  /** Shows a few words behind the bar. */
  public void detail(String words) {
    if (bar != null) {
      bar.setExtraMessage(" " + words);
    }
  }

  /** Says a line above the bar. */
  public synchronized void say(String line) {
    clear();
    console.say(line);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      clear();
    }
  }
}
