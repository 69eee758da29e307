package dev.sapor.source;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the ids of a column of a query's result in the order in which they first occur. Integers
 * stand for their decimal text: 7 and {@code '7'} are the same id.
 */
final class CellIds {

  private final Consumer<String> newId;
  private final Map<String, Integer> numbers = new HashMap<>();
  // Spares the text of an integer that came before.
  private final Map<Long, Integer> integers = new HashMap<>();
  private String checked = "";

  CellIds(Consumer<String> newId) {
    this.newId = newId;
  }

  /** What is wrong with a cell, or null. */
  @Nullable DataFault check(@Nullable Object cell) {
    switch (cell) {
      case null -> {
        return DataFault.EMPTY_ID;
      }
      case Long number -> {
        if (integers.containsKey(number)) {
          return null;
        }
        checked = number.toString();
      }
      case String text -> checked = text;
      case Integer number -> checked = number.toString();
      case Short number -> checked = number.toString();
      case Byte number -> checked = number.toString();
      case BigInteger number -> checked = number.toString();
      case UUID uuid -> checked = uuid.toString();
      default -> {
        return DataFault.BAD_ID_TYPE;
      }
    }
    return numbers.containsKey(checked) ? null : checkText(checked);
  }

  private static @Nullable DataFault checkText(String id) {
    if (id.isEmpty()) {
      return DataFault.EMPTY_ID;
    }
    if (id.indexOf('\0') >= 0) {
      return DataFault.NUL_BYTE;
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
      return DataFault.BAD_ENCODING;
    }
    // A char is at most three bytes of UTF-8.
    boolean tooLong =
        id.length() > Limits.ID_BYTES / 3
            && id.getBytes(StandardCharsets.UTF_8).length > Limits.ID_BYTES;
    return tooLong ? DataFault.ID_TOO_LONG : null;
  }

  /** The number of the cell that {@link #check} has just found good. */
  int number(Object cell) {
    if (cell instanceof Long integer) {
      Integer known = integers.get(integer);
      if (known != null) {
        return known;
      }
      int number = number();
      integers.put(integer, number);
      return number;
    }
    return number();
  }

  private int number() {
    Integer known = numbers.putIfAbsent(checked, numbers.size());
    if (known != null) {
      return known;
    }
    newId.accept(checked);
    return numbers.size() - 1;
  }
}
