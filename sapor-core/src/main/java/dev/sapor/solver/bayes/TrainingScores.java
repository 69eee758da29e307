package dev.sapor.solver.bayes;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.solver.DesignRows;
import java.util.List;

/** The scores of all ratings as the sides stand, user after user. */
final class TrainingScores {

  /** Users of a block. */
  private static final int BLOCK = 64;

  /** Takes the scores of the ratings of a user, the first of which is at a position. */
  @FunctionalInterface
  interface Visitor {
    void visit(int block, int user, long first, int count, float[] scores);
  }

  private final Side users;
  private final List<Side> others;

  /**
   * @param others the other sides, in the order of the places of the ratings
   */
  TrainingScores(Side users, List<Side> others) {
    this.users = users;
    this.others = others;
  }

  /** The ratings. */
  CsrMatrix matrix() {
    return users.matrix();
  }

  /**
   * Number of blocks: sums that are kept for each and added in order are the same on any thread.
   */
  int blocks() {
    return Math.ceilDiv(matrix().rows(), BLOCK);
  }

  /**
   * Visits all users, block by block in parallel.
   *
   * @param level is part of the scores
   */
  void visit(float level, Parallel parallel, Visitor visitor) {
    CsrMatrix matrix = matrix();
    DesignRows.Sides sides =
        RowDraws.sides(
            others, side -> new DesignRows.Side(side.factors(), side.factors(), side.biases()));
    parallel.ranges(
        matrix.rows(),
        BLOCK,
        (from, to) -> {
          DesignRows design = new DesignRows(users.factors().columns());
          float[] scores = new float[0];
          for (int user = from; user < to; user++) {
            int count = matrix.count(user);
            scores = scores.length < count ? new float[2 * count] : scores;
            design.scores(
                users.factors(),
                user,
                level + users.biases()[user],
                sides,
                users.places(),
                matrix.start(user),
                matrix.end(user),
                scores);
            visitor.visit(from / BLOCK, user, matrix.start(user), count, scores);
          }
        });
  }
}
