package dev.sapor.eval;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Goal;
import dev.sapor.recommend.PopularityScorer;
import dev.sapor.recommend.Predictor;
import dev.sapor.recommend.RatingPredictor;
import dev.sapor.recommend.Recommender;
import dev.sapor.recommend.Scorer;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Judges models and baselines on test data by one protocol and one code.
 *
 * <p>Test data have ids of their own and are matched by id. Ratings of unknown users and items are
 * predicted by what is known; predictions are clipped to the range of training values. Not for use
 * by several threads at once.
 */
public final class Evaluator {

  private final EvaluationProtocol protocol;
  private final Parallel parallel;

  /**
   * @param protocol what is measured
   * @param parallel on which threads; changes no bit of a figure
   */
  public Evaluator(EvaluationProtocol protocol, Parallel parallel) {
    this.protocol = protocol;
    this.parallel = parallel;
  }

  /**
   * Judges a model. Ranking figures need to know what each user had in training: without a history
   * there are none (but see {@link #evaluate(FactorModel, Interactions, Interactions)}).
   */
  public Evaluation evaluate(FactorModel model, Interactions test) {
    Optional<Recommender> recommender = model.history().map(history -> Recommender.of(model));
    return evaluate(model, recommender, align(test, Predictor.of(model)), test);
  }

  /**
   * Judges a model and masks, in its ranked lists, given interactions instead of its history.
   *
   * @param train what the model was trained on; ids that the model does not know are passed over
   */
  public Evaluation evaluate(FactorModel model, Interactions train, Interactions test) {
    Predictor predictor = Predictor.of(model);
    CsrMatrix seen = align(train, predictor).toModel(model.users().size(), model.items().size());
    Recommender recommender = Recommender.of(model, seen);
    return evaluate(model, Optional.of(recommender), align(test, predictor), test);
  }

  private Evaluation evaluate(
      FactorModel model,
      Optional<Recommender> recommender,
      AlignedInteractions aligned,
      Interactions test) {
    return new Evaluation(
        aligned.counts(),
        model.goal() == Goal.PREDICT ? ratings(Predictor.of(model), test) : Optional.empty(),
        recommender.flatMap(lists -> ranking(lists, aligned, knownUsers(model))));
  }

  private static int knownUsers(FactorModel model) {
    return (int)
        IntStream.range(0, model.users().size()).filter(u -> model.userCount(u) > 0).count();
  }

  /** Judges the baselines of training data. */
  public BaselineEvaluation baselines(Interactions train, Interactions test) {
    boolean rated = train.rated();
    return new BaselineEvaluation(
        rated ? ratings(GlobalMeanBaseline.of(train), test) : Optional.empty(),
        rated ? ratings(UserItemMeanBaseline.of(train), test) : Optional.empty(),
        ranking(PopularityScorer.of(train.byUser()), train, test));
  }

  /**
   * Judges predicted ratings; empty where the protocol has no rating metric or the test data hold
   * no rating.
   */
  public Optional<RatingEvaluation> ratings(RatingPredictor predictor, Interactions test) {
    if (protocol.ratingMetrics().isEmpty() || !test.rated() || test.size() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        RatingErrors.evaluate(
            predictor, align(test, predictor), protocol.ratingMetrics(), parallel));
  }

  /**
   * Judges the ranked lists of any scorer; empty where the protocol has no ranking metric or no
   * user is left to be judged.
   *
   * @param scorer by the indices of the training data
   * @param train what the scorer was trained on
   * @throws IllegalArgumentException if the scorer has another shape than the training data
   */
  public Optional<RankingEvaluation> ranking(Scorer scorer, Interactions train, Interactions test) {
    TrainingData known = new TrainingData(train);
    AlignedInteractions aligned = new AlignedInteractions(test, known::userIndex, known::itemIndex);
    return ranking(Recommender.of(scorer, train.byUser()), aligned, known.knownUsers());
  }

  private Optional<RankingEvaluation> ranking(
      Recommender recommender, AlignedInteractions test, int knownUsers) {
    int length = protocol.listLength();
    return length == 0
        ? Optional.empty()
        : new RankingMerit(test, protocol.rankingMetrics())
            .of(recommender, length, knownUsers, parallel);
  }

  private static AlignedInteractions align(Interactions data, RatingPredictor predictor) {
    return new AlignedInteractions(data, predictor::userIndex, predictor::itemIndex);
  }
}
