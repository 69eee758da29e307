package dev.sapor.solver.checkpoint;

import java.nio.file.Path;

/** A checkpoint belongs to another training: other data, algorithm, parameters or plan. */
public final class CheckpointMismatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CheckpointMismatchException(Path file, String found, String expected) {
    super(
        "checkpoint %s belongs to another training (it is of: %s; this is: %s)"
            .formatted(file, found, expected));
  }
}
