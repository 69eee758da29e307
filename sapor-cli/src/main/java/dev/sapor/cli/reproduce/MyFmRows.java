package dev.sapor.cli.reproduce;

import dev.sapor.data.Interactions;
import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.Evaluator;
import dev.sapor.recommend.Predictor;
import dev.sapor.solver.Solver;
import dev.sapor.solver.Trainer;
import dev.sapor.solver.bayes.BayesConfig;
import dev.sapor.solver.bayes.BayesFeatures;
import java.util.List;

/**
 * Gibbs sampling beside the documentation of myFM (T. Ohtsuki), which prints the error of its
 * examples on the third split of MovieLens 100K. All sweeps after the first ten are kept, as there.
 */
final class MyFmRows {

  private static final String SOURCE = "documentation of myFM, MovieLens 100K";
  private static final int SWEEPS = 300;
  private static final int BURN_IN = 10;

  static List<PublishedRow> all() {
    return List.of(
        row("ml-100k-u3-bayes", "ids only", BayesFeatures.none(), 0.8925),
        row(
            "ml-100k-u3-bayes-iu-ii",
            "iu and ii, beside films and people there",
            BayesFeatures.bothBags(),
            0.8855));
  }

  private static PublishedRow row(
      String name, String what, BayesFeatures features, double published) {
    BayesConfig config =
        BayesConfig.defaults()
            .withFactors(10)
            .withSweeps(SWEEPS)
            .withBurnIn(BURN_IN)
            .withSamples(SWEEPS - BURN_IN)
            .withFeatures(features);
    return new PublishedRow(
        name,
        PublishedData.ML_100K_U3,
        "rating prediction; u3.base and u3.test, RMSE; bayes, 10 factors, " + what,
        SOURCE,
        List.of(PublishedFigure.atMost("rmse", published, 0.86)),
        place -> run(config.solver(), place));
  }

  private static List<MeasuredFigure> run(Solver solver, Workplace place) {
    Trainer trainer = Trainer.of(solver, solver.defaultPlan(), place.parallel());
    Predictor predictor = Predictor.of(trainer.train(read(place, "u3.base")).model());
    Evaluator evaluator = new Evaluator(EvaluationProtocol.parse("rmse"), place.parallel());
    return evaluator.judge(predictor, read(place, "u3.test")).evaluation().figures().stream()
        .map(MeasuredFigure::of)
        .toList();
  }

  private static Interactions read(Workplace place, String file) {
    return place.columns(
        PublishedData.ML_100K_U3, file, "\t", "user=1,item=2,rating=3,timestamp=none");
  }

  private MyFmRows() {}
}
