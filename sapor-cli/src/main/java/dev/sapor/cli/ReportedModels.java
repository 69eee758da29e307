package dev.sapor.cli;

import dev.sapor.model.io.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a report is about, and where it goes.
 *
 * @param root the model file, or the folder
 * @param folder whether it is a folder
 * @param files model files, by name
 */
record ReportedModels(Path root, boolean folder, List<Path> files) {

  private static final String ENDING = ".sapor";

  ReportedModels {
    files = List.copyOf(files);
  }

  /**
   * @throws CommandException if a folder holds no model
   */
  static ReportedModels of(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return new ReportedModels(root, false, List.of(root));
    }
    try (Stream<Path> entries = Files.list(root)) {
      List<Path> files =
          entries
              .filter(file -> name(file).endsWith(ENDING) && Files.isRegularFile(file))
              .sorted(Comparator.comparing(ReportedModels::name))
              .toList();
      if (files.isEmpty()) {
        throw CommandException.data(
            "no model (*" + ENDING + ") in the folder: " + root + "; train one, or name another");
      }
      return new ReportedModels(root, true, files);
    }
  }

  /**
   * What the files say of their models. All are looked at before the first is judged.
   *
   * @throws IOException if a file cannot be read or is no model
   */
  List<ModelDescription> descriptions() throws IOException {
    List<ModelDescription> descriptions = new ArrayList<>();
    for (Path file : files) {
      descriptions.add(new ModelDescription(file, ModelFile.inspect(file)));
    }
    return descriptions;
  }

  /** The name of a file without its folder. */
  static String name(Path file) {
    return Optional.ofNullable(file.toAbsolutePath().normalize().getFileName())
        .map(Path::toString)
        .orElse("");
  }

  String title() {
    return folder ? "Models in " + name(root) : "Model " + name(root);
  }

  /**
   * The file of the page.
   *
   * @param named where it was asked for, or null
   * @param force whether a file that was not named may be replaced
   * @throws CommandException if it cannot be written, or there is a file that was not named
   */
  Path target(@Nullable Path named, boolean force) {
    Path target = named == null ? usual() : named;
    OutputPath.check("--out", target);
    if (named == null && !force && Files.exists(target)) {
      throw CommandException.environment(
          "exists already: " + target + "; name it by --out, or add --force, to replace it");
    }
    return target;
  }

  private Path usual() {
    if (folder) {
      return root.resolve("report.html");
    }
    String name = name(root);
    String stem = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    return root.resolveSibling(stem + ".html");
  }
}
