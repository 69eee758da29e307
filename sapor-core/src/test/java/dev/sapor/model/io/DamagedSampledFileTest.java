package dev.sapor.model.io;

import dev.sapor.model.FactorModel;

/** The same for a model that keeps samples of a posterior, with days. */
final class DamagedSampledFileTest extends DamagedFileTest {

  @Override
  FactorModel model() {
    return TinyModel.sampled();
  }
}
