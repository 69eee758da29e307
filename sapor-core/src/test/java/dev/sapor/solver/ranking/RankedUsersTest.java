package dev.sapor.solver.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.testing.Seeds;
import dev.sapor.model.FactorModel;
import dev.sapor.rankloss.RankedUsers;
import dev.sapor.solver.Solver;
import dev.sapor.solver.Trainer;
import dev.sapor.solver.TrainingPlan;
import dev.sapor.solver.als.AlsConfig;
import dev.sapor.solver.als.Explainer;
import dev.sapor.solver.als.Explanation;
import dev.sapor.solver.als.FoldIn;
import dev.sapor.solver.als.FoldedUser;
import dev.sapor.testing.RandomModels;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

final class RankedUsersTest {

  private static final double TEMPERATURE = 0.3;
  private static final double BILATERAL = 1.2;
  private static final double LAMBDA = 0.02;
  private static final int[] CLICKS = {30, 4, 17, 8};
  private static final int[] DISLIKES = {5, 22};

  private final Interactions data =
      RandomModels.ratings(60, 40, 0.2, Seeds.printed(getClass().getSimpleName(), 7));

  private FactorModel softmax() {
    return train(
        SoftmaxConfig.defaults()
            .withFactors(6)
            .withTemperature(TEMPERATURE)
            .withBilateral(BILATERAL)
            .solver());
  }

  private FactorModel bpr() {
    return train(BprConfig.defaults().withFactors(6).withRegularization(LAMBDA).solver());
  }

  private FactorModel train(Solver solver) {
    try (Parallel parallel = new Parallel(2)) {
      return Trainer.of(solver, TrainingPlan.fixed(40), parallel).train(data).model();
    }
  }

  private static FoldedUser fold(FactorModel model, int[] clicks, int[] dislikes) {
    int[] items = new int[clicks.length + dislikes.length];
    float[] values = new float[items.length];
    System.arraycopy(clicks, 0, items, 0, clicks.length);
    System.arraycopy(dislikes, 0, items, clicks.length, dislikes.length);
    Arrays.fill(values, 0, clicks.length, 1);
    Arrays.fill(values, clicks.length, values.length, -1);
    return FoldIn.of(model).fold(items, values);
  }

  @Test
  void aRowOfSoftmaxIsNearTheLeastLoss() {
    FactorModel model = softmax();
    double[][] items = GradientCheck.doubles(model.factors().items());
    assertNearTheLeast(
        fold(model, CLICKS, DISLIKES),
        row -> {
          double sum = 0;
          for (double[] item : items) {
            sum += Math.exp(cosine(row, item) / TEMPERATURE);
          }
          double loss = CLICKS.length * BILATERAL * Math.log(sum);
          for (int item : CLICKS) {
            loss -= cosine(row, items[item]) / TEMPERATURE;
          }
          for (int item : DISLIKES) {
            loss += cosine(row, items[item]) / TEMPERATURE;
          }
          return loss;
        });
  }

  /** With an item whose row has the length 1, or is zero where nobody has the item. */
  private static double cosine(double[] row, double[] item) {
    return dot(row, item) / Math.sqrt(dot(row, row));
  }

  @Test
  void aRowOfBprIsNearTheLeastLoss() {
    FactorModel model = bpr();
    double[][] items = GradientCheck.doubles(model.factors().items());
    assertNearTheLeast(
        fold(model, CLICKS, DISLIKES),
        row -> {
          double loss = LAMBDA / 2 * CLICKS.length * dot(row, row);
          for (int item : CLICKS) {
            double own = score(model, row, items, item);
            for (int other = 0; other < items.length; other++) {
              int negative = other;
              if (Arrays.stream(CLICKS).noneMatch(click -> click == negative)) {
                double pair = Math.log1p(Math.exp(score(model, row, items, other) - own));
                loss += pair / (items.length - CLICKS.length);
              }
            }
            for (int dislike : DISLIKES) {
              double pair = Math.log1p(Math.exp(score(model, row, items, dislike) - own));
              loss += pair / CLICKS.length;
            }
          }
          return loss;
        });
  }

