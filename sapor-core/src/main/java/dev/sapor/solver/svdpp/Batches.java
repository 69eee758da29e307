package dev.sapor.solver.svdpp;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The order in which an epoch takes the users, and where it is cut into batches. A batch is the
 * next users of a random order that belongs to the epoch, as many as were asked for, or fewer where
 * the moves of their interactions would not fit. It depends on the data, the seed and constants
 * alone.
 */
final class Batches {

  /** Interactions of a batch, where no single user has more. */
  static final int MOVES = 16_384;

  private final CsrMatrix byUser;
  private final long seed;
  private final int size;
  // Users with interactions.
  private final int[] users;
  private final int moves;

  /**
   * @param size most users of a batch
   */
  Batches(CsrMatrix byUser, long seed, int size) {
    this.byUser = byUser;
    this.seed = seed;
    users = IntStream.range(0, byUser.rows()).filter(user -> byUser.count(user) > 0).toArray();
    this.size = Math.min(size, Math.max(1, users.length));
    int longest = Arrays.stream(users).map(byUser::count).max().orElse(0);
    moves = Math.max(longest, (int) Math.min(MOVES, byUser.nonZeros()));
  }

  /** Most users that a batch has. */
  int size() {
    return size;
  }

  /** Most interactions that a batch has. */
  int moves() {
    return moves;
  }

  /** The users of each batch of an epoch. */
  int[][] of(int epoch) {
    int[] order = RandomStream.of(seed, "order of users", epoch).permutation(users.length);
    int[][] batches = new int[users.length][];
    int count = 0;
    for (int from = 0, to; from < order.length; from = to) {
      to = end(order, from);
      int[] batch = new int[to - from];
      for (int k = 0; k < batch.length; k++) {
        batch[k] = users[order[from + k]];
      }
      batches[count++] = batch;
    }
    return Arrays.copyOf(batches, count);
  }

  private int end(int[] order, int from) {
    int to = from;
    for (int room = moves; to < order.length && to - from < size; to++) {
      room -= byUser.count(users[order[to]]);
      if (room < 0) {
        break;
      }
    }
    return to;
  }
}
