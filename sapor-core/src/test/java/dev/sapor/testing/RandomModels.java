package dev.sapor.testing;

import dev.sapor.data.Catalog;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.model.History;
import dev.sapor.model.TrainingRecord;
import dev.sapor.model.ValueRange;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ratings and factor models of random numbers: the shapes of real ones, without the training. */
public final class RandomModels {

  /**
   * Ratings 1 to 5 of a random share of all pairs. The second user has none, and neither has every
   * seventh item, yet all have an index; the third user has all items that anyone has.
   */
  public static Interactions ratings(int users, int items, double share, long seed) {
    RandomStream random = RandomStream.of(seed, "ratings");
    var builder = Interactions.builder();
    for (int user = 0; user < users; user++) {
      for (int item = 0; item < items; item++) {
        builder.add("u" + (1000 + user), "i" + (1000 + item), 1 + random.nextInt(5));
      }
    }
    Interactions all = builder.build();
    CsrMatrix matrix = all.byUser();
    boolean[] kept = new boolean[Math.toIntExact(all.size())];
    for (int user = 0; user < users; user++) {
      for (long at = matrix.start(user); at < matrix.end(user); at++) {
        boolean drawn = random.nextDouble() < share;
        kept[(int) at] = (drawn || user == 2) && user != 1 && matrix.column(at) % 7 != 6;
      }
    }
    return all.select(at -> kept[(int) at]);
  }

  /** Normal factors and biases; those of users and items without ratings are zero. */
  public static Factors factors(Interactions train, int rank, long seed) {
    int users = train.users().size();
    int items = train.items().size();
    Factors factors =
        new Factors(
            FloatMatrix.zeros(users, rank),
            FloatMatrix.zeros(items, rank),
            (float) train.meanValue(),
            new float[users],
            new float[items]);
    fill(factors.users(), factors.userBiases(), train.byUser(), RandomStream.of(seed, "users"));
    fill(factors.items(), factors.itemBiases(), train.byItem(), RandomStream.of(seed, "items"));
    return factors;
  }

  private static void fill(
      FloatMatrix rows, float[] biases, CsrMatrix ratings, RandomStream random) {
    for (int row = 0; row < rows.rows(); row++) {
      if (ratings.count(row) > 0) {
        biases[row] = (float) random.nextGaussian();
        for (int f = 0; f < rows.columns(); f++) {
          rows.set(row, f, (float) random.nextGaussian());
        }
      }
    }
  }

  /** A model with the training data as its history. */
  public static FactorModel model(Goal goal, Interactions train, Factors factors) {
    return model(goal, train, factors, new History(train.byUser()));
  }

  /** A model with a given history or none. */
  public static FactorModel model(
      Goal goal, Interactions train, Factors factors, @Nullable History history) {
    return new FactorModel(
        goal,
        factors,
        train.users(),
        train.items(),
        counts(train.byUser()),
        counts(train.byItem()),
        new ValueRange(1, 5),
        new TrainingRecord("random", new TreeMap<>(), 0, train.digest(), train.size(), List.of()),
        Catalog.empty(train.items().size()),
        history);
  }

  private static int[] counts(CsrMatrix matrix) {
    int[] counts = new int[matrix.rows()];
    for (int row = 0; row < counts.length; row++) {
      counts[row] = matrix.count(row);
    }
    return counts;
  }

  private RandomModels() {}
}
