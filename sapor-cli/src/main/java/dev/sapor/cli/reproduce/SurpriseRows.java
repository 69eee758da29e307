package dev.sapor.cli.reproduce;

import dev.sapor.baseline.UserItemMeanBaseline;
import dev.sapor.data.Interactions;
import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.Evaluator;
import dev.sapor.split.Split;
import dev.sapor.split.SurpriseKFold;
import java.util.List;

/**
 * The table of benchmarks of Surprise (N. Hug, "Surprise: a Python library for recommender
 * systems", JOSS 5(52), 2020; figures in the README of version 1.1): means over five folds.
 *
 * <p>Its BaselineOnly fits the same model as our damped means, a mean and an offset for each user
 * and item, by ten sweeps of alternating least squares with damping 15 and 10; hence a band of
 * .002, about the standard error of such an RMSE on MovieLens 100K.
 */
final class SurpriseRows {

  private static final double MARGIN = 0.002;
  private static final String SOURCE = "README of Surprise 1.1, benchmarks, BaselineOnly";
  private static final String PROTOCOL =
      "rating prediction; 5 folds of KFold(5, random_state=0), mean RMSE; damped user and item"
          + " means";

  static List<PublishedRow> all() {
    return List.of(
        row("ml-100k-surprise-baseline", PublishedData.ML_100K, "u.data", "\t", 0.944),
        row("ml-1m-surprise-baseline", PublishedData.ML_1M, "ratings.dat", "::", 0.909));
  }

  private static PublishedRow row(
      String name, PublishedData data, String file, String delimiter, double published) {
    return new PublishedRow(
        name,
        data,
        PROTOCOL,
        SOURCE,
        List.of(PublishedFigure.within("rmse", published, MARGIN)),
        place -> {
          Interactions ratings =
              place.columns(data, file, delimiter, "user=1,item=2,rating=3,timestamp=none");
          return List.of(crossValidate(ratings, place));
        });
  }

  private static MeasuredFigure crossValidate(Interactions ratings, Workplace place) {
    SurpriseKFold rule = new SurpriseKFold(5, SurpriseKFold.PUBLISHED_SEED);
    Evaluator evaluator = new Evaluator(EvaluationProtocol.parse("rmse"), place.parallel());
    double[] errors = new double[rule.folds()];
    for (int fold = 0; fold < errors.length; fold++) {
      place.progress().accept("fold " + (fold + 1) + " of " + errors.length);
      Split split = rule.split(ratings, fold);
      errors[fold] =
          evaluator
              .judge(UserItemMeanBaseline.of(split.train()), split.test())
              .evaluation()
              .figure("rmse")
              .orElseThrow();
    }
    return MeasuredFigure.meanOfFolds("rmse", errors);
  }

  private SurpriseRows() {}
}
