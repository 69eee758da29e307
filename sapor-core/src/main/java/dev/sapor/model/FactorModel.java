package dev.sapor.model;

import dev.sapor.data.Catalog;
import dev.sapor.data.IdMap;
import dev.sapor.linalg.IntColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A trained model: factors, the ids of their rows, how often each user and item occurred in
 * training, the range of training values, the training record, a catalog of the items, and
 * optionally the history. Immutable; safe for use by several threads.
 */
public final class FactorModel {

  private final Goal goal;
  private final Factors factors;
  private final IdMap users;
  private final IdMap items;
  private final int[] userCounts;
  private final int[] itemCounts;
  private final ValueRange range;
  private final TrainingRecord record;
  private final Catalog catalog;
  private final @Nullable History history;
  private final @Nullable Posterior posterior;

  /**
   * @param goal what the scores mean
   * @param factors by index; finite
   * @param users ids of the rows of the user factors
   * @param items ids of the rows of the item factors
   * @param userCounts training interactions of each user
   * @param itemCounts training interactions of each item
   * @param range smallest and greatest training value
   * @param record where the model comes from
   * @param catalog titles and attributes of the items
   * @param history training interactions, or null
   * @param posterior samples of the posterior that the factors are the mean of, or null
   * @throws IllegalArgumentException if the parts do not fit together or a factor is not finite
   */
  public FactorModel(
      Goal goal,
      Factors factors,
      IdMap users,
      IdMap items,
      int[] userCounts,
      int[] itemCounts,
      ValueRange range,
      TrainingRecord record,
      Catalog catalog,
      @Nullable History history,
      @Nullable Posterior posterior) {
    this.goal = goal;
    this.factors = factors;
    this.users = users;
    this.items = items;
    this.userCounts = userCounts.clone();
    this.itemCounts = itemCounts.clone();
    this.range = range;
    this.record = record;
    this.catalog = catalog;
    this.history = history;
    this.posterior = posterior;
    validate();
  }

  /** The same without samples. */
  public FactorModel(
      Goal goal,
      Factors factors,
      IdMap users,
      IdMap items,
      int[] userCounts,
      int[] itemCounts,
      ValueRange range,
      TrainingRecord record,
      Catalog catalog,
      @Nullable History history) {
    this(
        goal, factors, users, items, userCounts, itemCounts, range, record, catalog, history, null);
  }

  private void validate() {
    require("users", users.size(), factors.users().rows());
    require("items", items.size(), factors.items().rows());
    require("user counts", userCounts.length, users.size());
    require("item counts", itemCounts.length, items.size());
    require("catalog entries", catalog.size(), items.size());
    if (history != null) {
      require("users of the history", history.byUser().rows(), users.size());
      require("items of the history", history.byUser().columns(), items.size());
    }
    if (posterior != null && !posterior.fits(factors)) {
      throw new IllegalArgumentException("the samples of the posterior do not fit the factors");
    }
    requireDays();
    if (!factors.isFinite()) {
      throw new IllegalArgumentException("a factor or bias is not finite");
    }
  }

  private void requireDays() {
    IntColumn days = history == null ? null : history.days();
    DayEffects effects = posterior == null ? null : posterior.days();
    int known = effects == null ? 0 : effects.calendar().size();
    for (long at = 0; days != null && at < days.size(); at++) {
      if (days.get(at) < Calendar.UNKNOWN || days.get(at) >= known) {
        throw new IllegalArgumentException(
            "a day of the history is %s of %s".formatted(days.get(at), known));
      }
    }
  }

  private static void require(String what, int actual, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(
          "expected %s %s (got %s)".formatted(expected, what, actual));
    }
  }

  public Goal goal() {
    return goal;
  }

  public Factors factors() {
    return factors;
  }

  public IdMap users() {
    return users;
  }

  public IdMap items() {
    return items;
  }

  /** Training interactions of a user. */
  public int userCount(int userIndex) {
    return userCounts[userIndex];
  }

  /** Training interactions of an item. An item without any is never ranked. */
  public int itemCount(int itemIndex) {
    return itemCounts[itemIndex];
  }

  /** Smallest and greatest value seen in training. */
  public ValueRange range() {
    return range;
  }

  public TrainingRecord record() {
    return record;
  }

  public Catalog catalog() {
    return catalog;
  }

  public Optional<History> history() {
    return Optional.ofNullable(history);
  }

  /** Samples of the posterior, where the factors are the mean over some. */
  public Optional<Posterior> posterior() {
    return Optional.ofNullable(posterior);
  }

  /** The same model with another record. */
  public FactorModel withRecord(TrainingRecord newRecord) {
    return new FactorModel(
        goal,
        factors,
        users,
        items,
        userCounts,
        itemCounts,
        range,
        newRecord,
        catalog,
        history,
        posterior);
  }

  /** The same model with another catalog. */
  public FactorModel withCatalog(Catalog newCatalog) {
    return new FactorModel(
        goal,
        factors,
        users,
        items,
        userCounts,
        itemCounts,
        range,
        record,
        newCatalog,
        history,
        posterior);
  }

  /** The same model without the interactions it was trained on. */
  public FactorModel withoutHistory() {
    return new FactorModel(
        goal,
        factors,
        users,
        items,
        userCounts,
        itemCounts,
        range,
        record,
        catalog,
        null,
        posterior);
  }

  /**
   * The same model without a user: neither id nor factors nor history of it are left, and the items
   * of its history count an interaction less. What the item factors learnt from the user stays.
   *
   * @throws IndexOutOfBoundsException if there is no such user
   * @throws IllegalArgumentException if it is the only one
   */
  public FactorModel withoutUser(int userIndex) {
    Objects.checkIndex(userIndex, users.size());
    if (users.size() == 1) {
      throw new IllegalArgumentException("the model has no other user");
    }
    return new FactorModel(
        goal,
        factors.withoutUser(userIndex),
        IdMap.of(without(users.ids(), userIndex)),
        items,
        without(userCounts, userIndex),
        history == null ? itemCounts : history.itemCountsWithout(itemCounts, userIndex),
        range,
        record.withOneForgotten(),
        catalog,
        history == null ? null : history.without(userIndex),
        posterior == null ? null : posterior.withoutUser(userIndex));
  }

  private static List<String> without(List<String> ids, int index) {
    List<String> others = new ArrayList<>(ids);
    others.remove(index);
    return others;
  }

  private static int[] without(int[] counts, int index) {
    int[] others = new int[counts.length - 1];
    System.arraycopy(counts, 0, others, 0, index);
    System.arraycopy(counts, index + 1, others, index, others.length - index);
    return others;
  }
}