  private static double score(FactorModel model, double[] row, double[][] items, int item) {
    return dot(row, items[item]) + model.factors().itemBiases()[item];
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int f = 0; f < a.length; f++) {
      sum += a[f] * b[f];
    }
    return sum;
  }

  /** A long descent in double precision from the row finds no more than a thousandth. */
  private static void assertNearTheLeast(FoldedUser user, ToDoubleFunction<double[]> loss) {
    double[][] row = GradientCheck.doubles(user.factors());
    double folded = loss.applyAsDouble(row[0]);
    double[][] moved = NaiveSoftmax.copy(row);
    double least = folded;
    for (double rate = 1; rate > 1e-6; ) {
      double[] gradient = NaiveSoftmax.gradient(moved, (a, b) -> loss.applyAsDouble(a[0]))[0];
      double[][] next = NaiveSoftmax.copy(moved);
      for (int f = 0; f < gradient.length; f++) {
        next[0][f] -= rate * gradient[f];
      }
      double value = loss.applyAsDouble(next[0]);
      if (value < least) {
        least = value;
        moved = next;
      } else {
        rate /= 2;
      }
    }
    double atZero = loss.applyAsDouble(new double[] {1, 0, 0, 0, 0, 0});
    assertThat(folded - least).isLessThan(1e-3 * (atZero - least));
  }

  @Test
  void theSameHistoryHasTheSameBits() {
    for (FactorModel model : new FactorModel[] {softmax(), bpr()}) {
      float[] first = fold(model, CLICKS, DISLIKES).factors().row(0);
      int[] turned = {8, 17, 4, 30};
      assertThat(fold(model, turned, DISLIKES).factors().row(0)).containsExactly(first);
    }
  }

  @Test
  void whatIsDislikedFalls() {
    for (FactorModel model : new FactorModel[] {softmax(), bpr()}) {
      float without = fold(model, CLICKS, new int[0]).beside(model).score(0, 22);
      float with = fold(model, CLICKS, new int[] {22}).beside(model).score(0, 22);
      assertThat(with).isLessThan(without);
    }
  }

  @Test
  void withoutAClickARowIsZero() {
    for (FactorModel model : new FactorModel[] {softmax(), bpr()}) {
      FoldedUser none = fold(model, new int[0], DISLIKES);
      assertThat(none.factors().row(0)).containsOnly(0);
      assertThat(none.bias()).isZero();
    }
  }

  @Test
  void aUserOfTheModelComesBackNearly() {
    for (FactorModel model : new FactorModel[] {softmax(), bpr()}) {
      FoldIn foldIn = FoldIn.of(model);
      double sum = 0;
      for (int user = 0; user < model.users().size(); user++) {
        FloatMatrix row = foldIn.fold(model.history().orElseThrow(), user).factors();
        double[] folded = GradientCheck.doubles(row)[0];
        sum += NaiveSoftmax.cosine(folded, GradientCheck.doubles(model.factors().users())[user]);
      }
      assertThat(sum / model.users().size()).isGreaterThan(0.9);
    }
  }

  @Test
  void scoresOfFoldedUsersAreTheSumsOfTheirExplanations() {
    for (FactorModel model : new FactorModel[] {softmax(), bpr()}) {
      FoldIn foldIn = FoldIn.of(model);
      FoldedUser user = fold(model, CLICKS, DISLIKES);
      var explanation = Explainer.of(model).explain(user, foldIn, 3);
      double sum = explanation.terms().stream().mapToDouble(Explanation.Term::value).sum();
      assertThat(Math.abs(sum - user.beside(model).score(0, 3))).isLessThan(1e-5);
    }
  }

  @Test
  void otherModelsHaveNoSuchLoss() {
    FactorModel other = train(AlsConfig.defaults().withFactors(2).solver());
    assertThat(RankedUsers.know(other)).isFalse();
    assertThatThrownBy(() -> RankedUsers.of(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a model by als has no loss of rankings");
  }
}
