package dev.sapor.cli;

/** A command cannot be carried out, for a reason that its user can act on. */
final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  /**
   * @param code what kind of failure it is
   * @param message what is wrong, then after a semicolon what to do
   */
  CommandException(ExitCode code, String message) {
    super(message);
    this.code = code;
  }

  static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }

  static CommandException data(String message) {
    return new CommandException(ExitCode.DATA, message);
  }

  static CommandException environment(String message) {
    return new CommandException(ExitCode.ENVIRONMENT, message);
  }

  ExitCode code() {
    return code;
  }
}
