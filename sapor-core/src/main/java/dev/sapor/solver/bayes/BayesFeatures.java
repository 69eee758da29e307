package dev.sapor.solver.bayes;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.model.Calendar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of users, items and ratings beside the ratings themselves.
 *
 * @param itemsOfUser whether a user is described by the items it rated in training (iu), each with
 *     the weight 1/√n
 * @param usersOfItem whether an item is described by the users who rated it (ii)
 * @param time whether a rating is described by its day
 * @param userColumns columns of a table of users
 * @param itemColumns columns of a table of items
 */
public record BayesFeatures(
    boolean itemsOfUser,
    boolean usersOfItem,
    boolean time,
    List<FeatureColumn> userColumns,
    List<FeatureColumn> itemColumns) {

  public BayesFeatures {
    userColumns = List.copyOf(userColumns);
    itemColumns = List.copyOf(itemColumns);
  }

  /** The ids alone. */
  public static BayesFeatures none() {
    return new BayesFeatures(false, false, false, List.of(), List.of());
  }

  /** Items of the user and users of the item. */
  public static BayesFeatures bothBags() {
    return new BayesFeatures(true, true, false, List.of(), List.of());
  }

  /** The same with the day of each rating. */
  public BayesFeatures withTime() {
    return new BayesFeatures(itemsOfUser, usersOfItem, true, userColumns, itemColumns);
  }

  /**
   * The days of the ratings, if they are wanted.
   *
   * @throws IllegalArgumentException if the ratings have no times
   */
  @Nullable Calendar calendar(Interactions train) {
    if (!time) {
      return null;
    }
    return Calendar.of(
        train
            .times()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "the feature 'time' needs the times of the ratings, and the data have"
                        + " none; name their column, or leave the feature out")));
  }

  @Nullable FeatureMatrix ofUsers(Interactions train) {
    List<CsrMatrix> groups = new ArrayList<>();
    if (itemsOfUser) {
      groups.add(FeatureMatrix.bag(train.byUser()));
    }
    userColumns.forEach(column -> groups.add(column.matrix(train.users())));
    return groups.isEmpty() ? null : FeatureMatrix.of(groups);
  }

  @Nullable FeatureMatrix ofItems(Interactions train) {
    List<CsrMatrix> groups = new ArrayList<>();
    if (usersOfItem) {
      groups.add(FeatureMatrix.bag(train.byItem()));
    }
    itemColumns.forEach(column -> groups.add(column.matrix(train.items())));
    return groups.isEmpty() ? null : FeatureMatrix.of(groups);
  }

  /** Their names, as on the command line. */
  String names() {
    List<String> names = new ArrayList<>();
    if (itemsOfUser) {
      names.add("iu");
    }
    if (usersOfItem) {
      names.add("ii");
    }
    if (time) {
      names.add("time");
    }
    userColumns.forEach(column -> names.add("users:" + column.name()));
    itemColumns.forEach(column -> names.add("items:" + column.name()));
    return names.isEmpty() ? "none" : String.join(",", names);
  }
}
