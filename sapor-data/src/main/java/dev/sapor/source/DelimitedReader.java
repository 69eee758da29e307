package dev.sapor.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into records and fields, in one pass and in place.
 *
 * <p>A record ends with LF, CR LF or the end of the stream. Fields are separated by a delimiter of
 * one or more bytes. Where quoting is on, a field that <em>begins</em> with {@code "} extends to
 * the next single {@code "}; delimiters and line ends within belong to it and {@code ""} stands for
 * one quote (RFC 4180). A quote anywhere else is an ordinary character. Nothing is trimmed.
 *
 * <p>The parser works on bytes because every byte it looks for is ASCII, and those never occur
 * inside a character of UTF-8; fields become text only where text is needed. The buffer holds the
 * current record, at most {@link Limits#RECORD_BYTES}, whatever the input is: what is longer is
 * passed over without being kept.
 *
 * <p>A damaged record does not end the reading. It is returned with its {@link #fault()}, and the
 * next record begins on the line after it; if quotes are the fault, on the line after the one where
 * the quote was opened, for a forgotten quote would otherwise swallow good lines. So each line
 * belongs to exactly one record.
 */
final class DelimitedReader {

  private static final int FIRST_CAPACITY = 1 << 17;

  // What a byte means while scanning.
  private static final byte ORDINARY = 0;
  private static final byte DELIMITER = 1;
  private static final byte LINE_FEED = 2;
  private static final byte RETURN = 3;
  private static final byte NUL = 4;
  private static final byte QUOTE = 5;
  // Not bytes, but reasons to stop all the same.
  private static final byte END = 6;
  private static final byte OVERFLOW = 7;

  private final InputStream in;
  private final byte[] delimiter;
  private final boolean quoting;
  private final boolean utf8;
  private final byte[] plain = new byte[256];
  private final byte[] quoted = new byte[256];

  private byte[] buffer = new byte[FIRST_CAPACITY];
  private int start;
  private int at;
  private int limit;
  private boolean ended;
  // The rest of a damaged line is dropped when the next record is wanted, and not before: it may
  // have no end.
  private boolean restToDrop;

  private long line;
  private long firstLine;
  // Positions relative to start, for the buffer moves under them.
  private int[] begins = new int[16];
  private int[] ends = new int[16];
  private boolean[] escaped = new boolean[16];
  private int fields;
  private int length;
  private boolean anyQuoted;
  private boolean anyEscaped;
  private byte seen;

  private @Nullable DataFault fault;
  private long faultLine;
  private int faultField;

  DelimitedReader(InputStream in, String delimiter, boolean quoting, boolean utf8) {
    this.in = in;
    this.delimiter = delimiter.getBytes(StandardCharsets.US_ASCII);
    this.quoting = quoting;
    this.utf8 = utf8;
    plain['\n'] = LINE_FEED;
    plain['\r'] = RETURN;
    plain[this.delimiter[0]] = DELIMITER;
    plain[0] = NUL;
    quoted[0] = NUL;
    quoted['\n'] = LINE_FEED;
    quoted['"'] = QUOTE;
  }

  /** Moves to the next record; false at the end of the stream. */
  boolean next() throws IOException {
    if (restToDrop) {
      restToDrop = false;
      dropLine();
    }
    start = at;
    fields = 0;
    length = 0;
    anyQuoted = false;
    anyEscaped = false;
    seen = 0;
    fault = null;
    if (!available(1)) {
      return false;
    }
    line++;
    firstLine = line;
    boolean more = true;
    while (more) {
      more = readField();
      if (more && at - start > Limits.RECORD_BYTES) {
        more = overflow();
      }
    }
    if (fault == null) {
      finish();
    }
    return true;
  }

  /** The line on which the record begins, counted from 1. */
  long line() {
    return firstLine;
  }

  /** Lines that the record spans. */
  long lineCount() {
    return line - firstLine + 1;
  }

  /** Whether the record is a line without any character. */
  boolean blank() {
    return fault == null && fields == 1 && ends[0] == begins[0] && !anyQuoted;
  }

  int fields() {
    return fields;
  }

  /** The bytes that {@link #begin} and {@link #end} point into; valid until the next record. */
  byte[] buffer() {
    return buffer;
  }

  int begin(int field) {
    return start + begins[field];
  }

  int end(int field) {
    return start + ends[field];
  }

  /** What is wrong with the record; then its fields mean nothing. */
  @Nullable DataFault fault() {
    return fault;
  }

  long faultLine() {
    return faultLine;
  }

  /** The field of the fault, counted from 0. */
  int faultField() {
    return faultField;
  }

  /** The first bytes of the record, for messages. */
  byte[] excerpt() {
    return Arrays.copyOfRange(buffer, start, Math.min(start + Math.min(length, 80), limit));
  }

  /** Takes a field; true if another one follows in the record. */
  private boolean readField() throws IOException {
    if (quoting && available(1) && buffer[at] == '"') {
      return readQuoted();
    }
    int begin = at - start;
    for (; ; ) {
      switch (scan(plain)) {
        case DELIMITER -> {
          if (!atDelimiter()) {
            at++;
            continue;
          }
          addField(begin, at - start, false);
          at += delimiter.length;
          return true;
        }
        case RETURN -> {
          if (available(2) && buffer[at + 1] != '\n') {
            fail(DataFault.STRAY_CARRIAGE_RETURN, line);
            at++;
            continue;
          }
          addField(begin, at - start, false);
          at = Math.min(at + 2, limit);
          return endRecord();
        }
        case LINE_FEED, END -> {
          addField(begin, at - start, false);
          at = Math.min(at + 1, limit);
          return endRecord();
        }
        default -> {
          return overflow();
        }
      }
    }
  }

  private boolean readQuoted() throws IOException {
    anyQuoted = true;
    long opened = line;
    int quote = at - start;
    boolean doubled = false;
    at++;
    for (; ; ) {
      switch (scan(quoted)) {
        case LINE_FEED -> {
          line++;
          at++;
        }
        case QUOTE -> {
          if (available(2) && buffer[at + 1] == '"') {
            doubled = true;
            at += 2;
            continue;
          }
          if (at - start > Limits.RECORD_BYTES) {
            // As if it had not been in the buffer already.
            return resumeAfter(DataFault.UNTERMINATED_QUOTE, opened, quote);
          }
          addField(quote + 1, at - start, doubled);
          at++;
          return afterQuote(opened, quote);
        }
        default -> {
          return resumeAfter(DataFault.UNTERMINATED_QUOTE, opened, quote);
        }
      }
    }
  }

  private boolean afterQuote(long opened, int quote) throws IOException {
    if (!available(1)) {
      return endRecord();
    }
    if (buffer[at] == delimiter[0] && atDelimiter()) {
      at += delimiter.length;
      return true;
    }
    boolean crLf = buffer[at] == '\r' && (!available(2) || buffer[at + 1] == '\n');
    if (crLf || buffer[at] == '\n') {
      at = Math.min(at + (crLf ? 2 : 1), limit);
      return endRecord();
    }
    fields--;
    return resumeAfter(DataFault.BAD_QUOTE, opened, quote);
  }

  private boolean endRecord() {
    length = at - start;
    return false;
  }

  private boolean overflow() {
    fail(DataFault.LINE_TOO_LONG, line);
    restToDrop = true;
    return endRecord();
  }

  /**
   * Goes back to the end of the line in which a quote was opened. That quote is the fault of the
   * record, whatever else was found behind it: that belongs to other lines now.
   */
  private boolean resumeAfter(DataFault what, long opened, int quote) {
    set(what, opened);
    length = at - start;
    line = opened;
    at = start + quote;
    while (at < limit && buffer[at] != '\n') {
      at++;
    }
    if (at < limit) {
      at++;
    } else {
      restToDrop = true;
    }
    return false;
  }

  /** Passes over the rest of a line without keeping it. */
  private void dropLine() throws IOException {
    while (available(1)) {
      while (at < limit) {
        if (buffer[at++] == '\n') {
          return;
        }
      }
      start = 0;
      at = 0;
      limit = 0;
    }
  }

  /** Notes what is wrong first. */
  private void fail(DataFault what, long where) {
    if (fault == null) {
      set(what, where);
    }
  }

  private void set(DataFault what, long where) {
    fault = what;
    faultLine = where;
    faultField = fields;
  }

  private void addField(int begin, int end, boolean doubled) {
    if (fields == begins.length) {
      begins = Arrays.copyOf(begins, 2 * fields);
      ends = Arrays.copyOf(ends, 2 * fields);
      escaped = Arrays.copyOf(escaped, 2 * fields);
    }
    begins[fields] = begin;
    ends[fields] = end;
    escaped[fields] = doubled;
    anyEscaped |= doubled;
    fields++;
  }

  /** Checks the characters of a whole record and takes doubled quotes apart. */
  private void finish() {
    int end = start + length;
    if (length > Limits.RECORD_BYTES) {
      fail(DataFault.LINE_TOO_LONG, firstLine);
      return;
    }
    if (seen < 0 && utf8) {
      int bad = Utf8.firstInvalid(buffer, start, end);
      if (bad < end) {
        failAt(DataFault.BAD_ENCODING, bad);
        return;
      }
    }
    for (int field = 0; anyEscaped && field < fields; field++) {
      if (escaped[field]) {
        unescape(field);
      }
    }
  }

  private void failAt(DataFault what, int position) {
    int field = 0;
    while (field + 1 < fields && begin(field + 1) <= position) {
      field++;
    }
    fail(what, firstLine);
    faultField = field;
  }

  private void unescape(int field) {
    int to = begin(field);
    for (int from = to; from < end(field); from++) {
      buffer[to++] = buffer[from];
      if (buffer[from] == '"') {
        from++;
      }
    }
    ends[field] = to - start;
  }

  private boolean atDelimiter() throws IOException {
    if (delimiter.length == 1) {
      return true;
    }
    return available(delimiter.length)
        && Arrays.equals(buffer, at, at + delimiter.length, delimiter, 0, delimiter.length);
  }

  /** Moves to the next byte that is not ordinary and returns what it is. */
  private byte scan(byte[] kinds) throws IOException {
    for (; ; ) {
      byte[] bytes = buffer;
      int end = limit;
      int i = at;
      byte or = seen;
      while (i < end) {
        byte b = bytes[i];
        if (kinds[b & 0xFF] != ORDINARY) {
          break;
        }
        or |= b;
        i++;
      }
      at = i;
      seen = or;
      if (i < end) {
        byte kind = kinds[bytes[i] & 0xFF];
        if (kind != NUL) {
          return kind;
        }
        fail(DataFault.NUL_BYTE, line);
        at++;
      } else if (limit - start > Limits.RECORD_BYTES) {
        return OVERFLOW;
      } else if (!available(1)) {
        return END;
      }
    }
  }

  /** Whether so many bytes can be had from the current position; reads more where needed. */
  private boolean available(int count) throws IOException {
    while (limit - at < count) {
      if (ended) {
        return false;
      }
      makeRoom();
      int read = in.read(buffer, limit, buffer.length - limit);
      if (read < 0) {
        ended = true;
      } else {
        limit += read;
      }
    }
    return true;
  }

  private void makeRoom() {
    if (limit < buffer.length) {
      return;
    }
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, limit - start);
      at -= start;
      limit -= start;
      start = 0;
    } else {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
  }
}
