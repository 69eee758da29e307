package dev.sapor.recommend;

import dev.sapor.linalg.FloatMatrix;

/** The working memory in which one thread scores a block of users and shows each to a visitor. */
final class ScoringBlock {

  private final Scorer scorer;
  private final FloatMatrix scores;
  private final float[] row;
  private final long[] eligible;

  ScoringBlock(Scorer scorer, int users) {
    this.scorer = scorer;
    this.scores = FloatMatrix.zeros(users, scorer.items());
    this.row = new float[scorer.items()];
    this.eligible = new long[ItemSets.words(scorer.items())];
  }

  /** Shows the users {@code userIndices[from .. to)}, in order, under these positions. */
  void visit(int[] userIndices, int from, int to, Candidates candidates, ScoreVisitor visitor) {
    scorer.score(userIndices, from, to, scores);
    for (int k = from; k < to; k++) {
      scores.copyRow(k - from, row);
      candidates.copyFor(userIndices[k], eligible);
      visitor.visit(k, row, eligible);
    }
  }
}
