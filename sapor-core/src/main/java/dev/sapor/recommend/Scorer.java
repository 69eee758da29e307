package dev.sapor.recommend;

import dev.sapor.linalg.FloatMatrix;

/**
 * Scores of all items for a block of users: what a recommender ranks by and an evaluator judges.
 * Any model that can put the items of a user in order is one, with factors or without.
 *
 * <p>Scores are never NaN. The scores of a user do not depend on the other users of the block, to
 * the bit. Implementations are safe for use by several threads that pass different targets.
 */
public interface Scorer {

  /** Most users in a block. */
  int MAX_BLOCK_USERS = 64;

  /** Most scores in a block of more than one user: 16 MiB. */
  int MAX_BLOCK_SCORES = 1 << 22;

  /** Number of users N. */
  int users();

  /** Number of items M. */
  int items();

  /**
   * Scores all items for the users {@code userIndices[from .. to)}.
   *
   * @param userIndices user indices below {@link #users()}, in any order
   * @param from first position in {@code userIndices}
   * @param to position after the last
   * @param scores receives the score of user {@code userIndices[k]} and item j at row {@code k -
   *     from}, column j; at least {@code to - from} rows and exactly {@link #items()} columns
   * @throws IndexOutOfBoundsException if there is no such user or the target has too few rows
   * @throws IllegalArgumentException if the target has another width
   */
  void score(int[] userIndices, int from, int to, FloatMatrix scores);

  /**
   * Users in a block over so many items: {@value #MAX_BLOCK_USERS}, or fewer where their scores
   * would exceed {@value #MAX_BLOCK_SCORES}. So memory is flat, whatever the number of users.
   */
  static int blockUsers(int items) {
    return Math.clamp(MAX_BLOCK_SCORES / Math.max(1, items), 1, MAX_BLOCK_USERS);
  }
}
