package dev.sapor.recommend;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.TopK;

/** The working memory in which one thread scores a block of users and ranks the items of each. */
final class BlockRanker {

  private final Scorer scorer;
  private final FloatMatrix scores;
  private final float[] row;
  private final long[] eligible;

  BlockRanker(Scorer scorer, int users) {
    this.scorer = scorer;
    this.scores = FloatMatrix.zeros(users, scorer.items());
    this.row = new float[scorer.items()];
    this.eligible = new long[ItemSets.words(scorer.items())];
  }

  /** Ranks for the users {@code userIndices[from .. to)}; lists go to the same positions. */
  void rank(
      int[] userIndices, int from, int to, Candidates candidates, TopK best, RankedItems[] lists) {
    scorer.score(userIndices, from, to, scores);
    for (int k = from; k < to; k++) {
      scores.copyRow(k - from, row);
      candidates.copyFor(userIndices[k], eligible);
      best.offerAll(row, row.length, eligible);
      lists[k] = RankedItems.drain(best);
    }
  }
}
