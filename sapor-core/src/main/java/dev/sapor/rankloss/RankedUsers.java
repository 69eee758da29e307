package dev.sapor.rankloss;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.linalg.kernel.RootStep;
import dev.sapor.model.FactorModel;
import java.util.Arrays;
import java.util.Map;

/**
 * Users of models by ranking losses, from what they had to do with: the items stand still, and the
 * loss of the user is descended, as training does it, by {@value #STEPS} steps whose rate falls.
 *
 * <p>All items are negatives where there are at most {@value #SAMPLE}, and otherwise as many of
 * them, the same for everybody. An entry with a value of at least 0 is a click; one below 0 is a
 * dislike: to softmax a click of the opposite sign, to bpr a negative with the weight of a click.
 * Who has no click has a row of zeros. For softmax the row has the length 1.
 *
 * <p>Cost: {@value #STEPS} · 4 · (negatives + interactions) · F operations. Safe for use by several
 * threads; the same history has the same bits.
 */
public final class RankedUsers {

  static final int STEPS = 150;
  static final int SAMPLE = 2048;

  /** What is left of a mean square after a step, and of the rate at the end. */
  private static final float SQUARES_LEFT = 0.9f;

  private static final double RATE_LEFT = 0.005;
  private static final int SAMPLED_USERS = 1000;

  private final RowLoss loss;
  private final FloatMatrix items;
  private final boolean unit;
  private final double rate;

  private RankedUsers(FactorModel model) {
    items = model.factors().items();
    Map<String, String> parameters = model.record().parameters();
    unit = model.record().algorithm().equals("softmax");
    int[] sample = sample(items.rows(), model.record().seed());
    loss =
        unit
            ? new SoftmaxRow(
                items, sample, number(parameters, "temperature"), number(parameters, "bilateral"))
            : new BprRow(
                items, model.factors().itemBiases(), sample, number(parameters, "regularization"));
    rate = 0.5 * spread(model.factors().users());
  }

  /** Whether a model was trained by a loss of rankings. */
  public static boolean know(FactorModel model) {
    String algorithm = model.record().algorithm();
    return algorithm.equals("softmax") || algorithm.equals("bpr");
  }

  /**
   * Users of a model.
   *
   * @throws IllegalArgumentException if its record does not name the parameters of a loss of
   *     rankings
   */
  public static RankedUsers of(FactorModel model) {
    if (!know(model)) {
      throw new IllegalArgumentException(
          "a model by %s has no loss of rankings".formatted(model.record().algorithm()));
    }
    return new RankedUsers(model);
  }

  private static double number(Map<String, String> parameters, String name) {
    String text = parameters.get(name);
    if (text == null) {
      throw new IllegalArgumentException(
          "the training record does not name the parameter %s; no row can be added"
              .formatted(name));
    }
    return Double.parseDouble(text);
  }

  private static int[] sample(int items, long seed) {
    int[] order = RandomStream.of(seed, "negatives of new users").permutation(items);
    int[] sample = items <= SAMPLE ? order : Arrays.copyOf(order, SAMPLE);
    Arrays.sort(sample);
    return sample;
  }

  /** Root of the mean square of an element, over some users. */
  private static double spread(FloatMatrix users) {
    int count = Math.min(SAMPLED_USERS, users.rows());
    double sum = 0;
    for (int user = 0; user < count; user++) {
      sum += Kernels.get().dot(users, user, users, user);
    }
    double spread = Math.sqrt(sum / Math.max(1L, (long) count * users.columns()));
    return spread > 0 && spread < Double.POSITIVE_INFINITY ? spread : 1;
  }

  /**
   * The row of a user.
   *
   * @param history 1 x items
   * @return 1 x F
   */
  public FloatMatrix solve(CsrMatrix history) {
    FloatMatrix row = FloatMatrix.zeros(1, items.columns());
    RowHistory split = RowHistory.of(history);
    if (split.clicks().length == 0) {
      return row;
    }
    if (unit) {
      for (int item : split.clicks()) {
        Kernels.get().combine(1, items, item, 1, row, 0);
      }
      UnitRows.shorten(row, 0);
    }
    RootStep state = new RootStep(row, FloatMatrix.zeros(1, items.columns()));
    FloatMatrix gradient = FloatMatrix.zeros(1, items.columns());
    RowLoss.Gradient at = loss.of(split);
    for (int step = 0; step < STEPS; step++) {
      at.put(row, gradient);
      if (unit) {
        UnitRows.project(gradient, 0, row, 1);
      }
      double falling = StrictMath.pow(RATE_LEFT, (double) step / STEPS);
      double corrected = Math.sqrt(1 - StrictMath.pow(SQUARES_LEFT, step + 1.0));
      Kernels.get()
          .descendByRoots(
              state,
              0,
              gradient,
              0,
              (float) (rate * falling * corrected),
              0,
              SQUARES_LEFT,
              1 - SQUARES_LEFT);
      if (unit) {
        UnitRows.shorten(row, 0);
      }
    }
    return row;
  }
}
