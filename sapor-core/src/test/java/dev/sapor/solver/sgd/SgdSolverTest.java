package dev.sapor.solver.sgd;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.EntryList;
import dev.sapor.objective.Regularization;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Run;
import dev.sapor.solver.Solver;
import dev.sapor.testing.NaiveBiasedReference;
import dev.sapor.testing.NaiveFactors;
import dev.sapor.testing.SolverContract;
import org.junit.jupiter.api.Test;

final class SgdSolverTest extends SolverContract {

  private static final Regularization REGULARIZATION = new Regularization(0.05, 0.5, 1, 0.02, 2);
  private static final double RATE = 0.02;
  private static final double DECAY = 0.9;

  @Override
  protected Solver solver(int factors, long seed) {
    return SgdConfig.defaults().withFactors(factors).withSeed(seed).solver();
  }

  @Override
  protected boolean descendsMonotonically() {
    return false;
  }

  @Test
  void threeEpochsAreThoseOfPlainLoopsInDouble() {
    Interactions data = data();
    SgdConfig config =
        SgdConfig.defaults()
            .withFactors(7)
            .withRegularization(REGULARIZATION)
            .withLearningRate(RATE)
            .withSchedule(LearningRateSchedule.geometric(DECAY));
    try (Parallel parallel = new Parallel(3)) {
      Run run = config.solver().start(data, parallel);
      NaiveBiasedReference plain = NaiveFactors.of(run.factors());
      BlockedOrder order = BlockedOrder.of(data.byUser(), data.byItem(), config.seed());
      for (int epoch = 0; epoch < 3; epoch++) {
        run.advance();
        epoch(plain, data, order.entries(), RATE * Math.pow(DECAY, epoch));
      }
      NaiveFactors.assertClose(run.factors(), plain, 1e-5);
    }
  }

  private static void epoch(
      NaiveBiasedReference plain, Interactions data, EntryList entries, double rate) {
    for (long k = 0; k < entries.size(); k++) {
      int u = entries.rows().get(k);
      int i = entries.columns().get(k);
      int nu = data.byUser().count(u);
      int ni = data.byItem().count(i);
      var decays =
          new NaiveBiasedReference.Decays(
              REGULARIZATION.ofRow(nu) / nu,
              REGULARIZATION.ofRow(ni) / ni,
              true,
              REGULARIZATION.ofBias(nu) / nu,
              REGULARIZATION.ofBias(ni) / ni);
      plain.stochasticStep(u, i, entries.values().get(k), rate, decays);
    }
  }
}
