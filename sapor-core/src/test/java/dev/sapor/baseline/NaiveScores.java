package dev.sapor.baseline;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.recommend.Scorer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The baselines in plain loops over a dense matrix of doubles: the oracle. */
final class NaiveScores {

  static double[][] dense(Interactions data, CellValues cells) {
    CsrMatrix matrix = data.byUser();
    double[][] x = new double[matrix.rows()][matrix.columns()];
    for (int user = 0; user < x.length; user++) {
      for (long at = matrix.start(user); at < matrix.end(user); at++) {
        x[user][matrix.column(at)] = cells == CellValues.ONES ? 1 : matrix.value(at);
      }
    }
    return x;
  }

  /** Steck's B of equation 8 by the inverse of XᵀX + λI, and then X B. */
  static double[][] ease(double[][] x, double l2) {
    int items = x[0].length;
    double[][] p = new double[items][items];
    for (int i = 0; i < items; i++) {
      for (int j = 0; j < items; j++) {
        for (double[] row : x) {
          p[i][j] += row[i] * row[j];
        }
      }
      p[i][i] += l2;
    }
    p = inverse(p);
    double[][] scores = new double[x.length][items];
    for (int user = 0; user < x.length; user++) {
      for (int j = 0; j < items; j++) {
        for (int i = 0; i < items; i++) {
          scores[user][j] += i == j ? 0 : x[user][i] * -p[i][j] / p[j][j];
        }
      }
    }
    return scores;
  }

  private static double[][] inverse(double[][] a) {
    int n = a.length;
    double[][] inverse = new double[n][n];
    for (int i = 0; i < n; i++) {
      inverse[i][i] = 1;
    }
    for (int k = 0; k < n; k++) {
      double pivot = a[k][k];
      for (int j = 0; j < n; j++) {
        a[k][j] /= pivot;
        inverse[k][j] /= pivot;
      }
      for (int i = 0; i < n; i++) {
        double factor = a[i][k];
        for (int j = 0; i != k && j < n; j++) {
          a[i][j] -= factor * a[k][j];
          inverse[i][j] -= factor * inverse[k][j];
        }
      }
    }
    return inverse;
  }

  static double[][] itemKnn(double[][] x, double[][] present, ItemKnnConfig config) {
    int items = x[0].length;
    double[][] similarity = similarities(x, present, config);
    double[][] scores = new double[x.length][items];
    for (int j = 0; j < items; j++) {
      int target = j;
      List<Integer> neighbours =
          IntStream.range(0, items)
              .filter(i -> i != target && shareAUser(present, i, target))
              .boxed()
              .sorted(Comparator.comparingDouble((Integer i) -> -(float) similarity[target][i]))
              .limit(config.neighbours() == 0 ? items : config.neighbours())
              .toList();
      double sum = neighbours.stream().mapToDouble(i -> Math.abs(similarity[target][i])).sum();
      double divisor = config.aggregation() == Aggregation.SUM || sum == 0 ? 1 : sum;
      boolean centred = config.aggregation() == Aggregation.CENTRED_MEAN;
      for (int user = 0; user < x.length; user++) {
        if (IntStream.range(0, items).noneMatch(at(present[user]))) {
          continue;
        }
        scores[user][j] = centred ? mean(x, j) : 0;
        for (int i : neighbours) {
          double cell = x[user][i] - (centred ? mean(x, i) : 0);
          scores[user][j] += similarity[j][i] * cell / divisor;
        }
      }
    }
    return scores;
  }

  private static double mean(double[][] x, int item) {
    return Arrays.stream(x).mapToDouble(row -> row[item]).average().orElseThrow();
  }

  private static double[][] similarities(double[][] x, double[][] present, ItemKnnConfig config) {
    int items = x[0].length;
    double[][] weighted = new double[x.length][items];
    for (int user = 0; user < x.length; user++) {
      double count = IntStream.range(0, items).filter(at(present[user])).count();
      for (int i = 0; i < items; i++) {
        weighted[user][i] =
            count == 0 ? 0 : x[user][i] * Math.pow(count, -config.activityExponent());
      }
    }
    double[][] products = new double[items][items];
    for (int i = 0; i < items; i++) {
      for (int j = 0; j < items; j++) {
        for (double[] row : weighted) {
          products[i][j] += row[i] * row[j];
        }
      }
    }
    double[][] similarities = new double[items][items];
    for (int i = 0; i < items; i++) {
      for (int j = 0; j < items; j++) {
        double norms = Math.sqrt(products[i][i]) * Math.sqrt(products[j][j]);
        double denominator = norms + config.shrinkage();
        similarities[i][j] = denominator > 0 ? products[i][j] / denominator : 0;
      }
    }
    return similarities;
  }

  private static IntPredicate at(double[] present) {
    return i -> present[i] != 0;
  }

  private static boolean shareAUser(double[][] present, int i, int j) {
    for (double[] row : present) {
      if (row[i] != 0 && row[j] != 0) {
        return true;
      }
    }
    return false;
  }

  static float[][] scores(Scorer scorer) {
    FloatMatrix block = FloatMatrix.zeros(scorer.users(), scorer.items());
    scorer.score(IntStream.range(0, scorer.users()).toArray(), 0, scorer.users(), block);
    return block.toArrays();
  }

  private NaiveScores() {}
}
