package dev.sapor.solver.als;

import dev.sapor.testing.NaiveReference;

/**
 * Implicit ALS in double and in plain loops over all pairs: the weight W and the target T of each,
 * and ½ Σ W (T − p·q)² + ½ Σ_rows λ_row ‖row‖² minimised row by row.
 */
final class NaiveImplicitAls {

  private final double[][] weights;
  private final double[][] targets;
  private final double[] userLambdas;
  private final double[] itemLambdas;
  private final boolean[][] seen;
  private final double[][] users;
  private final double[][] items;

  /**
   * @param values users x items, NaN where there is no interaction
   * @param loss weights and targets
   */
  NaiveImplicitAls(double[][] values, Loss loss, double[][] users, double[][] items) {
    this.users = users;
    this.items = items;
    weights = new double[users.length][items.length];
    targets = new double[users.length][items.length];
    seen = new boolean[users.length][items.length];
    int[] userCounts = new int[users.length];
    int[] itemCounts = new int[items.length];
    for (int u = 0; u < users.length; u++) {
      for (int i = 0; i < items.length; i++) {
        seen[u][i] = !Double.isNaN(values[u][i]);
        weights[u][i] = loss.weight(seen[u][i], values[u][i]);
        targets[u][i] = seen[u][i] ? loss.target(values[u][i]) : 0;
        userCounts[u] += seen[u][i] ? 1 : 0;
        itemCounts[i] += seen[u][i] ? 1 : 0;
      }
    }
    userLambdas = new double[users.length];
    for (int u = 0; u < users.length; u++) {
      userLambdas[u] = loss.lambda(userCounts[u], items.length);
    }
    itemLambdas = new double[items.length];
    for (int i = 0; i < items.length; i++) {
      itemLambdas[i] = loss.lambda(itemCounts[i], users.length);
    }
  }

  /** What a pair weighs and is drawn to, and λ of a row. */
  interface Loss {
    double weight(boolean isSeen, double value);

    double target(double value);

    double lambda(int count, int others);
  }

  double[][] users() {
    return users;
  }

  double[][] items() {
    return items;
  }

  double value() {
    double sum = 0;
    for (int u = 0; u < users.length; u++) {
      for (int i = 0; i < items.length; i++) {
        double miss = targets[u][i] - dot(users[u], items[i]);
        sum += weights[u][i] * miss * miss;
      }
      sum += userLambdas[u] * dot(users[u], users[u]);
    }
    for (int i = 0; i < items.length; i++) {
      sum += itemLambdas[i] * dot(items[i], items[i]);
    }
    return sum / 2;
  }

  /** The constant by which the loss of Sapor, which has no W T², is less. */
  double constant() {
    double sum = 0;
    for (int u = 0; u < users.length; u++) {
      for (int i = 0; i < items.length; i++) {
        sum += weights[u][i] * targets[u][i] * targets[u][i];
      }
    }
    return sum / 2;
  }

  void solveUsers() {
    rows((u, equations) -> equations.solve(users[u], 0, users[u].length), true);
  }

  void solveItems() {
    rows((i, equations) -> equations.solve(items[i], 0, items[i].length), false);
  }

  void improve(int steps) {
    rows((u, equations) -> equations.improve(users[u], steps), true);
    rows((i, equations) -> equations.improve(items[i], steps), false);
  }

  void blocks(int block) {
    int factors = users[0].length;
    for (int first = 0; first < factors; first += block) {
      int from = first;
      int to = Math.min(factors, first + block);
      rows((u, equations) -> equations.solve(users[u], from, to), true);
      rows((i, equations) -> equations.solve(items[i], from, to), false);
    }
  }

  /**
   * The largest part of the gradient by a user, beside the largest of what it is a difference of.
   */
  double relativeUserGradient() {
    double[] worst = {0};
    rows(
        (u, equations) -> {
          double[] product = equations.multiply(users[u]);
          for (int f = 0; f < product.length; f++) {
            double scale = Math.abs(equations.b[f]) + equations.scale(users[u], f);
            worst[0] = Math.max(worst[0], Math.abs(product[f] - equations.b[f]) / scale);
          }
        },
        true);
    return worst[0];
  }

  private interface RowTask {
    void run(int row, Equations equations);
  }

  private void rows(RowTask task, boolean ofUsers) {
    int count = ofUsers ? users.length : items.length;
    double[][] features = ofUsers ? items : users;
    for (int row = 0; row < count; row++) {
      Equations equations =
          new Equations(features[0].length, ofUsers ? userLambdas[row] : itemLambdas[row]);
      boolean any = false;
      for (int k = 0; k < features.length; k++) {
        int u = ofUsers ? row : k;
        int i = ofUsers ? k : row;
        equations.add(features[k], weights[u][i], targets[u][i]);
        any |= seen[u][i];
      }
      if (any) {
        task.run(row, equations);
      }
    }
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int f = 0; f < x.length; f++) {
      sum += x[f] * y[f];
    }
    return sum;
  }

  private static final class Equations {
    private final double[][] a;
    private final double[] b;

    Equations(int size, double lambda) {
      a = new double[size][size];
      b = new double[size];
      for (int f = 0; f < size; f++) {
        a[f][f] = lambda;
      }
    }

    void add(double[] x, double weight, double target) {
      for (int f = 0; f < b.length; f++) {
        b[f] += weight * target * x[f];
        for (int g = 0; g < b.length; g++) {
          a[f][g] += weight * x[f] * x[g];
        }
      }
    }

    double[] multiply(double[] w) {
      double[] product = new double[b.length];
      for (int f = 0; f < b.length; f++) {
        product[f] = dot(a[f], w);
      }
      return product;
    }

    double scale(double[] w, int f) {
      double sum = 0;
      for (int g = 0; g < w.length; g++) {
        sum += Math.abs(a[f][g] * w[g]);
      }
      return sum;
    }

    /** The minimum over some unknowns. */
    void solve(double[] w, int from, int to) {
      double[][] part = new double[to - from][to - from];
      double[] gradient = new double[to - from];
      double[] product = multiply(w);
      for (int f = from; f < to; f++) {
        gradient[f - from] = b[f] - product[f];
        System.arraycopy(a[f], from, part[f - from], 0, to - from);
      }
      double[] delta = NaiveReference.gaussianElimination(part, gradient);
      for (int f = from; f < to; f++) {
        w[f] += delta[f - from];
      }
    }

    void improve(double[] w, int steps) {
      double[] r = multiply(w);
      for (int f = 0; f < r.length; f++) {
        r[f] = b[f] - r[f];
      }
      double[] p = r.clone();
      double squares = dot(r, r);
      for (int step = 0; step < steps && squares > 1e-20; step++) {
        double[] product = multiply(p);
        double rate = squares / dot(p, product);
        for (int f = 0; f < p.length; f++) {
          w[f] += rate * p[f];
          r[f] -= rate * product[f];
        }
        double next = dot(r, r);
        for (int f = 0; f < p.length; f++) {
          p[f] = r[f] + next / squares * p[f];
        }
        squares = next;
      }
    }
  }
}
