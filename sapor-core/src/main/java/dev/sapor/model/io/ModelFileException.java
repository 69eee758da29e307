package dev.sapor.model.io;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file of ours that cannot be used as it is. The message is one line and names the file and,
 * where there is one, the section and the byte. Whatever else goes wrong with a file (it is
 * missing, not permitted, the disk is full) is a plain {@link IOException}.
 */
public final class ModelFileException extends IOException {

  private static final long serialVersionUID = 1;

  /** What is wrong. */
  public enum Reason {
    /** The bytes are not those that were written. */
    CORRUPT,
    /** Not a file of ours, or one of another kind. */
    WRONG_KIND,
    /** Written by a later version, which this one cannot read. */
    UNSUPPORTED_VERSION
  }

  private final Reason reason;

  private ModelFileException(Reason reason, Path file, String message) {
    super(file + ": " + message);
    this.reason = reason;
  }

  static ModelFileException corrupt(Path file, String where, long offset, String what) {
    return new ModelFileException(
        Reason.CORRUPT, file, "corrupt: %s, byte %s: %s".formatted(where, offset, what));
  }

  static ModelFileException wrongKind(Path file, String what) {
    return new ModelFileException(Reason.WRONG_KIND, file, what);
  }

  static ModelFileException unsupported(Path file, String what) {
    return new ModelFileException(Reason.UNSUPPORTED_VERSION, file, what);
  }

  public Reason reason() {
    return reason;
  }
}
