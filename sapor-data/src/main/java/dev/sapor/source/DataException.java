package dev.sapor.source;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The input holds something that cannot be read as interactions. The message is one line: what is
 * wrong, where, what was found, what to do.
 */
public final class DataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final DataFault fault;
  private final String source;
  private final long line;
  private final int column;
  private final String found;

  private DataException(Details details) {
    super(details.message());
    fault = details.fault;
    source = details.source;
    line = details.line;
    column = details.column;
    found = details.found;
  }

  static Details of(DataFault fault, String source) {
    return new Details(fault, source);
  }

  /** What is wrong. */
  public DataFault fault() {
    return fault;
  }

  /** Name of the file, query or table. */
  public String source() {
    return source;
  }

  /** The line, counted from 1; for queries the row. Empty if the fault has no place. */
  public OptionalLong line() {
    return line > 0 ? OptionalLong.of(line) : OptionalLong.empty();
  }

  /** The field within the row, counted from 1. Empty if the fault concerns the whole row. */
  public OptionalInt column() {
    return column > 0 ? OptionalInt.of(column) : OptionalInt.empty();
  }

  /** What was found instead, shortened and without control characters; may be empty. */
  public String found() {
    return found;
  }

  /** Collects what is known of a fault. */
  static final class Details {
    private final DataFault fault;
    private final String source;
    private String problem;
    private String found = "";
    private String advice = "";
    private long line;
    private int column;

    private Details(DataFault fault, String source) {
      this.fault = fault;
      this.source = source;
      problem = fault.problem();
    }

    Details problem(String text) {
      problem = text;
      return this;
    }

    Details at(long lineNumber, int columnNumber) {
      line = lineNumber;
      column = columnNumber;
      return this;
    }

    Details found(String text) {
      found = Excerpt.of(text);
      return this;
    }

    Details advice(String text) {
      advice = text;
      return this;
    }

    DataException exception() {
      return new DataException(this);
    }

    private String message() {
      StringBuilder message = new StringBuilder(problem).append(": ").append(source);
      if (line > 0) {
        message.append(':').append(line);
      }
      if (column > 0) {
        message.append(':').append(column);
      }
      if (!found.isEmpty()) {
        message.append(" (got '").append(found).append("')");
      }
      if (!advice.isEmpty()) {
        message.append("; ").append(advice);
      }
      return message.toString();
    }
  }
}
