package dev.sapor.recommend;

/**
 * Sees the scores of users, one after the other: what a ranking, a rank count or any other use of
 * all scores of a user is built on. One visitor serves one thread at a time.
 */
@FunctionalInterface
public interface ScoreVisitor {

  /**
   * Sees one user.
   *
   * @param position place of the user among those that were asked for
   * @param scores score of each item, by item index; valid during the call
   * @param eligible the items that may be ranked for this user, as words of bits: item i is bit
   *     {@code i % 64} of word {@code i / 64}; valid during the call, and the visitor may change it
   */
  void visit(int position, float[] scores, long[] eligible);
}
