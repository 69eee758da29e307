package dev.sapor.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Finds out what names of data mean. */
final class SourceNames {

  private static final String STANDARD_INPUT = "-";

  private enum Kind {
    TEXT,
    PARQUET,
    JSON_LINES
  }

  static Source resolve(List<String> names, InputStream standardInput) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("no data given");
    }
    List<TextInput> texts = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    List<Kind> kinds = new ArrayList<>();
    for (String name : names) {
      if (name.equals(STANDARD_INPUT)) {
        texts.add(TextInput.stream("stdin", standardInput));
        kinds.add(Kind.TEXT);
        continue;
      }
      for (Path file : files(name)) {
        Kind kind = kind(file);
        kinds.add(kind);
        if (kind == Kind.TEXT) {
          texts.add(TextInput.file(file));
        } else {
          InputAccessException.requireFile(file);
          files.add(file);
        }
      }
    }
    if (kinds.stream().distinct().count() > 1) {
      throw new IllegalArgumentException(
          "text, Parquet and JSON files cannot be read together (got "
              + String.join(" ", names)
              + ")");
    }
    return switch (kinds.getFirst()) {
      case TEXT -> new TextSource(texts);
      case PARQUET -> SqlSource.parquet(files);
      case JSON_LINES -> SqlSource.jsonLines(files);
    };
  }

  private static Kind kind(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".parquet")) {
      return Kind.PARQUET;
    }
    String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    return plain.endsWith(".jsonl") || plain.endsWith(".ndjson") ? Kind.JSON_LINES : Kind.TEXT;
  }

  private static List<Path> files(String name) {
    if (name.startsWith("jdbc:")) {
      throw new IllegalArgumentException("a database needs a query or a table beside its address");
    }
    Path path = path(name);
    boolean pattern = name.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    return pattern && !Files.exists(path) ? matching(name) : List.of(path);
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new InputAccessException(
          InputAccessException.Kind.MISSING, Excerpt.of(name), "not a file name", e);
    }
  }

  private static List<Path> matching(String pattern) {
    Path base = path("");
    for (Path part : path(pattern)) {
      if (part.toString().chars().anyMatch(c -> "*?[{".indexOf(c) >= 0)) {
        break;
      }
      base = base.resolve(part);
    }
    if (path(pattern).isAbsolute()) {
      base = path("/").resolve(base);
    }
    int depth =
        pattern.contains("**")
            ? Integer.MAX_VALUE
            : path(pattern).getNameCount() - (base.equals(path("")) ? 0 : base.getNameCount());
    List<Path> files = walk(base, depth, pattern);
    if (files.isEmpty()) {
      throw new InputAccessException(
          InputAccessException.Kind.MISSING, Excerpt.of(pattern), "no file matches", null);
    }
    return files;
  }

  private static List<Path> walk(Path base, int depth, String pattern) {
    PathMatcher matcher = matcher(pattern);
    if (!Files.isDirectory(base)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(base, depth)) {
      // By the characters of the name: the order of a directory differs between file systems.
      return found
          .filter(matcher::matches)
          .filter(Files::isRegularFile)
          .sorted((a, b) -> a.toString().compareTo(b.toString()))
          .toList();
    } catch (IOException e) {
      throw InputAccessException.of(base.toString(), e);
    } catch (UncheckedIOException e) {
      throw InputAccessException.of(base.toString(), Objects.requireNonNull(e.getCause()));
    }
  }

  private static PathMatcher matcher(String pattern) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "bad pattern (got '" + Excerpt.of(pattern) + "'): " + e.getDescription(), e);
    }
  }

  private SourceNames() {}
}
