package dev.sapor.cli.reproduce;

/** A published row cannot be computed again, for a reason that the user can act on. */
public final class ReproduceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Kind {
    /** Files are not there. */
    MISSING,
    /** A download failed, or brought other bytes than were published. */
    DOWNLOAD,
    /** A file is there and is not what it should be. */
    DATA,
    /** It would not fit into the memory. */
    MEMORY
  }

  private final Kind kind;

  ReproduceException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
