package dev.sapor.eval;

import static dev.sapor.recommend.RatingPredictor.UNKNOWN;

import dev.sapor.baseline.EaseConfig;
import dev.sapor.baseline.EaseScorer;
import dev.sapor.baseline.GlobalMeanBaseline;
import dev.sapor.baseline.ItemKnnConfig;
import dev.sapor.baseline.ItemKnnScorer;
import dev.sapor.baseline.UserItemMeanBaseline;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Goal;
import dev.sapor.model.History;
import dev.sapor.recommend.FactorScorer;
import dev.sapor.recommend.PopularFallbackScorer;
import dev.sapor.recommend.PopularityScorer;
import dev.sapor.recommend.Predictor;
import dev.sapor.recommend.RatingPredictor;
import dev.sapor.recommend.Recommender;
import dev.sapor.recommend.Scorer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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

  /** On how many threads it works. */
  public int threads() {
    return parallel.threads();
  }

  /** The figures of {@link #judge(FactorModel, Interactions)}. */
  public Evaluation evaluate(FactorModel model, Interactions test) {
    return judge(model, test).evaluation();
  }

  /** The figures of {@link #judge(FactorModel, Interactions, Interactions)}. */
  public Evaluation evaluate(FactorModel model, Interactions train, Interactions test) {
    return judge(model, train, test).evaluation();
  }

  /**
   * Judges a model. Rankings need to know what each user had in training: without a history there
   * are none (but see {@link #judge(FactorModel, Interactions, Interactions)}).
   */
  public Judgement judge(FactorModel model, Interactions test) {
    return judge(model, model.history().map(History::byUser).orElse(null), test);
  }

  /**
   * Judges a model and masks, in its rankings, given interactions instead of its history.
   *
   * @param train what the model was trained on; ids that the model does not know are passed over
   */
  public Judgement judge(FactorModel model, Interactions train, Interactions test) {
    AlignedInteractions aligned = align(train, Predictor.of(model));
    return judge(model, aligned.toModel(model.users().size(), model.items().size()), test);
  }

  /**
   * Judges a model on a window of time: its rankings mask its history and what the users did in
   * earlier windows.
   *
   * @param earlier what happened between training and the window
   * @param window the test data, by the ids of {@code earlier}
   */
  public Judgement judgeAfter(FactorModel model, Interactions earlier, Interactions window) {
    if (model.history().isEmpty()) {
      return judge(model, (CsrMatrix) null, window);
    }
    CsrMatrix since =
        align(earlier, Predictor.of(model)).toModel(model.users().size(), model.items().size());
    return judge(model, SeenItems.union(model.history().get().byUser(), since), window);
  }

  private Judgement judge(FactorModel model, @Nullable CsrMatrix seen, Interactions test) {
    Predictor predictor = Predictor.of(model);
    AlignedInteractions aligned = align(test, predictor);
    Rankings rankings = null;
    if (seen != null && protocol.ranks()) {
      Recommender recommender =
          protocol.popularFallback()
              ? withFallback(new FactorScorer(model.factors()), PopularityScorer.of(model), seen)
              : Recommender.of(model, seen);
      rankings = rank(recommender, aligned, model.users().size(), predictor::itemIndex, test);
    }
    return new Judgement(
        aligned,
        model.goal() == Goal.PREDICT ? errors(predictor, aligned, test) : null,
        rankings,
        knownUsers(model),
        protocol,
        parallel);
  }

  private static int knownUsers(Interactions train) {
    CsrMatrix matrix = train.byUser();
    return (int) IntStream.range(0, matrix.rows()).filter(u -> matrix.count(u) > 0).count();
  }

  private static int knownUsers(FactorModel model) {
    return (int)
        IntStream.range(0, model.users().size()).filter(u -> model.userCount(u) > 0).count();
  }

  /**
   * Judges the rankings of any scorer.
   *
   * @param scorer by the indices of the training data
   * @param train what the scorer was trained on
   * @throws IllegalArgumentException if the scorer has another shape than the training data
   */
  public Judgement judge(Scorer scorer, Interactions train, Interactions test) {
    // Any rule over the training data tells who and what has an interaction there.
    RatingPredictor known = GlobalMeanBaseline.of(train);
    AlignedInteractions aligned = align(test, known);
    Rankings rankings = null;
    if (protocol.ranks()) {
      Recommender recommender =
          protocol.popularFallback()
              ? withFallback(scorer, PopularityScorer.of(train.byUser()), train.byUser())
              : Recommender.of(scorer, train.byUser());
      rankings = rank(recommender, aligned, scorer.users(), known::itemIndex, test);
    }
    return new Judgement(aligned, null, rankings, knownUsers(train), protocol, parallel);
  }

  /** Judges predicted ratings; there are none where the test data hold no rating. */
  public Judgement judge(RatingPredictor predictor, Interactions test) {
    AlignedInteractions aligned = align(test, predictor);
    return new Judgement(aligned, errors(predictor, aligned, test), null, 0, protocol, parallel);
  }

  /**
   * Judges baselines of training data.
   *
   * @param wanted which; those that need ratings are left out where there are none
   */
  public Map<Baseline, Judgement> baselines(
      Interactions train, Interactions test, Set<Baseline> wanted) {
    Map<Baseline, Judgement> judged = new EnumMap<>(Baseline.class);
    for (Baseline baseline : wanted) {
      switch (baseline) {
        case GLOBAL_MEAN -> {
          if (train.rated()) {
            judged.put(baseline, judge(GlobalMeanBaseline.of(train), test));
          }
        }
        case USER_ITEM_MEAN -> {
          if (train.rated()) {
            judged.put(baseline, judge(UserItemMeanBaseline.of(train), test));
          }
        }
        case POPULARITY ->
            judged.put(baseline, judge(PopularityScorer.of(train.byUser()), train, test));
        case ITEM_KNN ->
            judged.put(
                baseline,
                judge(
                    ItemKnnScorer.of(train.byUser(), ItemKnnConfig.defaults(), parallel),
                    train,
                    test));
        case EASE ->
            judged.put(
                baseline,
                judge(EaseScorer.of(train.byUser(), EaseConfig.defaults(), parallel), train, test));
      }
    }
    return judged;
  }

  /** The figures of predicted ratings; empty where there is nothing to judge. */
  public Optional<RatingEvaluation> ratings(RatingPredictor predictor, Interactions test) {
    return judge(predictor, test).evaluation().ratings();
  }

  /** The figures of the rankings of any scorer; empty where there is nothing to judge. */
  public Optional<RankingEvaluation> ranking(Scorer scorer, Interactions train, Interactions test) {
    return judge(scorer, train, test).evaluation().ranking();
  }

  /**
   * Compares two models that were judged on the same test data, metric by metric.
   *
   * @throws IllegalArgumentException if the test data had another number of users
   */
  public List<Comparison> compare(Judgement first, Judgement second) {
    return compare(List.of(first), List.of(second));
  }

  /**
   * Compares two models over several windows of the same test data; what a user did in several
   * windows is one draw.
   *
   * @throws IllegalArgumentException if the windows are not the same, or there are none
   */
  public List<Comparison> compare(List<Judgement> first, List<Judgement> second) {
    if (first.isEmpty() || first.size() != second.size()) {
      throw new IllegalArgumentException(
          "expected as many windows for both, and at least one (got %s and %s)"
              .formatted(first.size(), second.size()));
    }
    int rows = first.getFirst().testRows();
    if (IntStream.range(0, first.size())
        .anyMatch(w -> first.get(w).testRows() != rows || second.get(w).testRows() != rows)) {
      throw new IllegalArgumentException("the test data are not the same");
    }
    return PairedTest.of(first, second);
  }

  private @Nullable RatingErrors errors(
      RatingPredictor predictor, AlignedInteractions aligned, Interactions test) {
    return protocol.ratingMetrics().isEmpty() || !test.rated() || test.size() == 0
        ? null
        : new RatingErrors(predictor, aligned);
  }

  private static Recommender withFallback(
      Scorer scorer, PopularityScorer popularity, CsrMatrix seen) {
    return Recommender.of(
        new PopularFallbackScorer(scorer, popularity), PopularFallbackScorer.withColdUser(seen));
  }

  private Rankings rank(
      Recommender recommender,
      AlignedInteractions aligned,
      int users,
      ToIntFunction<String> itemIndex,
      Interactions test) {
    SampledNegatives.Bound negatives =
        protocol.negatives().map(sampled -> sampled.bind(test, itemIndex)).orElse(null);
    int coldUser = protocol.popularFallback() ? users : UNKNOWN;
    return Rankings.of(recommender, aligned, coldUser, negatives, protocol, parallel);
  }

  private static AlignedInteractions align(Interactions data, RatingPredictor predictor) {
    return new AlignedInteractions(data, predictor::userIndex, predictor::itemIndex);
  }
}
