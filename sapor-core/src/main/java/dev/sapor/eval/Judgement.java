package dev.sapor.eval;

import static dev.sapor.recommend.RatingPredictor.UNKNOWN;

import dev.sapor.eval.UserTerms.Statistic;
import dev.sapor.linalg.Parallel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a model did for each user of the test data, before it is summed up: figures, slices and
 * comparisons are all taken from here, so that models are ranked once. Not for use by several
 * threads at once, nor after the {@link Parallel} of its evaluator was closed.
 */
public final class Judgement {

  private final AlignedInteractions test;
  private final @Nullable RatingErrors errors;
  private final @Nullable Rankings rankings;
  private final int knownUsers;
  private final EvaluationProtocol protocol;
  private final Parallel parallel;

  Judgement(
      AlignedInteractions test,
      @Nullable RatingErrors errors,
      @Nullable Rankings rankings,
      int knownUsers,
      EvaluationProtocol protocol,
      Parallel parallel) {
    this.test = test;
    this.errors = errors;
    this.rankings = rankings;
    this.knownUsers = knownUsers;
    this.protocol = protocol;
    this.parallel = parallel;
  }

  /** The figures over all of the test data. */
  public Evaluation evaluation() {
    return evaluation(row -> true, null);
  }

  /** The figures over a part of the test data; {@code counts} remain those of all of them. */
  public Evaluation evaluation(Slice slice) {
    return evaluation(slice.users(), slice.items().orElse(null));
  }

  private Evaluation evaluation(IntPredicate rows, @Nullable IntPredicate columns) {
    return new Evaluation(test.counts(), ratings(rows, columns), ranking(rows, columns));
  }

  private Optional<RatingEvaluation> ratings(IntPredicate rows, @Nullable IntPredicate columns) {
    if (errors == null) {
      return Optional.empty();
    }
    UserTerms terms =
        errors
            .terms(rows, columns == null ? column -> true : columns, parallel)
            .having(RatingMetric.COUNT);
    if (terms.users() == 0) {
      return Optional.empty();
    }
    Map<String, Statistic> statistics = new LinkedHashMap<>();
    protocol.ratingMetrics().forEach(metric -> statistics.put(metric.key(), metric::of));
    long count = (long) terms.sums()[RatingMetric.COUNT];
    return Optional.of(new RatingEvaluation(count, figures(terms, statistics)));
  }

  private Optional<RankingEvaluation> ranking(IntPredicate rows, @Nullable IntPredicate columns) {
    if (rankings == null) {
      return Optional.empty();
    }
    List<RankingMetric> metrics = protocol.rankingMetrics();
    UserTerms terms = rankings.terms(rows, columns).having(metrics.size());
    if (terms.users() == 0) {
      return Optional.empty();
    }
    Map<String, Statistic> statistics = new LinkedHashMap<>();
    for (int metric = 0; metric < metrics.size(); metric++) {
      statistics.put(metrics.get(metric).key(), Statistic.ratio(metric, metrics.size()));
    }
    Map<String, Figure> figures = figures(terms, statistics);
    if (columns == null && terms.users() == rankings.rows().length) {
      rankings
          .coverage()
          .forEach((key, share) -> figures.put(key, new Figure(key, share, Optional.empty())));
    }
    int fallback = count(row -> rows.test(row) && test.user(row) == UNKNOWN, rankings.rows());
    int unknown = test.rows(row -> rows.test(row) && test.user(row) == UNKNOWN).length - fallback;
    int withoutTest = knownUsers - (terms.users() - fallback);
    return Optional.of(
        new RankingEvaluation(terms.users(), fallback, unknown, withoutTest, figures));
  }

  private static int count(IntPredicate condition, int[] rows) {
    return (int) Arrays.stream(rows).filter(condition).count();
  }

  private Map<String, Figure> figures(UserTerms terms, Map<String, Statistic> statistics) {
    double[] sums = terms.sums();
    Replicates replicates = Replicates.draw(terms, protocol.resampling(), parallel);
    Map<String, Figure> figures = new LinkedHashMap<>();
    statistics.forEach((key, statistic) ->
        figures.put(key, new Figure(key, statistic.of(sums), replicates.interval(statistic))));
    return figures;
  }

  /** Whether ratings were judged. */
  boolean hasRatings() {
    return errors != null;
  }

  /** Whether rankings were judged. */
  boolean hasRankings() {
    return rankings != null;
  }

  /** The terms of rating metrics by row; only where there are some. */
  UserTerms ratingTerms() {
    if (errors == null) {
      throw new IllegalStateException("ratings were not judged");
    }
    return errors.terms(row -> true, column -> true, parallel);
  }

  /** The terms of ranking metrics by row; only where there are some. */
  UserTerms rankingTerms() {
    if (rankings == null) {
      throw new IllegalStateException("rankings were not judged");
    }
    return rankings.terms(row -> true, null);
  }

  /** Rows of the test data: what is compared must have the same. */
  int testRows() {
    return test.matrix().rows();
  }

  EvaluationProtocol protocol() {
    return protocol;
  }

  Parallel parallel() {
    return parallel;
  }
}
