package dev.sapor.solver.svdpp;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The order in which an epoch takes the users, and where it is cut into batches. A batch is the
 * next users of a random order that belongs to the epoch: as many as were asked for, or fewer where
 * they have too many items in common or their moves would not fit. It depends on the data, the seed
 * and constants alone.
 *
 * <p>What a user gives to the y_j reaches the sum s_v of another by c_u c_v |N(u) ∩ N(v)|, c =
 * |N|^-½, which is 1 for two who have the same items. Users of a batch do not see each other move:
 * each makes up for the whole error of s. If the shares that the others of the batch have in a sum
 * come to more than its own, these moves together overshoot by more in each batch, and training
 * ends in numbers that are not finite; half of that is where nothing of it shows. A user who takes
 * items as all users together do has E|N(u) ∩ N(v)| = n_v Σ_{i∈N(u)} m_i / S, m_i of the S
 * interactions with item i; so the share of v in the sum of u is √n_v w_u, w_u = c_u Σ m_i / S, and
 * the greatest w times the sum of the √n stays below {@value #SHARED}.
 */
final class Batches {

  /** Interactions of a batch, where no single user has more. */
  static final int MOVES = 16_384;

  /** Most that the others of a batch may be expected to have in the sum of one. */
  static final double SHARED = 0.5;

  private final CsrMatrix byUser;
  private final long seed;
  private final int size;
  // Users with interactions.
  private final int[] users;
  private final int moves;
  private final double[] shares;

  /**
   * @param size most users of a batch
   */
  Batches(CsrMatrix byUser, long seed, int size) {
    this.byUser = byUser;
    this.seed = seed;
    users = IntStream.range(0, byUser.rows()).filter(user -> byUser.count(user) > 0).toArray();
    this.size = Math.min(size, Math.max(1, users.length));
    shares = shares(byUser);
    int longest = Arrays.stream(users).map(byUser::count).max().orElse(0);
    moves = Math.max(longest, (int) Math.min(MOVES, byUser.nonZeros()));
  }

  /** w of each user. */
  private static double[] shares(CsrMatrix byUser) {
    int[] counts = new int[byUser.columns()];
    for (long at = 0; at < byUser.nonZeros(); at++) {
      counts[byUser.column(at)]++;
    }
    double[] shares = new double[byUser.rows()];
    for (int user = 0; user < shares.length; user++) {
      double sum = 0;
      for (long at = byUser.start(user); at < byUser.end(user); at++) {
        sum += counts[byUser.column(at)];
      }
      int count = byUser.count(user);
      shares[user] = count == 0 ? 0 : sum / byUser.nonZeros() / Math.sqrt(count);
    }
    return shares;
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
    int room = moves;
    double share = 0;
    double roots = 0;
    double least = Double.POSITIVE_INFINITY;
    for (; to < order.length && to - from < size; to++) {
      int user = users[order[to]];
      double root = Math.sqrt(byUser.count(user));
      room -= byUser.count(user);
      share = Math.max(share, shares[user]);
      roots += root;
      least = Math.min(least, root);
      // One of them is the user whose sum it is; the least root is a bound for any.
      if (room < 0 || share * (roots - least) > SHARED) {
        break;
      }
    }
    return Math.max(to, from + 1);
  }
}
