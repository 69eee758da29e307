package dev.sapor.cli;

import dev.sapor.data.DuplicatePolicy;
import dev.sapor.source.BadRowPolicy;
import dev.sapor.source.ColumnRoles;
import dev.sapor.source.ReadOptions;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the rows of the input are taken. Whatever is not given is found out or is the default. */
final class DataOptions {

  private static final Map<String, Charset> ENCODINGS =
      Map.of(
          "utf-8", StandardCharsets.UTF_8,
          "utf8", StandardCharsets.UTF_8,
          "latin1", StandardCharsets.ISO_8859_1,
          "iso-8859-1", StandardCharsets.ISO_8859_1);
  private static final Map<String, String> DELIMITERS =
      Map.of("tab", "\t", "\\t", "\t", "comma", ",", "semicolon", ";", "pipe", "|", "space", " ");

  @Option(
      names = "--columns",
      order = 60,
      paramLabel = "ROLE=COLUMN,…",
      description =
          "Which column is which: user, item, rating, timestamp and event, by header or by position"
              + " from 1; 'none' for one that is not to be read. Default: by the usual headers.")
  private @Nullable String columns;

  @Option(
      names = "--delimiter",
      order = 61,
      paramLabel = "TEXT",
      description = "What stands between fields, such as , or :: or tab. Default: found out.")
  private @Nullable String delimiter;

  @Option(
      names = "--header",
      order = 62,
      paramLabel = "auto|yes|no",
      description = "Whether the first row names the columns.")
  private ReadOptions.@Nullable Header header;

  @Option(
      names = "--encoding",
      order = 63,
      paramLabel = "utf-8|latin1",
      description = "The encoding of the text.")
  private @Nullable String encoding;

  @Option(
      names = "--duplicates",
      order = 64,
      paramLabel = "last|mean|sum|error",
      description = "What becomes of rows with the same user and item. Default: the last by time.")
  private @Nullable DuplicatePolicy duplicates;

  @Option(
      names = "--on-bad-row",
      order = 65,
      paramLabel = "strict|skip:N",
      description = "What becomes of a bad row: the run ends, or up to N are left out and counted.")
  private @Nullable String onBadRow;

  @Option(
      names = "--lists",
      order = 66,
      description =
          "The files hold lists: on each line a user and then the items of that user, separated by"
              + " spaces.")
  private boolean lists;

  /**
   * The options as the reader takes them.
   *
   * @throws CommandException if one is wrong
   */
  ReadOptions readOptions() {
    return Usage.check(() -> build(ReadOptions.defaults()));
  }

  /**
   * The same with the weights of events, if there are any.
   *
   * @throws CommandException if one is wrong
   */
  ReadOptions readOptions(PreparationOptions preparation) {
    return Usage.check(
        () -> build(preparation.reading(ReadOptions.defaults(), duplicates != null)));
  }

  private ReadOptions build(ReadOptions start) {
    ReadOptions options = start.withLists(lists);
    if (lists && (columns != null || header != null)) {
      throw new IllegalArgumentException("--columns and --header do not apply with --lists");
    }
    if (columns != null) {
      options = options.withColumns(ColumnRoles.parse(columns));
    }
    if (delimiter != null) {
      options =
          options.withDelimiter(
              DELIMITERS.getOrDefault(delimiter.toLowerCase(Locale.ROOT), delimiter));
    }
    if (header != null) {
      options = options.withHeader(header);
    }
    if (encoding != null) {
      options = options.withCharset(charset(encoding));
    }
    if (duplicates != null) {
      options = options.withDuplicates(duplicates);
    }
    if (onBadRow != null) {
      options = options.withBadRows(BadRowPolicy.parse(onBadRow));
    }
    return options;
  }

  private static Charset charset(String name) {
    Charset charset = ENCODINGS.get(name.toLowerCase(Locale.ROOT));
    if (charset == null) {
      throw new IllegalArgumentException("--encoding must be utf-8 or latin1 (got '" + name + "')");
    }
    return charset;
  }
}
