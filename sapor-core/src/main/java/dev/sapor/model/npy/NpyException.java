package dev.sapor.model.npy;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A folder of arrays and ids that cannot be used, or a model that cannot become one. The message is
 * one line and names the file.
 */
public final class NpyException extends IOException {

  private static final long serialVersionUID = 1;

  NpyException(Path file, String what) {
    super(file + ": " + what);
  }

  NpyException(Path file, long line, String what) {
    super(file + ":" + line + ": " + what);
  }
}
