package dev.sapor.cli;

import picocli.CommandLine.Option;

/** The options of every command. */
final class StandardOptions {

  static final String DEBUG = "--debug";

  @Option(
      names = "--json",
      order = 100,
      description = "Print one JSON object on stdout instead of text.")
  boolean json;

  @Option(names = DEBUG, order = 101, description = "On an error, print where it came from.")
  boolean debug;

  @Option(
      names = {"-h", "--help"},
      order = 102,
      usageHelp = true,
      description = "Show this help.")
  boolean help;
}
