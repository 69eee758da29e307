package dev.sapor.cli;

import dev.sapor.data.Catalog;
import dev.sapor.data.IdMap;
import dev.sapor.solver.bayes.FeatureColumn;
import dev.sapor.source.CatalogReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Features as the command line names them: {@code iu,ii,time,films.csv:genres,year}.
 *
 * @param itemsOfUser whether iu is among them
 * @param usersOfItem whether ii is
 * @param time whether time is
 * @param columns columns of files
 */
record FeatureList(
    boolean itemsOfUser, boolean usersOfItem, boolean time, List<FeatureColumn> columns) {

  private static final char BETWEEN_VALUES = '|';

  /**
   * Takes a list apart; the files are read when training starts.
   *
   * @param words whether iu, ii and time may be among them
   * @throws CommandException if it cannot be understood, or there is no such file
   */
  static FeatureList parse(String option, @Nullable String text, boolean words) {
    boolean itemsOfUser = false;
    boolean usersOfItem = false;
    boolean time = false;
    List<FeatureColumn> columns = new ArrayList<>();
    Path file = null;
    for (String word : text == null ? List.<String>of() : words(text, ',')) {
      int colon = word.lastIndexOf(':');
      if (words && word.equals("iu")) {
        itemsOfUser = true;
      } else if (words && word.equals("ii")) {
        usersOfItem = true;
      } else if (words && word.equals("time")) {
        time = true;
      } else if (colon > 0) {
        file = readable(option, Path.of(word.substring(0, colon)));
        columns.add(column(option, file, word.substring(colon + 1)));
      } else if (file != null && !word.isEmpty()) {
        columns.add(column(option, file, word));
      } else {
        throw CommandException.usage(
            "%s: '%s' is no feature; %sname a column as FILE:COLUMN"
                .formatted(option, word, words ? "take iu, ii or time, or " : ""));
      }
    }
    return new FeatureList(itemsOfUser, usersOfItem, time, columns);
  }

  private static List<String> words(String text, char separator) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
      words.add(text.substring(start, end).strip());
      start = end + 1;
    }
    words.add(text.substring(start).strip());
    return words;
  }

  private static Path readable(String option, Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw CommandException.environment(option + ": no file that can be read: " + file);
    }
    return file;
  }

  private static FeatureColumn column(String option, Path file, String name) {
    return new FeatureColumn(
        file.getFileName() + ":" + name, ids -> values(option, file, name, ids));
  }

  private static Map<String, List<String>> values(
      String option, Path file, String column, IdMap ids) {
    Catalog catalog = CatalogReader.read(file, ids).catalog();
    if (!catalog.columns().contains(column)) {
      throw CommandException.usage(
          "%s: %s has no column '%s'; it has %s"
              .formatted(option, file, column, String.join(", ", catalog.columns())));
    }
    Map<String, List<String>> values = new HashMap<>();
    for (int index = 0; index < ids.size(); index++) {
      List<String> cell =
          catalog.value(index, column).stream()
              .flatMap(text -> words(text, BETWEEN_VALUES).stream())
              .filter(value -> !value.isEmpty())
              .toList();
      if (!cell.isEmpty()) {
        values.put(ids.id(index), cell);
      }
    }
    return values;
  }
}
