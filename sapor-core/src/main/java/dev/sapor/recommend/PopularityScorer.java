package dev.sapor.recommend;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.NativeLayouts;
import dev.sapor.model.FactorModel;
import java.lang.foreign.MemorySegment;

/**
 * Scores every item by its number of training interactions, for every user alike: the list that a
 * recommender must beat.
 */
public final class PopularityScorer implements Scorer {

  private final int users;
  private final float[] counts;

  private PopularityScorer(int users, float[] counts) {
    this.users = users;
    this.counts = counts;
  }

  /** By the training interactions, users x items. */
  public static PopularityScorer of(CsrMatrix training) {
    int[] counts = ItemSets.counts(training);
    float[] scores = new float[counts.length];
    for (int item = 0; item < counts.length; item++) {
      scores[item] = counts[item];
    }
    return new PopularityScorer(training.rows(), scores);
  }

  /** By the counts that a model keeps, with a history or without. */
  public static PopularityScorer of(FactorModel model) {
    float[] scores = new float[model.items().size()];
    for (int item = 0; item < scores.length; item++) {
      scores[item] = model.itemCount(item);
    }
    return new PopularityScorer(model.users().size(), scores);
  }

  @Override
  public int users() {
    return users;
  }

  @Override
  public int items() {
    return counts.length;
  }

  @Override
  public void score(int[] userIndices, int from, int to, FloatMatrix scores) {
    ScoreBlocks.check(this, userIndices, from, to, scores);
    for (int k = from; k < to; k++) {
      MemorySegment.copy(
          counts, 0, scores.segment(), NativeLayouts.FLOAT, scores.rowOffset(k - from), items());
    }
  }
}
