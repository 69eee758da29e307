package dev.sapor.recommend;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;

/**
 * A scorer with one user more, {@link #coldUser()}, who stands for everyone of whom nothing is
 * known and whose items are scored by popularity. All other users have their own scores.
 */
public final class PopularFallbackScorer implements Scorer {

  private final Scorer known;
  private final PopularityScorer popularity;

  /**
   * @param known scores the users who are known
   * @param popularity over the same items
   * @throws IllegalArgumentException if the two have different items
   */
  public PopularFallbackScorer(Scorer known, PopularityScorer popularity) {
    if (known.items() != popularity.items()) {
      throw new IllegalArgumentException(
          "expected the popularity of %s items (got %s)"
              .formatted(known.items(), popularity.items()));
    }
    this.known = known;
    this.popularity = popularity;
  }

  /** The index of the user of whom nothing is known: the last. */
  public int coldUser() {
    return known.users();
  }

  /** The training interactions with a row more, without entries, for the user who has none. */
  public static CsrMatrix withColdUser(CsrMatrix training) {
    long[] offsets = new long[training.rows() + 2];
    for (int row = 0; row < training.rows(); row++) {
      offsets[row + 1] = training.end(row);
    }
    offsets[training.rows() + 1] = training.nonZeros();
    IntColumn columns = training.columnIndices();
    FloatColumn values = training.values();
    return new CsrMatrix(training.columns(), offsets, columns, values);
  }

  @Override
  public int users() {
    return known.users() + 1;
  }

  @Override
  public int items() {
    return known.items();
  }

  @Override
  public void score(int[] userIndices, int from, int to, FloatMatrix scores) {
    ScoreBlocks.check(this, userIndices, from, to, scores);
    int cold = coldUser();
    for (int start = from; start < to; ) {
      boolean isCold = userIndices[start] == cold;
      int end = start + 1;
      while (end < to && (userIndices[end] == cold) == isCold) {
        end++;
      }
      scoreRun(isCold, userIndices, start, end, from, scores);
      start = end;
    }
  }

  /** Scores users who are all known or all cold, into their rows of the block. */
  private void scoreRun(
      boolean isCold, int[] userIndices, int start, int end, int from, FloatMatrix scores) {
    if (start == from && !isCold) {
      known.score(userIndices, start, end, scores);
      return;
    }
    FloatMatrix run = FloatMatrix.zeros(end - start, items());
    if (isCold) {
      popularity.score(new int[end - start], 0, end - start, run);
    } else {
      known.score(userIndices, start, end, run);
    }
    for (int row = 0; row < run.rows(); row++) {
      scores.setRow(start - from + row, run, row);
    }
  }
}
