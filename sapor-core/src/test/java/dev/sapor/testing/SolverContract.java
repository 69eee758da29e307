package dev.sapor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import dev.sapor.solver.Solver;
import dev.sapor.solver.Trainer;
import dev.sapor.solver.TrainingPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every solver promises, on small data of which every number is known. */
public abstract class SolverContract {

  private static final long DATA_SEED = 20_251;

  /** The solver under test with its defaults, but for the number of factors and the seed. */
  protected abstract Solver solver(int factors, long seed);

  /** Whether the objective falls in every single epoch, and not only in the long run. */
  protected boolean descendsMonotonically() {
    return true;
  }

  private static List<String[]> rows(int users, int items, int perUser) {
    RandomStream random = RandomStream.of(DATA_SEED, "contract rows", users, items, perUser);
    List<String[]> rows = new ArrayList<>();
    for (int u = 0; u < users; u++) {
      for (int item : random.permutation(items)) {
        if (rows.size() < (u + 1) * perUser) {
          double taste = (u % 3 - 1) * (item % 4 - 1.5);
          long rating = Math.round(3 + 0.8 * taste + 0.5 * random.nextGaussian());
          rows.add(new String[] {"u" + u, "i" + item, Long.toString(Math.clamp(rating, 1, 5))});
        }
      }
    }
    return rows;
  }

  protected static Interactions data(List<String[]> rows) {
    var builder = Interactions.builder();
    // Times are for the few who look at them.
    rows.forEach(row ->
        builder.add(
            row[0],
            row[1],
            Float.parseFloat(row[2]),
            86_400L * ((7 * row[0].hashCode() + row[1].hashCode()) % 9)));
    return builder.build();
  }

  protected static Interactions data() {
    return data(rows(60, 40, 12));
  }

  private Factors train(Solver solver, Interactions data, int epochs, int threads) {
    try (Parallel parallel = new Parallel(threads)) {
      return Trainer.of(solver, TrainingPlan.fixed(epochs), parallel).train(data).factors();
    }
  }

  private static void assertSameBits(Factors actual, Factors expected) {
    assertSameBits(actual.users(), expected.users());
    assertSameBits(actual.items(), expected.items());
    assertThat(actual.userBiases()).isEqualTo(expected.userBiases());
    assertThat(actual.itemBiases()).isEqualTo(expected.itemBiases());
    assertThat(actual.mean()).isEqualTo(expected.mean());
  }

