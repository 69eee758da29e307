package dev.sapor.solver.als;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.History;

/**
 * A user that was folded into a model.
 *
 * @param factors 1 x F
 * @param bias the user's bias, 0 in a model without
 * @param past what the user had to do with: the history of one user
 */
public record FoldedUser(FloatMatrix factors, float bias, History past) {

  /** 1 x M: what the user had to do with. */
  public CsrMatrix history() {
    return past.byUser();
  }

  /** The user alone beside the items of the model, as {@code Recommender} takes it. */
  public Factors beside(FactorModel model) {
    Factors all = model.factors();
    return new Factors(factors, all.items(), all.mean(), new float[] {bias}, all.itemBiases());
  }
}
