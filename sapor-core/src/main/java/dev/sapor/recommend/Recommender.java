package dev.sapor.recommend;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.TopK;
import dev.sapor.model.FactorModel;
import dev.sapor.model.History;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The best n items of a user under any scorer: exact, over all eligible items, score descending and
 * then item index ascending.
 *
 * <p>One path serves single users and batches: a block of users is scored against all items, what
 * is not eligible for a user is masked, and a bounded heap keeps the best. So a user gets the same
 * bits alone, in a batch, and at any number of threads. A batch holds one block of scores for each
 * thread and the lists of a few blocks, however many users there are. Safe for use by several
 * threads.
 */
public final class Recommender {

  /** Blocks scored for each thread before their lists are handed over. */
  private static final int BLOCKS_PER_THREAD = 8;

  private final Scorer scorer;
  private final long[] rankable;
  private final @Nullable CsrMatrix seen;
  private final Queue<BlockRanker> singles = new ConcurrentLinkedQueue<>();

  /** Receives lists in the order in which their users were asked for. */
  @FunctionalInterface
  public interface ListConsumer {
    void accept(int userIndex, RankedItems items);
  }

  private Recommender(Scorer scorer, long[] rankable, @Nullable CsrMatrix seen) {
    this.scorer = scorer;
    this.rankable = rankable;
    this.seen = seen;
  }

  /** Ranks by a factor model; seen items are those of its history. */
  public static Recommender of(FactorModel model) {
    return ofModel(model, model.history().map(History::byUser).orElse(null));
  }

  /**
   * Ranks by a factor model; seen items are given instead of those of its history.
   *
   * @param seen users x items
   * @throws IllegalArgumentException if the shapes differ
   */
  public static Recommender of(FactorModel model, CsrMatrix seen) {
    return ofModel(model, seen);
  }

  private static Recommender ofModel(FactorModel model, @Nullable CsrMatrix seen) {
    Scorer scorer = new FactorScorer(model.factors());
    checkShape(scorer, seen);
    long[] trained = ItemSets.where(model.items().size(), item -> model.itemCount(item) > 0);
    return new Recommender(scorer, trained, seen);
  }

  /**
   * Ranks by any scorer.
   *
   * @param training users x items; says what each user has seen and which items have interactions
   * @throws IllegalArgumentException if the shapes differ
   */
  public static Recommender of(Scorer scorer, CsrMatrix training) {
    checkShape(scorer, training);
    int[] counts = ItemSets.counts(training);
    long[] trained = ItemSets.where(counts.length, item -> counts[item] > 0);
    return new Recommender(scorer, trained, training);
  }

  private static void checkShape(Scorer scorer, @Nullable CsrMatrix training) {
    if (training != null
        && (training.rows() != scorer.users() || training.columns() != scorer.items())) {
      throw new IllegalArgumentException(
          "training data are %d x %d, the scorer is %d x %d"
              .formatted(training.rows(), training.columns(), scorer.users(), scorer.items()));
    }
  }

  /** Number of users. */
  public int users() {
    return scorer.users();
  }

  /** Number of items, rankable or not. */
  public int items() {
    return scorer.items();
  }

  /**
   * The best items of one user.
   *
   * @param n how many, at least 1; fewer come back only where fewer are eligible
   * @throws IndexOutOfBoundsException if there is no such user
   * @throws IllegalArgumentException if n is below 1 or the filter names an item that is not there
   * @throws MissingHistoryException if seen items are to be left out and are not known
   */
  public RankedItems recommend(int userIndex, int n, ItemFilter filter) {
    Candidates candidates = candidates(n, filter);
    RankedItems[] list = new RankedItems[1];
    BlockRanker ranker = singles.poll();
    if (ranker == null) {
      ranker = new BlockRanker(scorer, 1);
    }
    ranker.rank(new int[] {userIndex}, 0, 1, candidates, selection(n, candidates), list);
    singles.add(ranker);
    return list[0];
  }

  /**
   * The best items of every user, in the order of user indices; otherwise as {@link
   * #recommendAll(int[], int, ItemFilter, Parallel, ListConsumer)}.
   */
  public void recommendAll(int n, ItemFilter filter, Parallel parallel, ListConsumer consumer) {
    recommendAll(IntStream.range(0, users()).toArray(), n, filter, parallel, consumer);
  }

  /**
   * The best items of many users. Lists are handed over on the calling thread, in the order of
   * {@code userIndices}.
   *
   * @param n how many for each user, at least 1
   * @throws IndexOutOfBoundsException if there is no such user
   * @throws IllegalArgumentException if n is below 1 or the filter names an item that is not there
   * @throws MissingHistoryException if seen items are to be left out and are not known
   */
  public void recommendAll(
      int[] userIndices, int n, ItemFilter filter, Parallel parallel, ListConsumer consumer) {
    Candidates candidates = candidates(n, filter);
    int block = Scorer.blockUsers(items());
    int wave =
        (int) Math.min(userIndices.length, (long) BLOCKS_PER_THREAD * block * parallel.threads());
    Queue<BlockRanker> rankers = new ConcurrentLinkedQueue<>();
    for (long start = 0; start < userIndices.length; start += wave) {
      int end = (int) Math.min(userIndices.length, start + wave);
      int[] users = Arrays.copyOfRange(userIndices, (int) start, end);
      RankedItems[] lists = new RankedItems[users.length];
      parallel.ranges(
          users.length,
          block,
          (from, to) -> {
            BlockRanker idle = rankers.poll();
            BlockRanker ranker = idle == null ? new BlockRanker(scorer, block) : idle;
            ranker.rank(users, from, to, candidates, selection(n, candidates), lists);
            rankers.add(ranker);
          });
      for (int k = 0; k < users.length; k++) {
        consumer.accept(users[k], lists[k]);
      }
    }
  }

  private Candidates candidates(int n, ItemFilter filter) {
    if (n < 1) {
      throw new IllegalArgumentException("n must be at least 1 (got " + n + ")");
    }
    return Candidates.of(rankable, items(), filter, seen);
  }

  private static TopK selection(int n, Candidates candidates) {
    return new TopK(Math.min(n, candidates.most()));
  }
}
