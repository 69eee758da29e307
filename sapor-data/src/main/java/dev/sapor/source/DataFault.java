package dev.sapor.source;

/**
 * What can be wrong with input data. The faults of a single row can be tolerated by {@link
 * BadRowPolicy}; the others end the reading.
 */
public enum DataFault {
  /** A rating that is not a decimal number. */
  BAD_NUMBER("the rating is not a number", true),
  /** A rating that is NaN, infinite or beyond the range of float32. */
  NOT_FINITE("the rating is not a finite number", true),
  /** A timestamp that is neither a number nor an ISO-8601 date or date-time. */
  BAD_TIMESTAMP("the timestamp is neither a number nor an ISO-8601 date", true),
  /** A user or item without an id. */
  EMPTY_ID("the id is empty", true),
  /** A rating or timestamp that is not there. */
  EMPTY_VALUE("the value is empty", true),
  /** An id of more than {@value Limits#ID_BYTES} bytes. */
  ID_TOO_LONG("the id is longer than " + Limits.ID_BYTES + " bytes", true),
  /** An id from a database that is neither text nor an integer. */
  BAD_ID_TYPE("the id is neither text nor an integer", true),
  /** A type of event without a declared weight. */
  UNKNOWN_EVENT("the event has no declared weight (0 leaves its rows out)", true),
  /** A value below 0 of an event, which cannot weigh less than nothing. */
  NEGATIVE_WEIGHT("the value of an event is negative", true),
  /** Fewer fields than the file has columns. */
  TOO_FEW_FIELDS("too few fields", true),
  /** More fields than the file has columns. */
  TOO_MANY_FIELDS("too many fields", true),
  /** Bytes that are not text in the charset. */
  BAD_ENCODING("the bytes are not valid UTF-8", true),
  /** A NUL byte: this is hardly text. */
  NUL_BYTE("a NUL byte: this is not text", true),
  /** A carriage return in the middle of a line. */
  STRAY_CARRIAGE_RETURN("a carriage return that does not end a line", true),
  /** A line or record of more than {@value Limits#RECORD_BYTES} bytes. */
  LINE_TOO_LONG("the line is longer than " + Limits.RECORD_BYTES + " bytes", true),
  /** A quoted field without its closing quote. */
  UNTERMINATED_QUOTE("the quote is never closed", true),
  /** Text behind a closing quote. */
  BAD_QUOTE("text behind a closing quote", true),

  /** More bad rows than the policy allows. */
  TOO_MANY_BAD_ROWS("too many bad rows", false),
  /** A column that is needed and not there. */
  MISSING_COLUMN("a column is missing", false),
  /** A column of a type that cannot play its role. */
  BAD_COLUMN_TYPE("the type of the column does not fit", false),
  /** Files of one input that disagree on which columns they have. */
  INCONSISTENT_COLUMNS("the files have different columns", false),
  /** No row at all. */
  EMPTY_INPUT("there are no rows", false),
  /** Text in UTF-16 or UTF-32. */
  UNSUPPORTED_ENCODING("the text is UTF-16 or UTF-32", false),
  /** Compressed data that is damaged or cut off. */
  CORRUPT_GZIP("the gzip data is damaged or cut off", false),
  /** A pair that occurs twice where the policy forbids it. */
  DUPLICATE("the same user and item occur twice", false),
  /** Ratings whose sum over duplicates leaves the range of float32. */
  SUM_NOT_FINITE("the sum of duplicate ratings is not finite", false),
  /** A query that fails, or a file that the query engine cannot read. */
  QUERY_FAILED("the query failed", false);

  private final String problem;
  private final boolean ofRow;

  DataFault(String problem, boolean ofRow) {
    this.problem = problem;
    this.ofRow = ofRow;
  }

  /** What is wrong, in a few words. */
  public String problem() {
    return problem;
  }

  /** Whether it concerns one row, so that {@link BadRowPolicy} can tolerate it. */
  public boolean ofRow() {
    return ofRow;
  }
}
