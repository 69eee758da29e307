package dev.sapor.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The input cannot be reached at all; nothing is said about its content. */
public final class InputAccessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why the input cannot be reached. */
  public enum Kind {
    /** No such file, or no file that matches. */
    MISSING("no such file"),
    /** The file exists and may not be read. */
    NO_PERMISSION("no permission to read"),
    /** A directory where a file is needed. */
    DIRECTORY("is a directory, not a file"),
    /** No connection to the database. */
    CONNECTION("cannot connect"),
    /** Reading failed. */
    FAILED("reading failed");

    private final String problem;

    Kind(String problem) {
      this.problem = problem;
    }
  }

  private final Kind kind;
  private final String source;

  InputAccessException(Kind kind, String source, String detail, @Nullable Throwable cause) {
    super(kind.problem + ": " + source + (detail.isEmpty() ? "" : " (" + detail + ")"), cause);
    this.kind = kind;
    this.source = source;
  }

  static InputAccessException of(String source, IOException cause) {
    return switch (cause) {
      case NoSuchFileException _ -> new InputAccessException(Kind.MISSING, source, "", cause);
      case AccessDeniedException _ ->
          new InputAccessException(Kind.NO_PERMISSION, source, "", cause);
      default ->
          new InputAccessException(
              Kind.FAILED, source, Excerpt.of(String.valueOf(cause.getMessage())), cause);
    };
  }

  /** Fails unless the path is a file that can be opened. */
  static void requireFile(Path path) {
    String name = path.toString();
    if (Files.isDirectory(path)) {
      throw new InputAccessException(Kind.DIRECTORY, name, "", null);
    }
    if (!Files.exists(path)) {
      throw new InputAccessException(Kind.MISSING, name, "", null);
    }
    if (!Files.isReadable(path)) {
      throw new InputAccessException(Kind.NO_PERMISSION, name, "", null);
    }
  }

  public Kind kind() {
    return kind;
  }

  /** Name of the file, pattern or database, without credentials. */
  public String source() {
    return source;
  }
}
