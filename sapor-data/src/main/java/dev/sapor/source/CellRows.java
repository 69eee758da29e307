package dev.sapor.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns the typed cells of a query's result into rows, under the same rules as text: ids are text
 * or integers in decimal, ratings finite numbers, times numbers as they are or dates in seconds
 * since 1970; null is a bad row. The number of a row stands for its line.
 */
final class CellRows {

  private final String source;
  private final ReadTally tally;
  private final RowSink sink;
  private final ColumnLayout layout;
  private final boolean rated;
  private final boolean timed;
  private final @Nullable EventWeights events;
  private final DecimalText decimal = new DecimalText();
  private final TimeText timeText = new TimeText();

  private final CellIds users;
  private final CellIds items;

  private long line;
  private float rating;
  private long time;

  CellRows(
      String source,
      ColumnLayout layout,
      ReadOptions options,
      RowParts parts,
      ReadTally tally,
      RowSink sink) {
    this.source = source;
    this.layout = layout;
    this.tally = tally;
    this.sink = sink;
    rated = layout.has(ColumnRole.RATING) && parts.rating();
    timed = layout.has(ColumnRole.TIMESTAMP) && parts.time();
    events = parts.event() ? options.eventWeights().orElse(null) : null;
    users = new CellIds(sink::user);
    items = new CellIds(sink::item);
    sink.begin(source, layout);
  }

  /** The roles of which {@link #row} needs the cells. */
  boolean needs(ColumnRole role) {
    return switch (role) {
      case USER, ITEM -> true;
      case RATING -> rated;
      case TIMESTAMP -> timed;
      case EVENT -> events != null;
    };
  }

  /** Takes a row; cells of roles that are not needed mean nothing. */
  void row(
      @Nullable Object user,
      @Nullable Object item,
      @Nullable Object value,
      @Nullable Object when,
      @Nullable Object event) {
    line++;
    tally.lines(1);
    DataFault userFault = users.check(user);
    DataFault itemFault = items.check(item);
    if (user == null || userFault != null) {
      reject(Objects.requireNonNullElse(userFault, DataFault.EMPTY_ID), ColumnRole.USER, user);
    } else if (item == null || itemFault != null) {
      reject(Objects.requireNonNullElse(itemFault, DataFault.EMPTY_ID), ColumnRole.ITEM, item);
    } else if ((!rated || readRating(value)) && (!timed || readTime(when)) && weigh(event)) {
      if (events != null && rating == 0) {
        tally.weightless();
      } else {
        sink.row(users.number(user), items.number(item), rating, time, line);
      }
      if (tally.row()) {
        tally.progress(0);
      }
    }
  }

  private boolean readRating(@Nullable Object cell) {
    DataFault fault =
        switch (cell) {
          case null -> DataFault.EMPTY_VALUE;
          case String text -> parseRating(text);
          case Number number -> {
            rating = number.floatValue();
            yield Float.isFinite(rating) ? null : DataFault.NOT_FINITE;
          }
          default -> DataFault.BAD_NUMBER;
        };
    return fault == null || reject(fault, ColumnRole.RATING, cell);
  }

  /** Turns the rating into the weight of the row, where rows are weighed by their event. */
  private boolean weigh(@Nullable Object cell) {
    if (events == null) {
      return true;
    }
    String event = cell == null ? "" : cell.toString();
    float value = rated ? rating : 1;
    DataFault fault = events.check(event, value);
    if (fault == null) {
      rating = events.weight(event, value);
    }
    return fault == null || reject(fault, ColumnRole.EVENT, cell);
  }

  private @Nullable DataFault parseRating(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    DataFault fault = decimal.parse(bytes, 0, bytes.length);
    rating = decimal.value();
    return fault;
  }

  private boolean readTime(@Nullable Object cell) {
    DataFault fault =
        switch (cell) {
          case null -> DataFault.EMPTY_VALUE;
          case String text -> parseTime(text);
          case LocalDate date -> take(date.atStartOfDay().toEpochSecond(ZoneOffset.UTC));
          case LocalDateTime moment -> take(moment.toEpochSecond(ZoneOffset.UTC));
          case OffsetDateTime moment -> take(moment.toEpochSecond());
          case Double number -> floor(number);
          case Float number -> floor(number.doubleValue());
          case BigDecimal number -> floor(number);
          case BigInteger number -> floor(new BigDecimal(number));
          case Number number -> take(number.longValue());
          default -> DataFault.BAD_TIMESTAMP;
        };
    return fault == null || reject(fault, ColumnRole.TIMESTAMP, cell);
  }

  private @Nullable DataFault parseTime(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    DataFault fault = timeText.parse(bytes, 0, bytes.length);
    time = timeText.value();
    return fault;
  }

  private @Nullable DataFault floor(double number) {
    // Beyond 2^63 a long cannot follow; NaN compares false.
    return Math.abs(number) < 0x1p63 ? take((long) Math.floor(number)) : DataFault.BAD_TIMESTAMP;
  }

  private @Nullable DataFault floor(BigDecimal number) {
    BigDecimal whole = number.setScale(0, RoundingMode.FLOOR);
    return whole.toBigInteger().bitLength() < Long.SIZE
        ? take(whole.longValue())
        : DataFault.BAD_TIMESTAMP;
  }

  private @Nullable DataFault take(long value) {
    time = value;
    return null;
  }

  private boolean reject(DataFault fault, ColumnRole role, @Nullable Object cell) {
    String found = cell == null ? "NULL" : cell.toString();
    tally.reject(fault, source, line, layout.index(role) + 1, found);
    return false;
  }
}
