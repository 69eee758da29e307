package dev.sapor.split;

import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.RandomStream;

/**
 * A hash for each pair of user and item, of a seed, a purpose and the two ids: uniform in 64 bits,
 * and independent of what else is in the data and of its order.
 */
final class PairHashes {

  private final CsrMatrix matrix;
  private final long[] userKeys;
  private final long[] itemKeys;

  PairHashes(Interactions data, long seed, String purpose) {
    matrix = data.byUser();
    userKeys = keys(data.users(), seed, purpose + " user");
    itemKeys = keys(data.items(), seed, purpose + " item");
  }

  /** A hash for each id of one side. */
  static long[] keys(IdMap ids, long seed, String purpose) {
    long[] keys = new long[ids.size()];
    for (int index = 0; index < keys.length; index++) {
      keys[index] = RandomStream.of(seed, purpose + " " + ids.id(index)).nextLong();
    }
    return keys;
  }

  /** The hash of the user of a row and the item at a position of it. */
  long of(int user, long position) {
    return RandomStream.mix(userKeys[user] + RandomStream.mix(itemKeys[matrix.column(position)]));
  }
}
