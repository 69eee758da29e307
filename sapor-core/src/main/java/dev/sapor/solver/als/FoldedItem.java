package dev.sapor.solver.als;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;

/**
 * An item that was folded into a model.
 *
 * @param factors 1 x F
 * @param bias the item's bias, 0 in a model without
 * @param history 1 x N: the users who had to do with it
 */
public record FoldedItem(FloatMatrix factors, float bias, CsrMatrix history) {

  /** The item alone beside the users of the model. */
  public Factors beside(FactorModel model) {
    Factors all = model.factors();
    return new Factors(all.users(), factors, all.mean(), all.userBiases(), new float[] {bias});
  }
}
