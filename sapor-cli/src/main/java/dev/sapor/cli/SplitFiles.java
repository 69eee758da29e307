package dev.sapor.cli;

import dev.sapor.cli.SplitRule.PartSet;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.data.Interactions;
import dev.sapor.model.io.AtomicFile;
import dev.sapor.model.io.AtomicFileSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The files of a split in a folder: {@code train.csv}, {@code test.csv} and so on, in folders
 * {@code fold1}, {@code fold2} … for the folds of a cross-validation. Either all of them are
 * written, or none and no folder is left behind.
 */
final class SplitFiles {

  private static final String SUFFIX = ".csv";
  private static final List<String> PARTS =
      List.of("train", "fold-in", "test", "validation-fold-in", "validation");

  /**
   * @throws CommandException if the folder holds parts of a split already and may not be changed
   */
  static void check(Path folder, boolean force) throws IOException {
    OutputPath.checkFolder("--out", folder);
    if (force || !Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<String> parts =
          entries.map(SplitFiles::name).filter(SplitFiles::isOfSplit).sorted().toList();
      if (!parts.isEmpty()) {
        throw CommandException.environment(
            "--out: %s holds a split already (%s); name another folder, or add --force"
                .formatted(
                    PrintableText.quotable(folder.toString()),
                    PrintableText.quotable(parts.getFirst())));
      }
    }
  }

  private static String name(Path path) {
    return Objects.requireNonNull(path.getFileName()).toString();
  }

  private static boolean isOfSplit(String name) {
    return PARTS.stream().anyMatch(part -> name.equals(part + SUFFIX))
        || name.matches("fold[0-9]+");
  }

  /**
   * Writes all parts.
   *
   * @param form of each file
   */
  static void write(Path folder, List<PartSet> sets, InteractionFile.Form form) throws IOException {
    SequencedMap<String, AtomicFile.Body> files = new LinkedHashMap<>();
    List<Path> made = new ArrayList<>();
    try {
      make(folder, made);
      for (PartSet set : sets) {
        make(folder.resolve(set.folder()), made);
        for (String part : set.parts().get().sequencedKeySet()) {
          files.put(
              set.folder().isEmpty() ? part + SUFFIX : set.folder() + "/" + part + SUFFIX,
              channel -> InteractionFile.write(part(set, part), form, channel));
        }
      }
      AtomicFileSet.write(folder, files);
    } catch (IOException | RuntimeException e) {
      for (Path path : made.reversed()) {
        try {
          Files.deleteIfExists(path);
        } catch (IOException left) {
          e.addSuppressed(left);
        }
      }
      throw e;
    }
  }

  private static Interactions part(PartSet set, String name) {
    return Objects.requireNonNull(set.parts().get().get(name), name);
  }

  private static void make(Path folder, List<Path> made) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder);
      made.add(folder);
    }
  }

  private SplitFiles() {}
}
