package dev.sapor.model.npy;

import dev.sapor.data.IdMap;
import dev.sapor.model.Factors;
import java.util.List;
import java.util.OptionalInt;

/**
 * Factors that were read from a folder, in the order of its rows, which need not be that of an
 * {@link IdMap}.
 *
 * @param users id of each row of the user factors, all different
 * @param items id of each row of the item factors, all different
 * @param factors finite; where the folder has no biases they are zero
 * @param hasMean whether the folder named a global mean; otherwise that of the factors is 0
 */
public record NpyFactors(List<String> users, List<String> items, Factors factors, boolean hasMean) {

  /**
   * Factors for other ids.
   *
   * @param factors rows in the order of those ids
   * @param matchedUsers how many of the users were found
   * @param matchedItems how many of the items were found
   */
  public record Aligned(Factors factors, int matchedUsers, int matchedItems) {}

  public NpyFactors {
    users = List.copyOf(users);
    items = List.copyOf(items);
  }

  /**
   * These factors as a start for other data: the rows of ids that are known here replace those of
   * the given factors; the others stay as given. So does the mean, unless the folder named one.
   *
   * @param userIds ids of the rows wanted
   * @param itemIds ids of the rows wanted
   * @param initial factors of these shapes, such as a random start; not changed
   * @throws IllegalArgumentException if the number of factors differs
   */
  public Aligned alignTo(IdMap userIds, IdMap itemIds, Factors initial) {
    if (initial.rank() != factors.rank()) {
      throw new IllegalArgumentException(
          "the given factors have rank %s, not %s".formatted(factors.rank(), initial.rank()));
    }
    Factors copy = initial.copy();
    int matchedUsers = 0;
    for (int row = 0; row < users.size(); row++) {
      OptionalInt at = userIds.indexOf(users.get(row));
      if (at.isPresent()) {
        copy.users().setRow(at.getAsInt(), factors.users(), row);
        copy.userBiases()[at.getAsInt()] = factors.userBiases()[row];
        matchedUsers++;
      }
    }
    int matchedItems = 0;
    for (int row = 0; row < items.size(); row++) {
      OptionalInt at = itemIds.indexOf(items.get(row));
      if (at.isPresent()) {
        copy.items().setRow(at.getAsInt(), factors.items(), row);
        copy.itemBiases()[at.getAsInt()] = factors.itemBiases()[row];
        matchedItems++;
      }
    }
    float mean = hasMean ? factors.mean() : initial.mean();
    return new Aligned(
        new Factors(copy.users(), copy.items(), mean, copy.userBiases(), copy.itemBiases()),
        matchedUsers,
        matchedItems);
  }
}
