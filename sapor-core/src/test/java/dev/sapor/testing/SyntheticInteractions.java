package dev.sapor.testing;

import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import dev.sapor.data.InteractionsBuilder;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Generated interactions that look like those of people: few items have most of the interactions,
 * users differ in how many they have, ratings hold effects of user and item, low-rank taste and
 * noise, and whom people meet depends on taste. Same seed, same data.
 *
 * @param users number of users
 * @param items number of items
 * @param rank rank of the taste
 * @param meanCount mean number of interactions of a user
 * @param seed the seed
 */
public record SyntheticInteractions(int users, int items, int rank, int meanCount, long seed) {

  /** 300 users and 200 items, taste of rank 4, about 20 interactions a user. */
  public static SyntheticInteractions small(long seed) {
    return new SyntheticInteractions(300, 200, 4, 20, seed);
  }

  /**
   * One generated interaction.
   *
   * @param user user id, such as {@code u17}
   * @param item item id, such as {@code i4}
   * @param rating 0.5 to 5 in half steps
   * @param time seconds, growing over the interactions of a user
   */
  public record Row(String user, String item, float rating, long time) {}

  /** The rows in an order that is neither that of users nor that of items. */
  public List<Row> rows() {
    double[][] tastes = factors(users, "taste");
    double[][] traits = factors(items, "trait");
    List<Row> rows = new ArrayList<>();
    for (int user = 0; user < users; user++) {
      addUser(user, tastes[user], traits, rows);
    }
    int[] order = RandomStream.of(seed, "synthetic order").permutation(rows.size());
    List<Row> shuffled = new ArrayList<>();
    for (int at : order) {
      shuffled.add(rows.get(at));
    }
    return shuffled;
  }

  private void addUser(int user, double[] taste, double[][] traits, List<Row> rows) {
    RandomStream random = RandomStream.of(seed, "synthetic user", user);
    double userEffect = 0.4 * random.nextGaussian();
    // Exponentially distributed activity: many have few, few have many.
    double wanted = -meanCount * StrictMath.log(1 - random.nextDouble());
    int count = (int) Math.clamp(Math.round(wanted), 1L, Math.max(1, items / 2));
    boolean[] met = new boolean[items];
    long time = 1_000_000_000L + random.nextInt(100_000_000);
    int added = 0;
    while (count > 0 || added == 0) {
      // The fourth power of a uniform number is small more often: popularity has a long tail.
      double x = random.nextDouble();
      int item = (int) (items * x * x * x * x);
      double affinity = dot(taste, traits[item]);
      boolean meets = random.nextDouble() < 1 / (1 + StrictMath.exp(-2 * affinity));
      if (met[item] || !meets) {
        // A user who has met nearly all there is to like ends with fewer.
        count -= random.nextInt(50) == 0 ? 1 : 0;
        continue;
      }
      met[item] = true;
      count--;
      added++;
      time += 1 + random.nextInt(100_000);
      double itemEffect = 0.5 * RandomStream.of(seed, "synthetic item", item).nextGaussian();
      double rating = 3.5 + userEffect + itemEffect + 0.8 * affinity + 0.6 * random.nextGaussian();
      float half = Math.clamp(Math.round(2 * rating), 1, 10) / 2f;
      rows.add(new Row("u" + user, "i" + item, half, time));
    }
  }

  private double[][] factors(int count, String purpose) {
    RandomStream random = RandomStream.of(seed, "synthetic " + purpose);
    double[][] factors = new double[count][rank];
    for (double[] row : factors) {
      for (int f = 0; f < rank; f++) {
        row[f] = random.nextGaussian() / Math.sqrt(Math.sqrt(rank));
      }
    }
    return factors;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int f = 0; f < x.length; f++) {
      sum += x[f] * y[f];
    }
    return sum;
  }

  /** As ratings with times. */
  public Interactions ratings() {
    InteractionsBuilder builder = Interactions.builder().keepOrdinals(true);
    rows().forEach(row -> builder.add(row.user(), row.item(), row.rating(), row.time()));
    return builder.build();
  }

  /** As clicks: who met what. */
  public Interactions clicks() {
    InteractionsBuilder builder = Interactions.builder();
    rows().forEach(row -> builder.click(row.user(), row.item()));
    return builder.build();
  }

  /**
   * Ratings with a number of ids on each side that have no interaction, before and after others.
   */
  public Interactions withUnusedIds(int unused) {
    Interactions data = ratings();
    IdMap users = withUnused(data.users(), unused);
    IdMap items = withUnused(data.items(), unused);
    CsrMatrix source = data.byUser();
    long[] offsets = new long[users.size() + 1];
    IntColumn columns = IntColumn.zeros(source.nonZeros());
    FloatColumn values = FloatColumn.zeros(source.nonZeros());
    int to = 0;
    for (int user = 0; user < users.size(); user++) {
      int from = data.users().indexOf(users.id(user)).orElse(-1);
      if (from >= 0) {
        for (long at = source.start(from); at < source.end(from); at++) {
          String item = data.items().id(source.column(at));
          columns.set(to, items.indexOf(item).orElseThrow());
          values.set(to++, source.value(at));
        }
      }
      offsets[user + 1] = to;
    }
    CsrMatrix matrix = new CsrMatrix(items.size(), offsets, columns, values);
    return Interactions.of(users, items, data.rated(), matrix);
  }

  /** Some of the new ids sort before all others and some behind. */
  private static IdMap withUnused(IdMap ids, int unused) {
    List<String> all = new ArrayList<>(ids.ids());
    for (int k = 0; k < unused; k++) {
      all.add((k % 2 == 0 ? "!unused" : "~unused") + k);
    }
    return IdMap.of(all);
  }

  /** A matrix with NaN for missing, for {@link NaiveReference}. */
  public static double[][] dense(Interactions data) {
    CsrMatrix matrix = data.byUser();
    double[][] dense = new double[matrix.rows()][matrix.columns()];
    for (int user = 0; user < matrix.rows(); user++) {
      Arrays.fill(dense[user], Double.NaN);
      for (long at = matrix.start(user); at < matrix.end(user); at++) {
        dense[user][matrix.column(at)] = matrix.value(at);
      }
    }
    return dense;
  }

  /** One user and many items. */
  public static Interactions oneUser() {
    InteractionsBuilder builder = Interactions.builder();
    for (int item = 0; item < 12; item++) {
      builder.add("only", "i" + item, 1 + item % 5);
    }
    return builder.build();
  }

  /** One item and many users. */
  public static Interactions oneItem() {
    InteractionsBuilder builder = Interactions.builder();
    for (int user = 0; user < 12; user++) {
      builder.add("u" + user, "only", 1 + user % 5);
    }
    return builder.build();
  }

  /** One rating. */
  public static Interactions single() {
    return Interactions.builder().add("u", "i", 4).build();
  }

  /** A matrix of 4 users and 3 items, smaller than any usual rank. */
  public static Interactions tiny() {
    return Interactions.builder()
        .add("a", "x", 5)
        .add("a", "y", 3)
        .add("b", "x", 4)
        .add("b", "z", 1)
        .add("c", "y", 2)
        .add("c", "z", 5)
        .add("d", "x", 3)
        .build();
  }

  /** Every row of the generated data twice, the second time with another value and time. */
  public List<Row> rowsWithDuplicates() {
    List<Row> rows = new ArrayList<>(rows());
    for (Row row : rows()) {
      float other = row.rating() == 5 ? 0.5f : row.rating() + 0.5f;
      rows.add(new Row(row.user(), row.item(), other, row.time() + 10));
    }
    return rows;
  }
}
