package dev.sapor.cli;

import dev.sapor.cli.console.PrintableText;
import dev.sapor.data.DuplicateInteractionException;
import dev.sapor.model.io.ModelFileException;
import dev.sapor.model.npy.NpyException;
import dev.sapor.prepare.PreparationException;
import dev.sapor.recommend.MissingHistoryException;
import dev.sapor.recommend.UnknownItemException;
import dev.sapor.recommend.UnknownUserException;
import dev.sapor.solver.DivergedException;
import dev.sapor.solver.TrainingStoppedException;
import dev.sapor.solver.checkpoint.CheckpointMismatchException;
import dev.sapor.source.DataException;
import dev.sapor.source.InputAccessException;
import dev.sapor.tune.NoUsableTrialException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/**
 * What went wrong, for the process that called and for the person who reads stderr: the one place
 * that maps exceptions to exit codes.
 *
 * @param code what the process exits with
 * @param message what is wrong and what to do
 */
record Failure(ExitCode code, String message) {

  /** Explains an exception. */
  static Failure of(Throwable failure) {
    return switch (failure) {
      case CommandException e -> new Failure(e.code(), text(e));
      case DataException e -> new Failure(ExitCode.DATA, text(e));
      case InputAccessException e -> new Failure(ExitCode.ENVIRONMENT, text(e));
      case PreparationException e -> new Failure(ExitCode.DATA, text(e));
      case UnknownUserException e -> new Failure(ExitCode.DATA, text(e));
      case UnknownItemException e -> new Failure(ExitCode.DATA, text(e));
      case NpyException e -> new Failure(ExitCode.DATA, text(e));
      case ModelFileException e -> new Failure(ExitCode.MODEL, text(e) + advice(e));
      case MissingHistoryException e ->
          new Failure(
              ExitCode.MODEL, text(e) + "; add --include-seen or train without --no-history");
      case CheckpointMismatchException e ->
          new Failure(ExitCode.USAGE, text(e) + "; delete it or name another file");
      case DuplicateInteractionException e ->
          new Failure(
              ExitCode.DATA,
              text(e) + "; choose what to do with them by --duplicates last|mean|sum");
      case NoUsableTrialException e -> new Failure(ExitCode.TRAINING, text(e));
      case DivergedException e -> new Failure(ExitCode.TRAINING, text(e));
      case TrainingStoppedException e -> new Failure(ExitCode.INTERRUPTED, text(e));
      case UncheckedIOException e when e.getCause() instanceof FileSystemException cause ->
          of(cause);
      case UncheckedIOException e ->
          new Failure(
              ExitCode.ENVIRONMENT,
              text(e) + (e.getCause() == null ? "" : ": " + reason(e.getCause())));
      case FileSystemException e -> new Failure(ExitCode.ENVIRONMENT, fileProblem(e));
      case IOException e -> new Failure(ExitCode.ENVIRONMENT, reason(e));
      case OutOfMemoryError e ->
          new Failure(
              ExitCode.LIMITS,
              "out of memory ("
                  + text(e)
                  + "); give more by SAPOR_JAVA_OPTS=-Xmx…, or use fewer --factors or --threads");
      // The choice of kernels is made once, when their class is first used.
      case ExceptionInInitializerError e
          when e.getCause() instanceof IllegalArgumentException cause ->
          new Failure(ExitCode.USAGE, text(cause));
      default ->
          new Failure(
              ExitCode.BUG,
              "a bug in Sapor: %s; please report it with what --debug prints"
                  .formatted(text(failure)));
    };
  }

  private static String advice(ModelFileException e) {
    return switch (e.reason()) {
      case CORRUPT -> "; train it again or take it from a backup";
      case WRONG_KIND -> "; name a file that sapor train wrote";
      case UNSUPPORTED_VERSION -> "; use the Sapor that wrote it or a later one";
    };
  }

  private static String fileProblem(FileSystemException e) {
    String file = "'" + e.getFile() + "'";
    return switch (e) {
      case NoSuchFileException missing -> "no such file or folder: " + file;
      case AccessDeniedException denied -> "permission denied: " + file;
      case FileAlreadyExistsException exists -> "exists already: " + file;
      case NotDirectoryException noFolder -> "not a folder: " + file;
      default -> reason(e) + ": " + file;
    };
  }

  private static String reason(IOException e) {
    String reason =
        e instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : text(e);
    return reason.toLowerCase(Locale.ROOT).contains("no space left")
        ? "the disk is full (no space left on device)"
        : reason;
  }

  /** The message of an exception, or in words what its class says. */
  private static String text(Throwable e) {
    String message = e.getMessage();
    return message != null && !message.isBlank()
        ? message
        : e.getClass()
            .getSimpleName()
            .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
            .toLowerCase(Locale.ROOT);
  }

  /** The line on stderr. */
  String line() {
    return "sapor: error " + code.label() + ": " + PrintableText.escape(message);
  }
}
