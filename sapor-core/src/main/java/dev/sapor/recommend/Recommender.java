package dev.sapor.recommend;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.TopK;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.History;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
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
  private final Queue<ScoringBlock> singles = new ConcurrentLinkedQueue<>();

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

  /**
   * Ranks by a factor model for users that are not in it, such as those folded in.
   *
   * @param users their factors and biases beside the items of the model
   * @param seen users x items: what each of them has had
   * @throws IllegalArgumentException if the shapes differ
   */
  public static Recommender of(FactorModel model, Factors users, CsrMatrix seen) {
    Scorer scorer = new FactorScorer(users);
    checkShape(scorer, seen);
    return new Recommender(scorer, trained(model), seen);
  }

  private static Recommender ofModel(FactorModel model, @Nullable CsrMatrix seen) {
    Scorer scorer = new FactorScorer(model.factors());
    checkShape(scorer, seen);
    return new Recommender(scorer, trained(model), seen);
  }

  private static long[] trained(FactorModel model) {
    return ItemSets.where(model.items().size(), item -> model.itemCount(item) > 0);
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
          "training data are %s x %s, the scorer is %s x %s"
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

  /** Number of items that can be ranked: those with training interactions. */
  public int rankable() {
    return ItemSets.size(rankable);
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
    if (scorer instanceof FactorScorer ranker) {
      rank(ranker, new int[] {userIndex}, 0, 1, n, candidates, list);
      return list[0];
    }
    ScoringBlock block = singles.poll();
    if (block == null) {
      block = new ScoringBlock(scorer, 1);
    }
    block.visit(new int[] {userIndex}, 0, 1, candidates, ranking(n, candidates, list));
    singles.add(block);
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
    int block =
        scorer instanceof FactorScorer ? FactorScorer.RANKED_USERS : Scorer.blockUsers(items());
    int wave =
        (int) Math.min(userIndices.length, (long) BLOCKS_PER_THREAD * block * parallel.threads());
    for (long start = 0; start < userIndices.length; start += wave) {
      int end = (int) Math.min(userIndices.length, start + wave);
      int[] users = Arrays.copyOfRange(userIndices, (int) start, end);
      RankedItems[] lists = new RankedItems[users.length];
      rankAll(users, n, candidates, parallel, lists);
      for (int k = 0; k < users.length; k++) {
        consumer.accept(users[k], lists[k]);
      }
    }
  }

  private void rankAll(
      int[] users, int n, Candidates candidates, Parallel parallel, RankedItems[] lists) {
    if (scorer instanceof FactorScorer ranker) {
      parallel.ranges(
          users.length,
          FactorScorer.RANKED_USERS,
          (from, to) -> rank(ranker, users, from, to, n, candidates, lists));
    } else {
      visitAll(users, candidates, parallel, () -> ranking(n, candidates, lists));
    }
  }

  private static void rank(
      FactorScorer ranker,
      int[] users,
      int from,
      int to,
      int n,
      Candidates candidates,
      RankedItems[] lists) {
    TopK[] best = new TopK[to - from];
    Arrays.setAll(best, k -> new TopK(Math.min(n, candidates.most())));
    ranker.rank(users, from, to, candidates, best);
    for (int k = from; k < to; k++) {
      lists[k] = RankedItems.drain(best[k - from]);
    }
  }

  /**
   * Shows all scores of many users, block by block: the way for whoever wants more of the scores
   * than the best n. Memory is one block of scores for each thread, however many users there are.
   *
   * @param visitors makes a visitor for each thread; visits come on the threads of {@code
   *     parallel}, in no particular order, each position once
   * @throws IndexOutOfBoundsException if there is no such user
   * @throws IllegalArgumentException if the filter names an item that is not there
   * @throws MissingHistoryException if seen items are to be left out and are not known
   */
  public void visitScores(
      int[] userIndices, ItemFilter filter, Parallel parallel, Supplier<ScoreVisitor> visitors) {
    visitAll(userIndices, Candidates.of(rankable, items(), filter, seen), parallel, visitors);
  }

  private void visitAll(
      int[] users, Candidates candidates, Parallel parallel, Supplier<ScoreVisitor> visitors) {
    int size = Scorer.blockUsers(items());
    Queue<Worker> idle = new ConcurrentLinkedQueue<>();
    parallel.ranges(
        users.length,
        size,
        (from, to) -> {
          Worker waiting = idle.poll();
          Worker worker =
              waiting == null
                  ? new Worker(new ScoringBlock(scorer, size), visitors.get())
                  : waiting;
          worker.block().visit(users, from, to, candidates, worker.visitor());
          idle.add(worker);
        });
  }

  /** What one thread works with. */
  private record Worker(ScoringBlock block, ScoreVisitor visitor) {}

  private Candidates candidates(int n, ItemFilter filter) {
    if (n < 1) {
      throw new IllegalArgumentException("n must be at least 1 (got " + n + ")");
    }
    return Candidates.of(rankable, items(), filter, seen);
  }

  /** Keeps the best n of each user, in the place of the user's position. */
  private static ScoreVisitor ranking(int n, Candidates candidates, RankedItems[] lists) {
    TopK best = new TopK(Math.min(n, candidates.most()));
    return (position, scores, eligible) -> {
      best.offerAll(scores, scores.length, eligible);
      lists[position] = RankedItems.drain(best);
    };
  }
}
