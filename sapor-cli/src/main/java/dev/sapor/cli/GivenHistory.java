package dev.sapor.cli;

import dev.sapor.cli.console.PrintableText;
import dev.sapor.model.FactorModel;
import dev.sapor.solver.als.HistoryEntry;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody had to do with, as it is given on the command line: {@code item,item:rating,item:-}
 * or a file with one of them on each line.
 *
 * @param items indices in the model
 * @param values the value of each for fold-in
 */
@SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
record GivenHistory(int[] items, float[] values) {

  // An id may hold colons: only a number or a dash behind the last one is a value.
  private static final Pattern ENTRY =
      Pattern.compile("(.+?)(?::([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?|-))?");

  /**
   * Reads it. Without a value an item is liked: a click, or for a model of ratings the greatest
   * rating; a dash is a dislike: the least rating. In a model that recommends, a value below the
   * mean of those given is a dislike too, of weight 1.
   *
   * @throws CommandException if there is nothing, an item is unknown or named twice, or a value is
   *     no number
   */
  static GivenHistory of(String text, FactorModel model) throws IOException {
    List<String> entries = entries(text, model);
    Map<Integer, HistoryEntry> given = new LinkedHashMap<>();
    for (String entry : entries) {
      Matcher matcher = ENTRY.matcher(entry);
      if (!matcher.matches()) {
        throw CommandException.usage("--history: an item is empty; write item,item:rating,item:-");
      }
      // The whole text first: an id may look like an item with a value.
      boolean whole = model.items().indexOf(entry).isPresent();
      int item = ModelUse.item(model, whole ? entry : matcher.group(1));
      String value = whole ? null : matcher.group(2);
      if (given.containsKey(item)) {
        throw CommandException.data(
            "--history names item '%s' twice"
                .formatted(PrintableText.quotable(model.items().id(item))));
      }
      boolean dislike = "-".equals(value);
      OptionalDouble rating =
          value == null || dislike ? OptionalDouble.empty() : OptionalDouble.of(number(value));
      given.put(item, new HistoryEntry(item, rating, dislike));
    }
    List<HistoryEntry> list = List.copyOf(given.values());
    int[] items = list.stream().mapToInt(HistoryEntry::itemIndex).toArray();
    return new GivenHistory(items, HistoryEntry.values(list, model));
  }

  private static double number(String text) {
    try {
      double number = Double.parseDouble(text);
      if (Float.isFinite((float) number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw CommandException.usage(
        "--history: a value must be a number or - (got '%s')"
            .formatted(PrintableText.quotable(text)));
  }

  private static List<String> entries(String text, FactorModel model) throws IOException {
    // An item comes before a file of its name.
    Path file = model.items().indexOf(text).isPresent() ? null : file(text);
    if (file == null) {
      return List.of(text.split(",", -1));
    }
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.isEmpty()) {
        throw CommandException.data("there are no items in " + PrintableText.quotable(text));
      }
      return lines;
    } catch (CharacterCodingException e) {
      throw CommandException.data("the bytes are not valid UTF-8: " + PrintableText.quotable(text));
    }
  }

  private static @Nullable Path file(String text) {
    try {
      Path path = Path.of(text);
      return Files.isRegularFile(path) ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
