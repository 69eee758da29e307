package dev.sapor.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects interactions row by row and puts them in order. Add either ratings or clicks, and either
 * all rows with a time or none. Not safe for use by several threads; {@link #build()} once.
 */
public final class InteractionsBuilder {

  private final Map<String, Integer> users = new HashMap<>();
  private final Map<String, Integer> items = new HashMap<>();
  private final List<String> userIds = new ArrayList<>();
  private final List<String> itemIds = new ArrayList<>();
  private final RowBuffer rows = new RowBuffer();
  private DuplicatePolicy duplicates = DuplicatePolicy.LAST;
  private boolean keepOrdinals;
  private boolean rated;
  private boolean clicked;
  private long timed;
  private long merged;

  InteractionsBuilder() {}

  /** What becomes of rows with the same user and item; {@link DuplicatePolicy#LAST} unless told. */
  public InteractionsBuilder duplicates(DuplicatePolicy policy) {
    duplicates = policy;
    return this;
  }

  /** Keeps for each interaction the ordinal of its row, for splits that go by the order of rows. */
  public InteractionsBuilder keepOrdinals(boolean keep) {
    keepOrdinals = keep;
    return this;
  }

  /**
   * Adds a rating.
   *
   * @throws IllegalArgumentException if an id is empty or not valid Unicode, or the value is not
   *     finite
   */
  public InteractionsBuilder add(String userId, String itemId, float rating) {
    addRow(userId, itemId, rating);
    rated = true;
    return this;
  }

  /** Adds a rating with its time, in any unit that grows. */
  public InteractionsBuilder add(String userId, String itemId, float rating, long time) {
    addRow(userId, itemId, rating);
    rated = true;
    setTime(time);
    return this;
  }

  /** Adds a click, play or purchase: an interaction of value 1. */
  public InteractionsBuilder click(String userId, String itemId) {
    addRow(userId, itemId, 1f);
    clicked = true;
    return this;
  }

  /** Adds a click with its time. */
  public InteractionsBuilder click(String userId, String itemId, long time) {
    addRow(userId, itemId, 1f);
    clicked = true;
    setTime(time);
    return this;
  }

  /**
   * The number of a user in this builder, from 0; a new id gets the next one. A program that adds
   * many rows may look each id up once and then add by number. A user that gets no row remains,
   * without interactions.
   *
   * @throws IllegalArgumentException if the id is empty or not valid Unicode
   */
  public int user(String userId) {
    Integer known = knownOrValid(userId, users);
    return known != null ? known : enter(userId, users, userIds);
  }

  /** The number of an item in this builder; see {@link #user}. */
  public int item(String itemId) {
    Integer known = knownOrValid(itemId, items);
    return known != null ? known : enter(itemId, items, itemIds);
  }

  /**
   * Adds a rating by the numbers of user and item.
   *
   * @throws IndexOutOfBoundsException if a number was not given out by this builder
   * @throws IllegalArgumentException if the value is not finite
   */
  public InteractionsBuilder add(int user, int item, float rating) {
    addRow(user, item, rating);
    rated = true;
    return this;
  }

  /** Adds a rating with its time by the numbers of user and item. */
  public InteractionsBuilder add(int user, int item, float rating, long time) {
    addRow(user, item, rating);
    rated = true;
    setTime(time);
    return this;
  }

  /** Adds a click by the numbers of user and item. */
  public InteractionsBuilder click(int user, int item) {
    addRow(user, item, 1f);
    clicked = true;
    return this;
  }

  /** Adds a click with its time by the numbers of user and item. */
  public InteractionsBuilder click(int user, int item, long time) {
    addRow(user, item, 1f);
    clicked = true;
    setTime(time);
    return this;
  }

  /**
   * Adds a click of a weight by the numbers of user and item.
   *
   * @param weight above 0; a plain click has 1
   * @throws IllegalArgumentException if the weight is not positive and finite
   */
  public InteractionsBuilder weightedClick(int user, int item, float weight) {
    if (!(weight > 0)) {
      throw new IllegalArgumentException("a weight must be above 0 (got " + weight + ")");
    }
    addRow(user, item, weight);
    clicked = true;
    return this;
  }

  /** Adds a click of a weight with its time by the numbers of user and item. */
  public InteractionsBuilder weightedClick(int user, int item, float weight, long time) {
    weightedClick(user, item, weight);
    setTime(time);
    return this;
  }

  private void addRow(int user, int item, float value) {
    Objects.checkIndex(user, userIds.size());
    Objects.checkIndex(item, itemIds.size());
    rows.add(user, item, finite(value));
  }

  private static float finite(float value) {
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException("a value must be finite (got " + value + ")");
    }
    return value;
  }

  /** A row that is refused leaves no trace, so that a reader may skip it and go on. */
  private void addRow(String userId, String itemId, float value) {
    finite(value);
    Integer user = knownOrValid(userId, users);
    Integer item = knownOrValid(itemId, items);
    rows.add(
        user != null ? user : enter(userId, users, userIds),
        item != null ? item : enter(itemId, items, itemIds),
        value);
  }

  private void setTime(long time) {
    rows.setLastTime(time);
    timed++;
  }

  /** The index of an id that is known, or null if it is new and valid. */
  private static @Nullable Integer knownOrValid(String id, Map<String, Integer> indices) {
    Integer known = indices.get(id);
    if (known == null) {
      IdMap.check(id);
    }
    return known;
  }

  private static int enter(String id, Map<String, Integer> indices, List<String> ids) {
    indices.put(id, ids.size());
    ids.add(id);
    return ids.size() - 1;
  }

  /** Rows added so far. */
  public long rows() {
    return rows.size();
  }

  /** After {@link #build()}: how many rows were merged into another of the same user and item. */
  public long mergedDuplicates() {
    return merged;
  }

  /**
   * Puts the rows in order.
   *
   * @throws IllegalStateException if ratings were mixed with clicks, or rows with and without times
   * @throws DuplicateInteractionException if a pair occurs twice and the policy is ERROR
   * @throws IllegalArgumentException if merging made a value that is not finite
   */
  public Interactions build() {
    if (rated && clicked) {
      throw new IllegalStateException("ratings and clicks cannot be mixed");
    }
    if (timed != 0 && timed != rows.size()) {
      throw new IllegalStateException(
          "either all rows have a time or none (%s of %s have)".formatted(timed, rows.size()));
    }
    RowSorter sorter =
        new RowSorter(rows, IdMap.of(userIds), IdMap.of(itemIds), timed > 0, keepOrdinals);
    Interactions sorted = sorter.sort(userIds, itemIds, rated, duplicates);
    merged = rows.size() - sorted.size();
    return sorted;
  }
}
