package dev.sapor.source;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Columns that were chosen by hand, by header or by position counted from 1. What is not chosen is
 * found by header; in a file without header, {@code user} and {@code item} are then the first two
 * columns that are left, and there is no rating or timestamp unless it is chosen. With nothing
 * chosen and no header, columns 1 to 4 are user, item, rating and timestamp.
 *
 * @param columns the choices: a header, a position in digits, or {@value #NONE}
 */
public record ColumnRoles(Map<ColumnRole, String> columns) {

  /** Says that the data has no such column, whatever its headers are. */
  public static final String NONE = "none";

  public ColumnRoles {
    Map<ColumnRole, String> copy = new EnumMap<>(ColumnRole.class);
    copy.putAll(columns);
    copy.forEach(ColumnRoles::check);
    columns = Collections.unmodifiableMap(copy);
  }

  private static void check(ColumnRole role, String column) {
    if (column.isEmpty()) {
      throw new IllegalArgumentException("no column given for " + role.label());
    }
    boolean needed = role == ColumnRole.USER || role == ColumnRole.ITEM;
    if (needed && column.equals(NONE)) {
      throw new IllegalArgumentException("the " + role.label() + " column is always needed");
    }
    if (isPosition(column) && (column.length() > 6 || Integer.parseInt(column) == 0)) {
      throw new IllegalArgumentException(
          "column positions count from 1 (got " + role.label() + "=" + column + ")");
    }
  }

  /** Nothing is chosen. */
  public static ColumnRoles automatic() {
    return new ColumnRoles(Map.of());
  }

  /**
   * Reads {@code user=NAME,item=2,rating=none,...}.
   *
   * @throws IllegalArgumentException if a role is unknown or given twice, or a column is empty
   */
  public static ColumnRoles parse(String text) {
    Map<ColumnRole, String> columns = new EnumMap<>(ColumnRole.class);
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("columns: expected role=column (got '" + part + "')");
      }
      ColumnRole role = role(part.substring(0, equals).strip());
      if (columns.put(role, part.substring(equals + 1).strip()) != null) {
        throw new IllegalArgumentException("columns: " + role.label() + " is given twice");
      }
    }
    return new ColumnRoles(columns);
  }

  private static ColumnRole role(String label) {
    for (ColumnRole role : ColumnRole.values()) {
      if (role.label().equals(label.toLowerCase(Locale.ROOT))) {
        return role;
      }
    }
    throw new IllegalArgumentException(
        "columns: expected user, item, rating, timestamp or event (got '" + label + "')");
  }

  Optional<String> of(ColumnRole role) {
    return Optional.ofNullable(columns.get(role));
  }

  boolean isAutomatic() {
    return columns.isEmpty();
  }

  /** Whether a column is chosen by header, so that there must be one. */
  boolean needsHeader() {
    return columns.values().stream().anyMatch(c -> !c.equals(NONE) && !isPosition(c));
  }

  static boolean isPosition(String column) {
    return column.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
