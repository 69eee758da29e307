package dev.sapor.eval;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.recommend.RatingPredictor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes rating metrics: terms summed for each user, users added in their order. */
final class RatingErrors {

  /** Users in a piece of work. */
  private static final int GRAIN = 64;

  private final RatingPredictor predictor;
  private final AlignedInteractions test;
  private final List<RatingMetric> metrics;
  // sums[metric][row]
  private final double[][] sums;

  private RatingErrors(
      RatingPredictor predictor, AlignedInteractions test, List<RatingMetric> metrics) {
    this.predictor = predictor;
    this.test = test;
    this.metrics = metrics;
    this.sums = new double[metrics.size()][test.matrix().rows()];
  }

  /** Over at least one test interaction. */
  static RatingEvaluation evaluate(
      RatingPredictor predictor,
      AlignedInteractions test,
      List<RatingMetric> metrics,
      Parallel parallel) {
    RatingErrors errors = new RatingErrors(predictor, test, metrics);
    parallel.ranges(test.matrix().rows(), GRAIN, errors::addUsers);
    return errors.result();
  }

  private void addUsers(int from, int to) {
    CsrMatrix ratings = test.matrix();
    for (int row = from; row < to; row++) {
      for (long at = ratings.start(row); at < ratings.end(row); at++) {
        double predicted = predictor.predict(test.user(row), test.item(at));
        double error = predicted - ratings.value(at);
        for (int metric = 0; metric < sums.length; metric++) {
          sums[metric][row] += metrics.get(metric).term(error);
        }
      }
    }
  }

  private RatingEvaluation result() {
    long count = test.matrix().nonZeros();
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int metric = 0; metric < sums.length; metric++) {
      double sum = 0;
      for (double ofUser : sums[metric]) {
        sum += ofUser;
      }
      figures.put(metrics.get(metric).key(), metrics.get(metric).result(sum / count));
    }
    return new RatingEvaluation(count, figures);
  }
}
