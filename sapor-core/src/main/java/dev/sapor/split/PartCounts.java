package dev.sapor.split;

import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What is in a part of a split.
 *
 * @param interactions number of interactions
 * @param users users who have any of them
 * @param items items that have any of them
 * @param coldUsers those of the users who have none in the training part
 * @param coldItems those of the items that have none in the training part
 */
public record PartCounts(long interactions, int users, int items, int coldUsers, int coldItems) {

  /** Counts a part; ids are compared as texts, so the two may come from different files. */
  public static PartCounts of(Interactions part, Interactions train) {
    IntPredicate user = user(part);
    IntPredicate item = item(part);
    IntPredicate trainUser = user(train);
    IntPredicate trainItem = item(train);
    int users = part.users().size();
    int items = part.items().size();
    return new PartCounts(
        part.size(),
        count(users, user),
        count(items, item),
        count(users, u -> user.test(u) && isCold(part.users().id(u), train.users(), trainUser)),
        count(items, i -> item.test(i) && isCold(part.items().id(i), train.items(), trainItem)));
  }

  /** Whether a user, by index, has interactions. */
  static IntPredicate user(Interactions data) {
    return user -> data.byUser().count(user) > 0;
  }

  /** Whether an item, by index, has interactions. */
  static IntPredicate item(Interactions data) {
    boolean[] present = new boolean[data.items().size()];
    for (long at = 0; at < data.size(); at++) {
      present[data.byUser().column(at)] = true;
    }
    return item -> present[item];
  }

  /** Whether an id is unknown to the training part, or has no interactions there. */
  static boolean isCold(String id, IdMap trainIds, IntPredicate inTrain) {
    var index = trainIds.indexOf(id);
    return index.isEmpty() || !inTrain.test(index.getAsInt());
  }

  private static int count(int size, IntPredicate condition) {
    return (int) IntStream.range(0, size).filter(condition).count();
  }
}
