package dev.sapor.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of items (or users) beside their interactions: named text columns such as title,
 * genres or year, by index. A cell may be empty. Immutable.
 */
public final class Catalog {

  /** Name of the column that is shown to people. */
  public static final String TITLE = "title";

  private final int size;
  private final List<String> columns;
  // cells[column][index]; null where nothing is known
  private final @Nullable String[][] cells;

  private Catalog(int size, List<String> columns, @Nullable String[][] cells) {
    this.size = size;
    this.columns = columns;
    this.cells = cells;
  }

  /** A catalog that knows nothing of so many items. */
  public static Catalog empty(int size) {
    return new Catalog(size, List.of(), new String[0][]);
  }

  /**
   * Starts a catalog for the ids of a map.
   *
   * @throws IllegalArgumentException if a column is named twice
   */
  public static Builder builder(IdMap ids, List<String> columns) {
    return new Builder(ids, columns);
  }

  /** Number of items. */
  public int size() {
    return size;
  }

  /** Names of the columns. */
  public List<String> columns() {
    return columns;
  }

  /** The title of an item, where it is known. */
  public Optional<String> title(int index) {
    return value(index, TITLE);
  }

  /** A cell; empty where the column or the value is not there. */
  public Optional<String> value(int index, String column) {
    int at = columns.indexOf(column);
    return at < 0 ? Optional.empty() : Optional.ofNullable(cells[at][index]);
  }

  /** Number of items of which at least one cell is known. */
  public int known() {
    int known = 0;
    for (int index = 0; index < size; index++) {
      int at = index;
      known += Arrays.stream(cells).anyMatch(column -> column[at] != null) ? 1 : 0;
    }
    return known;
  }

  /** Fills a catalog by id. */
  public static final class Builder {
    private final IdMap ids;
    private final List<String> columns;
    private final @Nullable String[][] cells;

    private Builder(IdMap ids, List<String> columns) {
      if (columns.stream().distinct().count() != columns.size()) {
        throw new IllegalArgumentException("a column is named twice: " + columns);
      }
      this.ids = ids;
      this.columns = List.copyOf(columns);
      this.cells = new String[columns.size()][ids.size()];
    }

    /**
     * Sets the cells of an item; an empty text is an absent value.
     *
     * @return whether the id is one of the map; others are left out
     */
    public boolean put(String id, List<String> values) {
      if (values.size() != columns.size()) {
        throw new IllegalArgumentException(
            "expected %s values (got %s)".formatted(columns.size(), values.size()));
      }
      var index = ids.indexOf(id);
      if (index.isEmpty()) {
        return false;
      }
      for (int column = 0; column < cells.length; column++) {
        String value = values.get(column);
        cells[column][index.getAsInt()] = value.isEmpty() ? null : value;
      }
      return true;
    }

    public Catalog build() {
      @Nullable String[][] copy = new String[cells.length][];
      for (int column = 0; column < cells.length; column++) {
        copy[column] = cells[column].clone();
      }
      return new Catalog(ids.size(), columns, copy);
    }
  }
}
