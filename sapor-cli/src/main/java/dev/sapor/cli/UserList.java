package dev.sapor.cli;

import dev.sapor.cli.console.PrintableText;
import dev.sapor.model.FactorModel;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Users to whom items are recommended, in their order. */
final class UserList {

  private static final int UNKNOWN = -1;

  private final List<String> ids;
  private final int[] indices;

  /**
   * @param ids as they were given
   * @param indices for each its index in the model, or UNKNOWN for one of whom it knows nothing
   */
  private UserList(List<String> ids, int[] indices) {
    this.ids = ids;
    this.indices = indices;
  }

  /** All users of a model. */
  static UserList all(FactorModel model, boolean fallback) {
    int[] indices =
        IntStream.range(0, model.users().size())
            .map(user -> fallback && model.userCount(user) == 0 ? UNKNOWN : user)
            .toArray();
    return new UserList(model.users().ids(), indices);
  }

  /**
   * The users of a file, an id on each line.
   *
   * @param fallback whether the model may know nothing of them
   * @throws CommandException if a line is empty, the file is not UTF-8, or a user is unknown and
   *     there is no fallback
   */
  static UserList of(Path file, FactorModel model, boolean fallback) throws IOException {
    List<String> ids = lines(file);
    int[] indices = new int[ids.size()];
    for (int line = 0; line < indices.length; line++) {
      String id = ids.get(line);
      String place = ": %s:%s".formatted(PrintableText.quotable(file.toString()), line + 1);
      if (id.isEmpty()) {
        throw CommandException.data("the id is empty" + place);
      }
      indices[line] = index(id, model, fallback).orElse(UNKNOWN);
      if (indices[line] == UNKNOWN && !fallback) {
        throw CommandException.data(
            "the model knows no user%s (got '%s'); take it out, or add --fallback popular"
                .formatted(place, PrintableText.quotable(id)));
      }
    }
    return new UserList(ids, indices);
  }

  /** The index of a user, or nothing for one who is unknown or, with a fallback, has nothing. */
  static OptionalInt index(String id, FactorModel model, boolean fallback) {
    OptionalInt index = model.users().indexOf(id);
    boolean empty = index.isPresent() && model.userCount(index.getAsInt()) == 0;
    return fallback && empty ? OptionalInt.empty() : index;
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.isEmpty()) {
        throw CommandException.data(
            "there are no users in " + PrintableText.quotable(file.toString()));
      }
      return lines;
    } catch (CharacterCodingException e) {
      throw CommandException.data(
          "the bytes are not valid UTF-8: " + PrintableText.quotable(file.toString()));
    }
  }

  int size() {
    return indices.length;
  }

  /** The id at a place, counted from 0. */
  String id(int place) {
    return ids.get(place);
  }

  /** Whether the model knows something of the user at a place. */
  boolean isKnown(int place) {
    return indices[place] != UNKNOWN;
  }

  /** Those whom the model knows, in their order. */
  int[] known() {
    return IntStream.of(indices).filter(index -> index != UNKNOWN).toArray();
  }
}