  private static void assertSameBits(FloatMatrix actual, FloatMatrix expected) {
    assertThat(actual.rows()).isEqualTo(expected.rows());
    assertThat(actual.columns()).isEqualTo(expected.columns());
    assertThat(actual.segment().mismatch(expected.segment())).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void givesTheSameBitsOnAnyNumberOfThreads(int threads) {
    Factors expected = train(solver(17, 5), data(), 4, 1);
    assertSameBits(train(solver(17, 5), data(), 4, threads), expected);
  }

  @Test
  void givesTheSameBitsInAnyOrderOfRows() {
    List<String[]> rows = rows(60, 40, 12);
    Factors expected = train(solver(8, 5), data(rows), 3, 2);
    long seed = System.nanoTime();
    System.out.println("order of rows: seed " + seed);
    Collections.shuffle(rows, new Random(seed));
    assertSameBits(train(solver(8, 5), data(rows), 3, 2), expected);
  }

  @Test
  void anotherSeedGivesAnotherModel() {
    Factors one = train(solver(8, 1), data(), 2, 1);
    Factors two = train(solver(8, 2), data(), 2, 1);
    assertThat(one.items().segment().mismatch(two.items().segment())).isNotEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void stopAndResumeGivesTheSameBits(int stopAfter) {
    Interactions data = data();
    Solver solver = solver(9, 5);
    try (Parallel parallel = new Parallel(2)) {
      Run whole = solver.start(data, parallel);
      Run first = solver.start(data, parallel);
      for (int epoch = 0; epoch < 6; epoch++) {
        whole.advance();
        if (epoch < stopAfter) {
          first.advance();
        }
      }
      Run second = solver.resume(data, first.state(), parallel);
      assertThat(second.epoch()).isEqualTo(stopAfter);
      while (second.epoch() < 6) {
        second.advance();
      }
      assertSameBits(second.factors(), whole.factors());
      assertSameBits(second.result(), whole.result());
    }
  }

  @Test
  void statesAndResultsAreCopies() {
    try (Parallel parallel = new Parallel(1)) {
      Run run = solver(4, 5).start(data(), parallel);
      run.advance();
      RunState state = run.state();
      Factors before = run.factors().copy();
      run.result();
      assertSameBits(run.factors(), before);
      run.advance();
      assertSameBits(state.factors(), before);
      assertThat(run.factors().items().segment().mismatch(before.items().segment()))
          .isNotEqualTo(-1);
    }
  }

  @Test
  void theObjectiveFalls() {
    try (Parallel parallel = new Parallel(2)) {
      Run run = solver(6, 5).start(data(), parallel);
      double first = run.objective().value();
      double previous = Double.POSITIVE_INFINITY;
      for (int epoch = 0; epoch < 10; epoch++) {
        run.advance();
        double value = run.objective().value();
        if (descendsMonotonically()) {
          // Float rounding may lift the last digits once nothing is left to gain.
          assertThat(value).isLessThanOrEqualTo(previous * (1 + 1e-6));
        }
        previous = value;
      }
      assertThat(previous).isLessThan(first);
    }
  }

  @Test
  void idsThatNobodyRatedStayZero() {
    // Users 1 and 3 and items 0 and 4 have no interactions.
    Interactions all =
        data(
            List.of(
                new String[] {"a", "q", "5"},
                new String[] {"a", "r", "3"},
                new String[] {"b", "p", "2"},
                new String[] {"c", "r", "4"},
                new String[] {"c", "s", "1"},
                new String[] {"d", "t", "5"}));
    Interactions data = all.select(at -> all.byUser().column(at) % 4 != 0);
    Factors factors = train(solver(3, 5), data, 5, 2);
    for (int user : new int[] {1, 3}) {
      assertThat(factors.users().row(user)).containsOnly(0f);
      assertThat(factors.userBiases()[user]).isZero();
    }
    for (int item : new int[] {0, 4}) {
      assertThat(factors.items().row(item)).containsOnly(0f);
      assertThat(factors.itemBiases()[item]).isZero();
    }
    assertThat(factors.isSound()).isTrue();
  }

  @Test
  void theSmallestDataAreEnough() {
    List<String[]> one = List.<String[]>of(new String[] {"u", "i", "4"});
    assertThat(train(solver(1, 5), data(one), 3, 2).isSound()).isTrue();
    assertThat(train(solver(8, 5), data(rows(1, 6, 5)), 3, 2).isSound()).isTrue();
    assertThat(train(solver(8, 5), data(rows(7, 1, 1)), 3, 2).isSound()).isTrue();
  }

  @Test
  void theRankMayExceedTheMatrix() {
    assertThat(train(solver(50, 5), data(rows(6, 5, 4)), 5, 2).isSound()).isTrue();
  }

  @Test
  void equalRatingsAreLearnt() {
    List<String[]> rows = rows(10, 8, 5);
    rows.forEach(row -> row[2] = "3");
    assertThat(train(solver(4, 5), data(rows), 5, 1).isSound()).isTrue();
  }

  @Test
  void noDataIsAnError() {
    assertThatThrownBy(() -> train(solver(4, 5), Interactions.builder().build(), 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no interactions");
  }

  @Test
  void aStateOfAnotherShapeIsRefused() {
    try (Parallel parallel = new Parallel(1)) {
      RunState state = RunState.startingFrom(Factors.zeros(60, 40, 5));
      assertThatThrownBy(() -> solver(4, 5).resume(data(), state, parallel))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("do not fit");
    }
  }

  @Test
  void theRecordNamesEveryParameter() {
    try (Parallel parallel = new Parallel(2)) {
      Solver solver = solver(4, 77);
      FactorModel model = Trainer.of(solver, TrainingPlan.fixed(3), parallel).train(data()).model();
      assertThat(model.record().algorithm()).isEqualTo(solver.algorithm());
      assertThat(model.record().seed()).isEqualTo(77);
      assertThat(model.record().parameters()).containsEntry("factors", "4");
      assertThat(model.record().parameters()).containsEntry("epochs", "3");
      assertThat(model.record().parameters().keySet()).containsAll(solver.parameters().keySet());
      assertThat(model.record().epochs()).hasSize(3);
      assertThat(model.record().interactions()).isEqualTo(data().size());
      assertThat(model.goal()).isEqualTo(solver.goal());
    }
  }

  @Test
  void theNeedForMemoryGrowsWithTheData() {
    Solver solver = solver(16, 5);
    long small = solver.memoryBytes(1_000, 1_000, 100_000, 2);
    assertThat(small).isGreaterThan(2 * 1_000 * 16 * Float.BYTES);
    assertThat(solver.memoryBytes(100_000, 1_000, 10_000_000, 2)).isGreaterThan(small);
  }
}
