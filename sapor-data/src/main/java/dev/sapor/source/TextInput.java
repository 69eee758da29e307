package dev.sapor.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** One stream of text: a file, or something that is open already and can be read once. */
public final class TextInput {

  @FunctionalInterface
  private interface Opener {
    InputStream open() throws IOException;
  }

  private final String name;
  private final long bytes;
  private final Opener opener;

  private TextInput(String name, long bytes, Opener opener) {
    this.name = name;
    this.bytes = bytes;
    this.opener = opener;
  }

  /**
   * A file.
   *
   * @throws InputAccessException if it is missing, may not be read or is a directory
   */
  public static TextInput file(Path path) {
    InputAccessException.requireFile(path);
    long bytes;
    try {
      bytes = Files.isRegularFile(path) ? Files.size(path) : 0;
    } catch (IOException e) {
      throw InputAccessException.of(path.toString(), e);
    }
    return new TextInput(path.toString(), bytes, () -> Files.newInputStream(path));
  }

  /** A stream, for example standard input. It is closed when it has been read. */
  public static TextInput stream(String name, InputStream stream) {
    return new TextInput(name, 0, () -> stream);
  }

  /** A name for messages. */
  public String name() {
    return name;
  }

  /** Size as stored, or 0 if that is not known. */
  long bytes() {
    return bytes;
  }

  InputStream open() throws IOException {
    return opener.open();
  }
}
