package dev.sapor.cli;

import picocli.CommandLine.Option;

/** On how many threads a command works. */
final class ThreadsOption {

  @Option(
      names = "--threads",
      order = 70,
      paramLabel = "N",
      description = "Threads; changes no bit of a model or figure. Default: all cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  /**
   * Checks it before a byte is read.
   *
   * @throws CommandException if it is below 1
   */
  void check() {
    if (threads < 1) {
      throw CommandException.usage("--threads must be at least 1 (got " + threads + ")");
    }
  }

  /** Number of threads in all. */
  int count() {
    return threads;
  }
}
