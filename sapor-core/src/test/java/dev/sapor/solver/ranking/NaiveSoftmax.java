package dev.sapor.solver.ranking;

import dev.sapor.data.Interactions;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;

/** The softmax loss over cosines in double loops, and gradients by central differences. */
final class NaiveSoftmax {

  private static final double STEP = 1e-5;

  private final Interactions train;
  private final double temperature;
  private final double bilateral;

  NaiveSoftmax(Interactions train, double temperature, double bilateral) {
    this.train = train;
    this.temperature = temperature;
    this.bilateral = bilateral;
  }

  /** Weight of an interaction. */
  interface Weight {
    double of(int user, int item);
  }

  double loss(double[][] users, double[][] items, Weight weight) {
    double loss = 0;
    var byUser = train.byUser();
    for (int user = 0; user < users.length; user++) {
      double sum = 0;
      for (int item = 0; item < items.length; item++) {
        if (train.itemCounts()[item] > 0) {
          sum += Math.exp(cosine(users[user], items[item]) / temperature);
        }
      }
      for (long at = byUser.start(user); at < byUser.end(user); at++) {
        int item = byUser.column(at);
        double own = cosine(users[user], items[item]) / temperature;
        loss += weight.of(user, item) * (bilateral * Math.log(sum) - own);
      }
    }
    return loss;
  }

  static double cosine(double[] a, double[] b) {
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int f = 0; f < a.length; f++) {
      sum += a[f] * b[f];
    }
    return sum;
  }

  /** Derivatives of a function of two matrices with respect to the elements of the first. */
  static double[][] gradient(double[][] of, ToDoubleBiFunction<double[][], double[][]> loss) {
    double[][] gradient = new double[of.length][of[0].length];
    for (int row = 0; row < of.length; row++) {
      for (int f = 0; f < of[row].length; f++) {
        double[][] more = copy(of);
        double[][] less = copy(of);
        more[row][f] += STEP;
        less[row][f] -= STEP;
        gradient[row][f] =
            (loss.applyAsDouble(more, of) - loss.applyAsDouble(less, of)) / (2 * STEP);
      }
    }
    return gradient;
  }

  static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }
}
