package dev.sapor.source;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Delimited text, compressed by gzip or not, which is told by the first bytes. Each input may have
 * a header, a delimiter and an order of columns of its own.
 *
 * @param inputs at least one, read in this order
 */
public record TextSource(List<TextInput> inputs) implements Source {

  public TextSource {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("at least one input is needed");
    }
  }

  /**
   * Files, in the order given.
   *
   * @throws InputAccessException if one is missing, may not be read or is a directory
   */
  public static TextSource of(Path... files) {
    return new TextSource(Stream.of(files).map(TextInput::file).toList());
  }

  @Override
  public String name() {
    String first = inputs.getFirst().name();
    return inputs.size() == 1 ? first : first + " and " + (inputs.size() - 1) + " more";
  }
}
