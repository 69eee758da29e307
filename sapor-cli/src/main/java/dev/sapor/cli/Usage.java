package dev.sapor.cli;

import java.io.IOException;
import java.util.function.Supplier;

/** The border between options and the library. */
final class Usage {

  /**
   * Makes something out of options; what the library refuses is an error of usage.
   *
   * @throws CommandException if it throws an IllegalArgumentException
   */
  static <T> T check(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Makes something out of data; what the library refuses is an error of the data.
   *
   * @throws CommandException if it throws an IllegalArgumentException
   */
  static <T> T data(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw CommandException.data(String.valueOf(e.getMessage()));
    }
  }

  /** Something that is made out of files. */
  @FunctionalInterface
  interface Reading<T> {
    T read() throws IOException;
  }

  /**
   * Makes something out of files that options name; what the library refuses is an error of usage.
   *
   * @throws CommandException if it throws an IllegalArgumentException
   */
  static <T> T checkReading(Reading<T> made) throws IOException {
    try {
      return made.read();
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Makes something out of files of data; what the library refuses is an error of the data.
   *
   * @throws CommandException if it throws an IllegalArgumentException
   */
  static <T> T dataReading(Reading<T> made) throws IOException {
    try {
      return made.read();
    } catch (IllegalArgumentException e) {
      throw CommandException.data(String.valueOf(e.getMessage()));
    }
  }

  private Usage() {}
}
