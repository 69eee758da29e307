package dev.sapor.cli;

/** The one list of exit codes, with the names that error lines carry. */
public enum ExitCode {
  /** All went well. */
  OK(0, "OK"),
  /** The answer is no: a gate that a model does not pass, a figure out of its band. */
  NO(1, "E_NO"),
  /** The command line or a hyper-parameter is wrong. */
  USAGE(2, "E_USAGE"),
  /** The input data are wrong, or do not hold what was asked for. */
  DATA(3, "E_DATA"),
  /** The model file is corrupt, of a wrong kind or of an unsupported version. */
  MODEL(4, "E_MODEL"),
  /** A file, folder, disk or connection did not do what was asked. */
  ENVIRONMENT(5, "E_IO"),
  /** The job would not fit, or did not fit, into the memory. */
  LIMITS(6, "E_MEMORY"),
  /** Training diverged or has no usable result. */
  TRAINING(7, "E_TRAINING"),
  /** A bug of ours. */
  BUG(70, "E_BUG"),
  /** Stopped by SIGINT. */
  INTERRUPTED(130, "E_SIGNAL"),
  /** Stopped by SIGTERM. */
  TERMINATED(143, "E_SIGNAL");

  private final int number;
  private final String label;

  ExitCode(int number, String label) {
    this.number = number;
    this.label = label;
  }

  /** What the process exits with. */
  public int number() {
    return number;
  }

  /** The name in an error line. */
  public String label() {
    return label;
  }
}
