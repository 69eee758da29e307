package dev.sapor.source;

import dev.sapor.data.DuplicatePolicy;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How rows are taken. The options of text (charset, delimiter, header, quoting) mean nothing to
 * queries and databases.
 *
 * @param columns which column is which
 * @param duplicates what becomes of rows with the same user and item
 * @param badRows how many bad rows are tolerated
 * @param charset UTF-8 (strict; a byte order mark is accepted) or ISO-8859-1
 * @param delimiter one to eight ASCII characters between fields, no quote, letter, digit or line
 *     end; empty to choose among tab, {@code ::}, comma, semicolon and {@code |} by the first rows
 * @param header whether the first row names the columns
 * @param quoting whether {@code "} encloses fields
 * @param keepOrdinals whether each interaction keeps the number of its row
 * @param eventWeights how much a row counts by its event; it makes weighted clicks of all rows, and
 *     needs a column of events
 * @param lists whether the text holds lists instead of rows: on each line a user and then the items
 *     of that user, separated by the delimiter or else by a space, all of them clicks; a line with
 *     a user alone counts as blank. Columns, header and quoting then mean nothing
 */
public record ReadOptions(
    ColumnRoles columns,
    DuplicatePolicy duplicates,
    BadRowPolicy badRows,
    Charset charset,
    Optional<String> delimiter,
    Header header,
    Quoting quoting,
    boolean keepOrdinals,
    Optional<EventWeights> eventWeights,
    boolean lists) {

  /** Whether the first row names the columns. */
  public enum Header {
    /**
     * There is a header if two cells of the first row are known headers of different roles; or if
     * none of its cells looks like a number and either one is a known header of users, or the third
     * column or both of the first two hold numbers in most of the next rows. So a header that
     * cannot be understood is an error, and not a row.
     */
    AUTO,
    YES,
    NO
  }

  /** Whether {@code "} encloses fields; a doubled quote within stands for one. */
  public enum Quoting {
    /** In files with comma or semicolon it does, in others it is an ordinary character. */
    AUTO,
    YES,
    NO
  }

  public ReadOptions {
    if (!charset.equals(StandardCharsets.UTF_8) && !charset.equals(StandardCharsets.ISO_8859_1)) {
      throw new IllegalArgumentException(
          "charset must be UTF-8 or ISO-8859-1 (got " + charset + ")");
    }
    delimiter.ifPresent(ReadOptions::checkDelimiter);
    if (columns.of(ColumnRole.EVENT).isPresent() && eventWeights.isEmpty()) {
      throw new IllegalArgumentException(
          "a column of events needs their weights, see --event-weights");
    }
  }

  private static void checkDelimiter(String text) {
    boolean fits =
        text.chars()
            .allMatch(c -> c == '\t' || (c >= ' ' && c < 127 && c != '"' && !isLetterOrDigit(c)));
    if (text.isEmpty() || text.length() > 8 || !fits) {
      throw new IllegalArgumentException(
          "delimiter must be 1 to 8 ASCII characters, no letters, digits or quotes (got '"
              + Excerpt.of(text)
              + "')");
    }
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  /** Everything found by itself; strict; UTF-8; the last of duplicates wins. */
  public static ReadOptions defaults() {
    return new ReadOptions(
        ColumnRoles.automatic(),
        DuplicatePolicy.LAST,
        BadRowPolicy.strict(),
        StandardCharsets.UTF_8,
        Optional.empty(),
        Header.AUTO,
        Quoting.AUTO,
        false,
        Optional.empty(),
        false);
  }

  public ReadOptions withColumns(ColumnRoles roles) {
    return new ReadOptions(
        roles,
        duplicates,
        badRows,
        charset,
        delimiter,
        header,
        quoting,
        keepOrdinals,
        eventWeights,
        lists);
  }

  public ReadOptions withDuplicates(DuplicatePolicy policy) {
    return new ReadOptions(
        columns,
        policy,
        badRows,
        charset,
        delimiter,
        header,
        quoting,
        keepOrdinals,
        eventWeights,
        lists);
  }

  public ReadOptions withBadRows(BadRowPolicy policy) {
    return new ReadOptions(
        columns,
        duplicates,
        policy,
        charset,
        delimiter,
        header,
        quoting,
        keepOrdinals,
        eventWeights,
        lists);
  }

  public ReadOptions withCharset(Charset of) {
    return new ReadOptions(
        columns,
        duplicates,
        badRows,
        of,
        delimiter,
        header,
        quoting,
        keepOrdinals,
        eventWeights,
        lists);
  }

  public ReadOptions withDelimiter(String text) {
    return new ReadOptions(
        columns,
        duplicates,
        badRows,
        charset,
        Optional.of(text),
        header,
        quoting,
        keepOrdinals,
        eventWeights,
        lists);
  }

  public ReadOptions withHeader(Header kind) {
    return new ReadOptions(
        columns,
        duplicates,
        badRows,
        charset,
        delimiter,
        kind,
        quoting,
        keepOrdinals,
        eventWeights,
        lists);
  }

  public ReadOptions withQuoting(Quoting kind) {
    return new ReadOptions(
        columns,
        duplicates,
        badRows,
        charset,
        delimiter,
        header,
        kind,
        keepOrdinals,
        eventWeights,
        lists);
  }

  public ReadOptions withKeepOrdinals(boolean keep) {
    return new ReadOptions(
        columns,
        duplicates,
        badRows,
        charset,
        delimiter,
        header,
        quoting,
        keep,
        eventWeights,
        lists);
  }

  public ReadOptions withEventWeights(EventWeights weights) {
    return new ReadOptions(
        columns,
        duplicates,
        badRows,
        charset,
        delimiter,
        header,
        quoting,
        keepOrdinals,
        Optional.of(weights),
        lists);
  }

  public ReadOptions withLists(boolean as) {
    return new ReadOptions(
        columns,
        duplicates,
        badRows,
        charset,
        delimiter,
        header,
        quoting,
        keepOrdinals,
        eventWeights,
        as);
  }
}
