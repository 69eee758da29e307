package dev.sapor.split;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Holds out whole users, for strong generalisation: how good is a model for people whom it has not
 * been trained on? Of each user held out a share of the interactions is shown to the model (the
 * fold-in part) and the rest is the test.
 *
 * <p>Users are chosen by a hash of the seed and their id, interactions by a hash of the seed and
 * both ids, so the order of the input changes nothing. A user held out with n ≥ 2 interactions
 * shows {@code round(foldIn * n)} of them, but at least one and not all; a user with one shows it
 * and is not tested.
 *
 * @param held how many users are held out
 * @param foldIn share of the interactions of a user held out that is shown, in (0, 1)
 * @param seed seed of the draw
 */
public record UserHoldout(Amount held, double foldIn, long seed) {

  /** How many users are held out. */
  public sealed interface Amount {}

  /**
   * Each user on its own with a probability.
   *
   * @param fraction in (0, 1)
   */
  public record Share(double fraction) implements Amount {

    /**
     * @throws IllegalArgumentException if the fraction is not in (0, 1)
     */
    public Share {
      checkShare("share of users", fraction);
    }
  }

  /**
   * A number of users.
   *
   * @param users at least 1
   */
  public record Count(int users) implements Amount {

    /**
     * @throws IllegalArgumentException if the number is below 1
     */
    public Count {
      if (users < 1) {
        throw new IllegalArgumentException("users must be at least 1 (got " + users + ")");
      }
    }
  }

  /**
   * @throws IllegalArgumentException if the share of the fold-in part is not in (0, 1)
   */
  public UserHoldout {
    checkShare("fold-in share", foldIn);
  }

  private static void checkShare(String name, double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(name + " must be between 0 and 1 (got " + share + ")");
    }
  }

  /**
   * Cuts; together the parts hold every interaction once.
   *
   * @throws IllegalArgumentException if a number of users is asked for and no user would be left
   */
  public UserSplit split(Interactions data) {
    CsrMatrix matrix = data.byUser();
    boolean[] out = heldOut(data);
    RowChoice train = new RowChoice(data, (user, _, chosen) -> Arrays.fill(chosen, !out[user]));
    PairHashes order = new PairHashes(data, seed, "fold-in");
    RowChoice foldInOf =
        new RowChoice(
            data,
            (user, start, chosen) -> {
              if (out[user]) {
                chooseFirst(shown(matrix.count(user)), user, start, order, chosen);
              }
            });
    return new UserSplit(
        data.select(train),
        data.select(foldInOf),
        data.select(at -> !train.test(at) && !foldInOf.test(at)));
  }

  private int shown(int count) {
    return count == 1 ? 1 : Math.clamp(Math.round(foldIn * count), 1, count - 1);
  }

  private static void chooseFirst(
      int count, int user, long start, PairHashes order, boolean[] chosen) {
    long[] hashes = new long[chosen.length];
    Arrays.setAll(hashes, i -> order.of(user, start + i));
    IntStream.range(0, chosen.length)
        .boxed()
        .sorted((a, b) -> Long.compare(hashes[a], hashes[b]))
        .limit(count)
        .forEach(i -> chosen[i] = true);
  }

  /** For each user index whether the user is held out. */
  private boolean[] heldOut(Interactions data) {
    long[] keys = PairHashes.keys(data.users(), seed, "held-out user");
    boolean[] out = new boolean[keys.length];
    switch (held) {
      case Share(double fraction) -> {
        long threshold = (long) (fraction * 0x1.0p62);
        for (int user = 0; user < out.length; user++) {
          out[user] = keys[user] >>> 2 < threshold;
        }
      }
      case Count(int users) -> {
        int[] present =
            IntStream.range(0, keys.length).filter(u -> data.byUser().count(u) > 0).toArray();
        if (users >= present.length) {
          throw new IllegalArgumentException(
              "%s users cannot be held out of %s".formatted(users, present.length));
        }
        IntStream.of(present)
            .boxed()
            .sorted((a, b) -> Long.compare(keys[a], keys[b]))
            .limit(users)
            .forEach(user -> out[user] = true);
      }
    }
    return out;
  }
}
