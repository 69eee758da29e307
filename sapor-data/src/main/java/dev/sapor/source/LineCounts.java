package dev.sapor.source;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of every line of the input. This always holds:
 *
 * <pre>
 * lines = headerLines + blankLines + continuationLines + rows + rejected()
 * </pre>
 *
 * <p>A line ends with LF or CR LF, the last one also with the end of the file. A record of several
 * lines (a quoted field with line ends) counts as one row, and its other lines as continuation
 * lines, whether it is read, rejected or a header. For queries and databases a row of the result is
 * a line. In lists each item is a row and counts as a line, a line without items as a blank one.
 *
 * @param lines lines of all files
 * @param headerLines records that name the columns, one for each file that has a header
 * @param blankLines lines without any character
 * @param continuationLines lines of records beyond the first of each
 * @param rows rows that were read
 * @param weightless how many of these were then left out, for their event weighs nothing
 * @param rejectedByFault rows that were not, by what was wrong with them
 */
public record LineCounts(
    long lines,
    long headerLines,
    long blankLines,
    long continuationLines,
    long rows,
    long weightless,
    Map<DataFault, Long> rejectedByFault) {

  public LineCounts {
    Map<DataFault, Long> copy = new EnumMap<>(DataFault.class);
    copy.putAll(rejectedByFault);
    rejectedByFault = Collections.unmodifiableMap(copy);
    long rejected = sum(rejectedByFault);
    if (lines != headerLines + blankLines + continuationLines + rows + rejected) {
      throw new IllegalArgumentException(
          "%s lines are not %s header + %s blank + %s continuation + %s rows + %s rejected"
              .formatted(lines, headerLines, blankLines, continuationLines, rows, rejected));
    }
  }

  /** Rows that were not read. */
  public long rejected() {
    return sum(rejectedByFault);
  }

  private static long sum(Map<DataFault, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
