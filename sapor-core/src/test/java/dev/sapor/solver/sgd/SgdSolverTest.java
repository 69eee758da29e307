package dev.sapor.solver.sgd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.EntryList;
import dev.sapor.model.Factors;
import dev.sapor.objective.Regularization;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Run;
import dev.sapor.solver.Solver;
import dev.sapor.testing.NaiveBiasedReference;
import dev.sapor.testing.NaiveFactors;
import dev.sapor.testing.SolverContract;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
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
      BlockedOrder order = BlockedOrder.of(data, config.seed(), parallel);
      for (int epoch = 0; epoch < 3; epoch++) {
        run.advance();
        epoch(plain, data, order, epoch);
      }
      NaiveFactors.assertClose(run.factors(), plain, 1e-5);
    }
  }

  private static void epoch(
      NaiveBiasedReference plain, Interactions data, BlockedOrder order, int epoch) {
    EntryList entries = order.entries();
    double rate = RATE * Math.pow(DECAY, epoch);
    for (long k : visits(order, epoch)) {
      int u = order.users().row(entries.rows().get(k));
      int i = order.items().row(entries.columns().get(k));
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

  private static List<Long> visits(BlockedOrder order, int epoch) {
    List<Long> positions = new ArrayList<>();
    for (int place : order.places(epoch)) {
      List<Long> block = LongStream.range(order.start(place), order.end(place)).boxed().toList();
      positions.addAll(epoch % 2 == 0 ? block : block.reversed());
    }
    assertThat(positions).hasSize((int) order.entries().size()).doesNotHaveDuplicates();
    return positions;
  }

  @Test
  void unknownIdsAreTheMeanOfTheOthersWhereTheFactorsHoldTheLevel() {
    // The last user has no interactions.
    CsrMatrix matrix =
        new CsrMatrix(2, new long[] {0, 2, 3, 3}, IntColumn.of(0, 1, 0), FloatColumn.of(4, 5, 3));
    Interactions part =
        Interactions.of(
            IdMap.of(List.of("a", "b", "c")), IdMap.of(List.of("p", "q")), true, matrix);
    try (Parallel parallel = new Parallel(2)) {
      Run run =
          SgdConfig.defaults().withCentred(false).withFactors(3).solver().start(part, parallel);
      run.advance();
      float[] c = run.factors().users().row(2);
      for (int f = 0; f < 3; f++) {
        float mean = (run.factors().users().get(0, f) + run.factors().users().get(1, f)) / 2;
        assertThat(c[f]).isCloseTo(mean, within(1e-6f)).isNotZero();
      }
      assertThat(run.factors().mean()).isZero();
    }
  }

  @Test
  void startIsPositiveAndBelowTheScale() {
    try (Parallel parallel = new Parallel(1)) {
      Factors start = solver(9, 1).start(data(), parallel).factors();
      for (int item = 0; item < start.items().rows(); item++) {
        for (float value : start.items().row(item)) {
          assertThat(value).isBetween(0f, (float) (SgdConfig.defaults().initialScale() / 3));
        }
      }
    }
  }
}
