package dev.sapor.solver.als;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.objective.Regularization;
import java.util.Map;

/**
 * The weights that a model was trained with, as its record names them: what new rows are solved by.
 *
 * @param regularization λ, ν and κ; κ is {@value #LEAST_WEIGHT} where training had no weight at
 *     all, for the equations of a short row have no solution without
 * @param biased whether the model has biases
 * @param clicks whether it is a model of clicks
 * @param alpha0 α0 of a model of clicks
 * @param ones whether its training took ratings as clicks of weight 1
 */
record TrainedWeights(
    Regularization regularization, boolean biased, boolean clicks, double alpha0, boolean ones) {

  /** Weight λ_row where training had none. */
  static final float LEAST_WEIGHT = 1e-2f;

  /**
   * @throws IllegalArgumentException if the training record does not name them
   */
  static TrainedWeights of(FactorModel model) {
    Map<String, String> parameters = model.record().parameters();
    boolean clicks = model.goal() == Goal.RECOMMEND;
    return new TrainedWeights(
        regularization(parameters),
        Boolean.parseBoolean(parameters.getOrDefault("biases", "false")),
        clicks,
        clicks ? alpha0(model, parameters.getOrDefault("alpha0", "automatic")) : 0,
        clicks && model.record().isOfRatings());
  }

  private static Regularization regularization(Map<String, String> parameters) {
    if (!parameters.containsKey("regularization")) {
      throw new IllegalArgumentException(
          "the training record does not name the regularization; no row can be added");
    }
    Regularization regularization =
        new Regularization(
            number(parameters, "regularization", 0),
            number(parameters, "nu", 1),
            number(parameters, "kappa", 0),
            number(parameters, "bias-regularization", 0),
            number(parameters, "bias-kappa", 0));
    if (regularization.lambda() == 0 && regularization.kappa() == 0) {
      regularization = regularization.withKappa(LEAST_WEIGHT);
    }
    if (regularization.biasLambda() == 0 && regularization.biasKappa() == 0) {
      regularization = regularization.withBiasKappa(LEAST_WEIGHT);
    }
    return regularization;
  }

  private static double number(Map<String, String> parameters, String name, double otherwise) {
    String text = parameters.get(name);
    return text == null ? otherwise : Double.parseDouble(text);
  }

  private static double alpha0(FactorModel model, String text) {
    if (!text.equals("automatic")) {
      return Double.parseDouble(text);
    }
    // As in training, where those who were forgotten since were there.
    int users = model.users().size() + model.record().forgottenUsers();
    return ImplicitAlsSolver.alpha0(model.record().interactions(), users, model.items().size());
  }

  /** The equations of users, whose features are the items. */
  RowEquations ofUsers(Factors factors, boolean asTrained, Parallel parallel) {
    return equations(factors.items(), factors.itemBiases(), factors.mean(), asTrained, parallel);
  }

  /** The equations of items, whose features are the users. */
  RowEquations ofItems(Factors factors, Parallel parallel) {
    return equations(factors.users(), factors.userBiases(), factors.mean(), true, parallel);
  }

  /**
   * @param asTrained whether values are taken as in training, or as weights with a sign
   */
  private RowEquations equations(
      FloatMatrix features, float[] biases, float mean, boolean asTrained, Parallel parallel) {
    if (!clicks) {
      return new RatingEquations(features, biases, mean, regularization, biased);
    }
    return new ClickEquations(
        features, Gramian.of(features, parallel), alpha0, regularization, asTrained && ones);
  }
}
