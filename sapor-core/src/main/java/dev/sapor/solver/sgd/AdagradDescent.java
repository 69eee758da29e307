package dev.sapor.solver.sgd;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.AdagradState;
import dev.sapor.linalg.kernel.DescentFactors;
import dev.sapor.linalg.kernel.EntryList;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.solver.RunState;
import java.util.SortedMap;

/**
 * {@link Optimizer#ADAGRAD}: each row has a rate of its own, which falls with its gradients so far.
 *
 * <p>Where the factors hold the level of the values, the first {@value AdagradState#FIRST} columns
 * may be learnt alone in the first epochs ({@link SgdConfig#lateStart}). The largest gradients are
 * those of the level: without a late start they stay in the sums of all columns for good, and make
 * their steps small (LIBMF does the same, for one epoch; {@code docs/sgd.md} has what it is worth).
 *
 * <p>Values are not scaled. LIBMF divides them by their standard deviation s; with the values as
 * they are, the same steps come from a start of √s times the factors, √s times the rate and sums
 * that begin at s³ instead of 1.
 */
final class AdagradDescent implements Descent {

  private static final int GRAIN = 4096;

  private final SgdConfig config;
  private final DescentFactors factors;
  private final RowPlaces users;
  private final RowPlaces items;
  private final AdagradState state;
  private final double spread;
  private float rate;
  private boolean restStands;

  /**
   * @param factors in the order of places
   * @param spread standard deviation s of the values, above 0
   */
  AdagradDescent(
      SgdConfig config, DescentFactors factors, BlockedOrder order, double spread, RunState from) {
    this.config = config;
    this.factors = factors;
    this.users = order.users();
    this.items = order.items();
    this.spread = spread;
    AdagradState fresh =
        AdagradState.starting(
            factors.left().rows(), factors.right().rows(), (float) (spread * spread * spread));
    state =
        new AdagradState(
            users.arranged(saved(from, "user gradients", fresh.left())),
            items.arranged(saved(from, "item gradients", fresh.right())),
            users.arranged(saved(from, "user bias gradients", fresh.leftBiases())),
            items.arranged(saved(from, "item bias gradients", fresh.rightBiases())));
  }

  @Override
  public void begin(int epoch, Parallel parallel) {
    rate = (float) (config.schedule().rate(config.learningRate(), epoch) * Math.sqrt(spread));
    restStands = epoch < config.lateStart();
    measure(factors.left(), factors.decays().left(), state.left(), parallel);
    measure(factors.right(), factors.decays().right(), state.right(), parallel);
  }

  private static void measure(FloatMatrix rows, float[] decays, float[] side, Parallel parallel) {
    parallel.ranges(
        rows.rows(), GRAIN, (from, to) -> AdagradState.measure(rows, decays, side, from, to));
  }

  @Override
  public void visit(EntryList entries, long from, long to) {
    Kernels.get().descendAdagrad(entries, from, to, factors, state, rate, restStands);
  }

  @Override
  public void save(SortedMap<String, FloatMatrix> memory) {
    memory.put("user gradients", asMatrix(state.left(), users, factors.left().rows()));
    memory.put("item gradients", asMatrix(state.right(), items, factors.right().rows()));
    memory.put("user bias gradients", asMatrix(state.leftBiases(), users, factors.left().rows()));
    memory.put("item bias gradients", asMatrix(state.rightBiases(), items, factors.right().rows()));
  }

  private static FloatMatrix asMatrix(float[] arranged, RowPlaces places, int rows) {
    int columns = rows == 0 ? 0 : arranged.length / rows;
    FloatMatrix matrix = FloatMatrix.zeros(rows, columns);
    float[] row = new float[columns];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(arranged, places.place(i) * columns, row, 0, columns);
      matrix.setRow(i, row);
    }
    return matrix;
  }

  /** The values under a name of a state, or those to begin with where it has none. */
  private static float[] saved(RunState from, String name, float[] fresh) {
    FloatMatrix matrix = from.memory().get(name);
    if (matrix == null) {
      return fresh;
    }
    if ((long) matrix.rows() * matrix.columns() != fresh.length) {
      throw new IllegalArgumentException(
          "%s is %s instead of %s values".formatted(name, matrix, fresh.length));
    }
    float[] row = new float[matrix.columns()];
    for (int i = 0; i < matrix.rows(); i++) {
      matrix.copyRow(i, row);
      System.arraycopy(row, 0, fresh, i * row.length, row.length);
    }
    return fresh;
  }
}
