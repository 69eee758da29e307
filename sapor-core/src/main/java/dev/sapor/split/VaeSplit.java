package dev.sapor.split;

import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The split for strong generalisation that tables on MovieLens 20M and the Million Song Dataset
 * share, to the row: that of Liang et al., "Variational autoencoders for collaborative filtering",
 * WWW 2018, as their published notebook and its followers (Rendle et al. 2022, {@code
 * generate_data.py}) make it by numpy's legacy generator.
 *
 * <ol>
 *   <li>The users who have interactions are sorted by id, as a group-by of pandas does: as numbers
 *       if all ids are integers, by characters otherwise. They are permuted; the last {@code
 *       heldUsers} are the test users, as many before them the validation users, and the others are
 *       for training.
 *   <li>Items that no training user has are dropped.
 *   <li>Of each user held out with {@code n >= 5} interactions left, {@code choice(n, int(0.2 *
 *       n))} of them, in the order of the file, are the test; all else is the fold-in part. The
 *       generator is seeded again before the validation users and before the test users, who come
 *       in the order of their ids.
 * </ol>
 *
 * <p>What comes before, such as keeping ratings above 3.5 and users with 5 of them, is left to who
 * prepares the data. This rule goes by the order of rows: they must have been read with ordinals.
 *
 * @param heldUsers number of test users and also of validation users, at least 1
 * @param seed seed of numpy's generator, 0 to 2^32 - 1
 */
public record VaeSplit(int heldUsers, long seed) {

  /** The seed of the published splits. */
  public static final long PUBLISHED_SEED = 98765;

  private static final int FEWEST_TESTED = 5;
  private static final double TEST_SHARE = 0.2;
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");

  private static final byte TRAIN = 0;
  private static final byte VALIDATION = 1;
  private static final byte TEST = 2;

  /**
   * @throws IllegalArgumentException if the number of users is below 1, or the seed is none
   */
  public VaeSplit {
    if (heldUsers < 1) {
      throw new IllegalArgumentException("users must be at least 1 (got " + heldUsers + ")");
    }
    LegacyNumpyRandom.checkSeed(seed);
  }

  /**
   * Cuts. Interactions of users held out with items that no training user has are in no part.
   *
   * @throws IllegalArgumentException if the data have no ordinals, or no user would be left to
   *     train on
   */
  public ValidatedUserSplit split(Interactions data) {
    FileOrder order = new FileOrder(data, "a VAE split");
    int[] users = inOrderOfIds(data);
    byte[] groups = groups(users, data.users().size());
    CsrMatrix matrix = data.byUser();
    RowChoice training = group(data, groups, TRAIN);
    Interactions train = data.select(training);
    boolean[] known = new boolean[matrix.columns()];
    for (long at = 0; at < train.size(); at++) {
      known[train.byUser().column(at)] = true;
    }
    return new ValidatedUserSplit(
        heldOut(data, train, users, groups, VALIDATION, known, order),
        heldOut(data, train, users, groups, TEST, known, order));
  }

  private static RowChoice group(Interactions data, byte[] groups, byte group) {
    return new RowChoice(data, (user, _, chosen) -> Arrays.fill(chosen, groups[user] == group));
  }

  /** The group of each user index. */
  private byte[] groups(int[] users, int size) {
    if (2L * heldUsers >= users.length) {
      throw new IllegalArgumentException(
          "2 x %s users cannot be held out of %s".formatted(heldUsers, users.length));
    }
    int[] permutation = new LegacyNumpyRandom(seed).permutation(users.length);
    byte[] groups = new byte[size];
    for (int i = 1; i <= heldUsers; i++) {
      groups[users[permutation[users.length - i]]] = TEST;
      groups[users[permutation[users.length - heldUsers - i]]] = VALIDATION;
    }
    return groups;
  }

  private UserSplit heldOut(
      Interactions data,
      Interactions train,
      int[] users,
      byte[] groups,
      byte group,
      boolean[] known,
      FileOrder order) {
    boolean[] tested = tested(data.byUser(), users, groups, group, known, order);
    RowChoice ofGroup = group(data, groups, group);
    CsrMatrix matrix = data.byUser();
    return new UserSplit(
        train,
        data.select(at -> ofGroup.test(at) && known[matrix.column(at)] && !tested[order.rank(at)]),
        data.select(at -> tested[order.rank(at)]));
  }

  /** For each rank whether it is tested: drawn user after user, in the order of ids. */
  private boolean[] tested(
      CsrMatrix matrix, int[] users, byte[] groups, byte group, boolean[] known, FileOrder order) {
    LegacyNumpyRandom random = new LegacyNumpyRandom(seed);
    boolean[] tested = new boolean[order.size()];
    for (int user : users) {
      if (groups[user] == group) {
        int[] ranks = ranks(matrix, user, known, order);
        if (ranks.length >= FEWEST_TESTED) {
          for (int drawn : random.choice(ranks.length, (int) (TEST_SHARE * ranks.length))) {
            tested[ranks[drawn]] = true;
          }
        }
      }
    }
    return tested;
  }

  /** Ranks of the interactions of a user with known items, in the order of the file. */
  private static int[] ranks(CsrMatrix matrix, int user, boolean[] known, FileOrder order) {
    int[] ranks = new int[matrix.count(user)];
    int count = 0;
    for (long at = matrix.start(user); at < matrix.end(user); at++) {
      if (known[matrix.column(at)]) {
        ranks[count++] = order.rank(at);
      }
    }
    int[] sorted = Arrays.copyOf(ranks, count);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Indices of the users who have interactions, in the order of a group-by. */
  private static int[] inOrderOfIds(Interactions data) {
    IdMap ids = data.users();
    int[] present =
        IntStream.range(0, ids.size()).filter(u -> data.byUser().count(u) > 0).toArray();
    return numericOrder(ids, present).orElse(present);
  }

  /** The order of integers, if all ids are; that of characters is the order of the indices. */
  private static Optional<int[]> numericOrder(IdMap ids, int[] users) {
    if (!Arrays.stream(users).allMatch(user -> INTEGER.matcher(ids.id(user)).matches())) {
      return Optional.empty();
    }
    return Optional.of(
        IntStream.of(users)
            .boxed()
            .sorted(Comparator.comparingLong(user -> Long.parseLong(ids.id(user))))
            .mapToInt(Integer::intValue)
            .toArray());
  }
}
