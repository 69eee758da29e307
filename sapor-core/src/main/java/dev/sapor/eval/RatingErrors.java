package dev.sapor.eval;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.recommend.RatingPredictor;
import java.util.function.IntPredicate;

/** The errors of predicted ratings, summed for each user of the test data. */
final class RatingErrors {

  /** Users in a piece of work. */
  private static final int GRAIN = 64;

  private final RatingPredictor predictor;
  private final AlignedInteractions test;

  RatingErrors(RatingPredictor predictor, AlignedInteractions test) {
    this.predictor = predictor;
    this.test = test;
  }

  /**
   * The terms of {@link RatingMetric} by row of the test data, over the interactions whose row and
   * column are wanted.
   */
  UserTerms terms(IntPredicate rows, IntPredicate columns, Parallel parallel) {
    UserTerms terms = UserTerms.zeros(test.matrix().rows(), RatingMetric.TERMS);
    parallel.ranges(
        terms.users(),
        GRAIN,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            if (rows.test(row)) {
              add(row, columns, terms);
            }
          }
        });
    return terms;
  }

  private void add(int row, IntPredicate columns, UserTerms terms) {
    CsrMatrix ratings = test.matrix();
    for (long at = ratings.start(row); at < ratings.end(row); at++) {
      if (columns.test(ratings.column(at))) {
        double rating = ratings.value(at);
        double error = test.predict(predictor, row, at) - rating;
        terms.add(row, RatingMetric.COUNT, 1);
        terms.add(row, RatingMetric.SQUARES, error * error);
        terms.add(row, RatingMetric.ABSOLUTES, Math.abs(error));
        terms.add(row, RatingMetric.RATINGS, rating);
        terms.add(row, RatingMetric.RATING_SQUARES, rating * rating);
      }
    }
  }
}
