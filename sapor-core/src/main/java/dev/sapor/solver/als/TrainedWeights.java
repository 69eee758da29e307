package dev.sapor.solver.als;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.objective.ClickLoss;
import dev.sapor.objective.ClickTarget;
import dev.sapor.objective.Confidence;
import dev.sapor.objective.Regularization;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The weights that a model was trained with, as its record names them: what new rows are solved by.
 *
 * @param regularization λ, ν and κ; κ is {@value #LEAST_WEIGHT} where training had no weight at
 *     all, for the equations of a short row have no solution without
 * @param biased whether the model has biases
 * @param loss the loss of a model of clicks, as in training; null for one of ratings
 * @param given the same for interactions that were not of the training: where that took all with
 *     one weight because they were ratings, a value is now a weight
 */
record TrainedWeights(
    Regularization regularization,
    boolean biased,
    @Nullable ClickLoss loss,
    @Nullable ClickLoss given) {

  /** Algorithms whose loss is not a sum of squares: a ridge regression would give other rows. */
  private static final Set<String> RANKINGS = Set.of("bpr", "softmax");

  /** Weight λ_row where training had none. */
  static final float LEAST_WEIGHT = 1e-2f;

  /**
   * @throws IllegalArgumentException if the training record does not name them
   */
  static TrainedWeights of(FactorModel model) {
    if (RANKINGS.contains(model.record().algorithm())) {
      throw new IllegalArgumentException(
          ("a model by %s has no equations for new items and interactions; train one by"
                  + " implicit-als for these")
              .formatted(model.record().algorithm()));
    }
    Map<String, String> parameters = model.record().parameters();
    Regularization regularization = regularization(parameters);
    boolean biased = Boolean.parseBoolean(parameters.getOrDefault("biases", "false"));
    if (model.goal() != Goal.RECOMMEND) {
      return new TrainedWeights(regularization, biased, null, null);
    }
    Confidence confidence = confidence(model);
    ClickLoss loss =
        new ClickLoss(
            alpha0(model, parameters.getOrDefault("alpha0", "automatic")),
            confidence,
            ClickTarget.valueOf(upper(parameters, "target", ClickTarget.SHRUNK.name())),
            regularization,
            !parameters.getOrDefault("regularization-count", "all").equals("seen"));
    boolean ones = model.record().isOfRatings() && confidence.equals(Confidence.ONES);
    return new TrainedWeights(
        regularization, biased, loss, ones ? loss.withConfidence(Confidence.VALUES) : loss);
  }

  private static Confidence confidence(FactorModel model) {
    Map<String, String> parameters = model.record().parameters();
    if (!parameters.containsKey("confidence")) {
      return model.record().isOfRatings() ? Confidence.ONES : Confidence.VALUES;
    }
    return new Confidence(
        Confidence.Kind.valueOf(upper(parameters, "confidence", "")),
        number(parameters, "confidence-scale", 1),
        number(parameters, "confidence-unit", 1),
        number(parameters, "confidence-shift", 0));
  }

  private static String upper(Map<String, String> parameters, String name, String otherwise) {
    return parameters.getOrDefault(name, otherwise).toUpperCase(Locale.ROOT);
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

  /** Whether training took ratings as clicks of weight 1. */
  boolean ones() {
    return !Objects.equals(loss, given);
  }

  /** The equations of users, whose features are the items. */
  RowEquations ofUsers(Factors factors, boolean asTrained, Parallel parallel) {
    return equations(
        factors.items(), factors.itemBiases(), factors.mean(), asTrained ? loss : given, parallel);
  }

  /** The equations of items, whose features are the users. */
  RowEquations ofItems(Factors factors, boolean asTrained, Parallel parallel) {
    return equations(
        factors.users(), factors.userBiases(), factors.mean(), asTrained ? loss : given, parallel);
  }

  private RowEquations equations(
      FloatMatrix features,
      float[] biases,
      float mean,
      @Nullable ClickLoss clicks,
      Parallel parallel) {
    return clicks == null
        ? new RatingEquations(features, biases, mean, regularization, biased)
        : new ClickEquations(features, Gramian.of(features, parallel), clicks);
  }
}
