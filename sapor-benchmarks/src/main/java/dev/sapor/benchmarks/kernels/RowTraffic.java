package dev.sapor.benchmarks.kernels;

import dev.sapor.benchmarks.synthetic.SyntheticRatings;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.kernel.AdagradState;
import dev.sapor.linalg.kernel.DescentFactors;
import dev.sapor.linalg.kernel.EntryList;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Factor matrices, and the order in which a training touches their rows: synthetic ratings in a
 * grid of blocks, within a block sorted by user and dealt from four runs of users in turn, as
 * {@code docs/adr/0003-visiting-order-of-sgd.md} describes.
 */
@State(Scope.Benchmark)
public class RowTraffic {

  static final int USER_PARTS = 8;
  static final int ITEM_PARTS = 16;

  private static final int RUNS = EntryList.TOGETHER;

  /** Rows of factors, which decide what fits the caches. */
  public enum Shape {
    /** As MovieLens 1M: 6,040 users and 3,706 items. */
    ML_1M(1_000_000, 6_040, 3_706),
    /** As the synthetic set of 25 million ratings, of which a fifth is made here. */
    LARGE(5_000_000, 200_000, 40_000);

    private final int ratings;
    private final int users;
    private final int items;

    Shape(int ratings, int users, int items) {
      this.ratings = ratings;
      this.users = users;
      this.items = items;
    }

    private SyntheticRatings make() {
      return new SyntheticRatings(ratings, users, items, 1);
    }
  }

  /** Number of factors F. */
  @Param({"32", "64", "128"})
  public int factors;

  /** Rows of factors. */
  @Param({"ML_1M", "LARGE"})
  public Shape shape = Shape.ML_1M;

  FloatMatrix users = FloatMatrix.zeros(0, 0);
  FloatMatrix items = FloatMatrix.zeros(0, 0);
  EntryList entries = EntryList.zeros(0);
  // Entries of block (row, column) are starts[b] .. starts[b + 1] - 1, b = row · ITEM_PARTS +
  // column.
  long[] starts = {};
  DescentFactors descent = descentOf(users, items);
  AdagradState adagrad = AdagradState.starting(0, 0, 1);

  /** Makes everything once for a JVM. */
  @Setup(Level.Trial)
  public void make() {
    SyntheticRatings ratings = shape.make();
    users = draw(shape.users, "users");
    items = draw(shape.items, "items");
    descent = descentOf(users, items);
    adagrad = AdagradState.starting(users.rows(), items.rows(), 1);
    AdagradState.measure(users, descent.decays().left(), adagrad.left(), 0, users.rows());
    AdagradState.measure(items, descent.decays().right(), adagrad.right(), 0, items.rows());
    starts = new long[USER_PARTS * ITEM_PARTS + 1];
    ratings.forEach((user, item, stars) -> starts[block(user, item) + 1]++);
    Arrays.parallelPrefix(starts, Long::sum);
    entries = EntryList.zeros(ratings.ratings());
    long[] next = starts.clone();
    ratings.forEach((user, item, stars) -> {
      int block = block(user, item);
      long start = starts[block];
      long length = starts[block + 1] - start;
      entries.set(start + dealt(next[block]++ - start, length), user, item, stars);
    });
    for (int block = 0; block + 1 < starts.length; block++) {
      entries.keepApart(starts[block], starts[block + 1]);
    }
  }

  /**
   * Place after dealing: the k-th of each run in turn; what does not divide evenly stays behind.
   */
  private static long dealt(long sorted, long length) {
    long run = length / RUNS;
    return sorted < run * RUNS ? sorted % run * RUNS + sorted / run : sorted;
  }

  private static int block(int user, int item) {
    return user % USER_PARTS * ITEM_PARTS + item % ITEM_PARTS;
  }

  private FloatMatrix draw(int rows, String purpose) {
    FloatMatrix matrix = FloatMatrix.zeros(rows, factors);
    RandomStream random = RandomStream.of(1, purpose);
    float scale = (float) (1 / Math.sqrt(factors));
    for (int row = 0; row < rows; row++) {
      for (int f = 0; f < factors; f++) {
        matrix.set(row, f, scale * random.nextFloat());
      }
    }
    return matrix;
  }

  private static DescentFactors descentOf(FloatMatrix users, FloatMatrix items) {
    float[] userDecays = new float[users.rows()];
    float[] itemDecays = new float[items.rows()];
    Arrays.fill(userDecays, 0.05f);
    Arrays.fill(itemDecays, 0.05f);
    return new DescentFactors(
        users,
        items,
        3.5f,
        new float[users.rows()],
        new float[items.rows()],
        new DescentFactors.Decays(userDecays, itemDecays, userDecays, itemDecays),
        false);
  }

  /** The items of the entries. */
  IntColumn columns() {
    return entries.columns();
  }
}
