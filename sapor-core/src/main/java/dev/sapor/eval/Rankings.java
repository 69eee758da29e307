package dev.sapor.eval;

import static dev.sapor.recommend.RatingPredictor.UNKNOWN;

import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.TopK;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.Recommender;
import dev.sapor.recommend.ScoreVisitor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Where the relevant items of every judged user stand, taken in one pass over the scores; of all
 * users x items scores only one block for each thread is ever there.
 */
final class Rankings {

  private final AlignedInteractions test;
  private final int[] rows;
  private final UserRanks[] ranks;
  private final List<RankingMetric> metrics;
  private final Map<String, Double> coverage = new LinkedHashMap<>();

  private Rankings(AlignedInteractions test, int[] rows, List<RankingMetric> metrics) {
    this.test = test;
    this.rows = rows;
    this.ranks = new UserRanks[rows.length];
    this.metrics = metrics;
  }

  /**
   * Ranks.
   *
   * @param coldUser the user who stands for those that are not known, or UNKNOWN to leave them out
   * @param negatives cuts candidates down, or null
   */
  static Rankings of(
      Recommender recommender,
      AlignedInteractions test,
      int coldUser,
      SampledNegatives.@Nullable Bound negatives,
      EvaluationProtocol protocol,
      Parallel parallel) {
    int[] rows = test.rows(row -> test.user(row) != UNKNOWN || coldUser != UNKNOWN);
    int[] users =
        Arrays.stream(rows).map(r -> test.user(r) == UNKNOWN ? coldUser : test.user(r)).toArray();
    Rankings rankings = new Rankings(test, rows, protocol.rankingMetrics());
    Queue<Visitor> visitors = new ConcurrentLinkedQueue<>();
    boolean withSeen = protocol.negatives().map(SampledNegatives::isGiven).orElse(false);
    recommender.visitScores(
        users,
        withSeen ? ItemFilter.unseen().includingSeen() : ItemFilter.unseen(),
        parallel,
        () -> {
          Visitor visitor = rankings.new Visitor(recommender.items(), negatives, protocol);
          visitors.add(visitor);
          return visitor;
        });
    for (int index = 0; index < protocol.coverageCutoffs().size(); index++) {
      long[] covered = new long[Math.ceilDiv(recommender.items(), Long.SIZE)];
      for (Visitor visitor : visitors) {
        for (int word = 0; word < covered.length; word++) {
          covered[word] |= visitor.covered[index][word];
        }
      }
      double share = (double) bits(covered) / Math.max(1, recommender.rankable());
      rankings.coverage.put(MetricNames.COVERAGE + protocol.coverageCutoffs().get(index), share);
    }
    return rankings;
  }

  private static int bits(long[] words) {
    return Arrays.stream(words).mapToInt(Long::bitCount).sum();
  }

  /** Ranks the users of one thread. */
  private final class Visitor implements ScoreVisitor {
    private final RankCounter counter;
    private final SampledNegatives.@Nullable Bound negatives;
    private final List<Integer> cutoffs;
    private final TopK best;
    private final int[] bestItems;
    private final float[] bestScores;
    private final long[][] covered;

    Visitor(int items, SampledNegatives.@Nullable Bound negatives, EvaluationProtocol protocol) {
      this.counter = new RankCounter(protocol.rankLength(), protocol.ties());
      this.negatives = negatives;
      this.cutoffs = protocol.coverageCutoffs();
      int length = Math.min(items, cutoffs.stream().mapToInt(k -> k).max().orElse(0));
      this.best = new TopK(length);
      this.bestItems = new int[length];
      this.bestScores = new float[length];
      this.covered = new long[cutoffs.size()][Math.ceilDiv(items, Long.SIZE)];
    }

    @Override
    public void visit(int position, float[] scores, long[] eligible) {
      int row = rows[position];
      int[] known = test.knownItems(row);
      if (negatives != null) {
        negatives.restrict(row, known, eligible);
      }
      ranks[position] =
          counter.count(scores, eligible, test.matrix().count(row), known, test.knownColumns(row));
      if (!cutoffs.isEmpty()) {
        best.offerAll(scores, scores.length, eligible);
        int count = best.drain(bestItems, bestScores);
        for (int index = 0; index < covered.length; index++) {
          for (int rank = 0; rank < Math.min(count, cutoffs.get(index)); rank++) {
            covered[index][bestItems[rank] >> 6] |= 1L << bestItems[rank];
          }
        }
      }
    }
  }

  /** Rows of the test data whose users were judged. */
  int[] rows() {
    return rows.clone();
  }

  /** Catalogue coverage by key. */
  Map<String, Double> coverage() {
    return coverage;
  }

  /**
   * The terms of the metrics by row of the test data: each metric, and 1 for a user who was judged.
   *
   * @param wantedRows which users
   * @param wantedColumns which relevant items are looked for; users without one are not judged
   */
  UserTerms terms(IntPredicate wantedRows, @Nullable IntPredicate wantedColumns) {
    UserTerms terms = UserTerms.zeros(test.matrix().rows(), metrics.size() + 1);
    for (int position = 0; position < rows.length; position++) {
      int row = rows[position];
      int relevant = wantedColumns == null ? 1 : test.count(row, wantedColumns);
      if (wantedRows.test(row) && relevant > 0) {
        UserRanks whole = ranks[position];
        add(row, wantedColumns == null ? whole : whole.only(wantedColumns, relevant), terms);
      }
    }
    return terms;
  }

  private void add(int row, UserRanks of, UserTerms terms) {
    for (int metric = 0; metric < metrics.size(); metric++) {
      terms.add(row, metric, metrics.get(metric).of(of));
    }
    terms.add(row, metrics.size(), 1);
  }
}
