package dev.sapor.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.testing.Seeds;
import dev.sapor.recommend.RatingPredictor;
import dev.sapor.testing.RandomModels;
import org.junit.jupiter.api.Test;

class MeanBaselinesTest {

  @Test
  void dampedMeansByHand() {
    Interactions train =
        Interactions.builder().add("a", "x", 5).add("a", "y", 4).add("b", "x", 3).build();
    UserItemMeanBaseline means = UserItemMeanBaseline.of(train, 2, 1);
    // μ = 4; b_x = (1 − 1) / 4 = 0, b_y = 0; b_a = (1 + 0) / 3, b_b = −1 / 2.
    assertThat(means.predict("a", "x")).isCloseTo(4 + 1 / 3f, within(1e-6f));
    assertThat(means.predict("b", "y")).isEqualTo(3.5f);
    assertThat(means.predict("b", "new")).isEqualTo(3.5f);
    assertThat(means.predict("new", "new")).isEqualTo(4);
  }

  @Test
  void dampedMeansAgreeWithTheirFormulas() {
    long seed = Seeds.printed("MeanBaselinesTest", 3);
    Interactions train = RandomModels.ratings(40, 30, 0.3, seed);
    float[][] ratings = new float[40][30];
    double mean = 0;
    for (int u = 0; u < 40; u++) {
      for (int i = 0; i < 30; i++) {
        long at = train.byUser().find(u, i);
        ratings[u][i] = at < 0 ? 0 : train.byUser().value(at);
        mean += ratings[u][i] / train.size();
      }
    }
    double[] items = new double[30];
    for (int i = 0; i < 30; i++) {
      double count = UserItemMeanBaseline.ITEM_DAMPING;
      for (int u = 0; u < 40; u++) {
        items[i] += ratings[u][i] == 0 ? 0 : ratings[u][i] - mean;
        count += ratings[u][i] == 0 ? 0 : 1;
      }
      items[i] /= count;
    }
    UserItemMeanBaseline means = UserItemMeanBaseline.of(train);
    for (int u = 0; u < 40; u++) {
      double user = 0;
      double count = UserItemMeanBaseline.USER_DAMPING;
      for (int i = 0; i < 30; i++) {
        user += ratings[u][i] == 0 ? 0 : ratings[u][i] - mean - items[i];
        count += ratings[u][i] == 0 ? 0 : 1;
      }
      for (int i = 0; i < 30; i++) {
        double expected = Math.clamp(mean + items[i] + user / count, 1, 5);
        assertThat((double) means.predict(u, i)).isCloseTo(expected, within(1e-6));
      }
    }
  }

  @Test
  void predictionsStayInTheTrainingRange() {
    var builder = Interactions.builder();
    for (int k = 0; k < 50; k++) {
      builder.add("harsh", "k" + k, 1).add("mild", "k" + k, 4).add("u" + k, "bad", 1);
      builder.add("u" + k, "good", 4);
    }
    UserItemMeanBaseline means = UserItemMeanBaseline.of(builder.build());

    assertThat(means.predict("harsh", "bad")).isEqualTo(1);
    assertThat(means.predict("mild", "good")).isEqualTo(4);
  }

  @Test
  void theGlobalMeanIsOneNumber() {
    Interactions train =
        Interactions.builder().add("a", "x", 5).add("a", "y", 4).add("b", "x", 3).build();
    GlobalMeanBaseline mean = GlobalMeanBaseline.of(train);

    assertThat(mean.predict("a", "x")).isEqualTo(4);
    assertThat(mean.predict("new", "new")).isEqualTo(4);
    assertThat(mean.userIndex("b")).isEqualTo(1);
    assertThat(mean.itemIndex("z")).isEqualTo(RatingPredictor.UNKNOWN);
  }

  @Test
  void withoutTrainingDataTheMeanIsZero() {
    Interactions none = Interactions.builder().build();
    assertThat(GlobalMeanBaseline.of(none).predict("a", "x")).isZero();
    assertThat(UserItemMeanBaseline.of(none).predict("a", "x")).isZero();
  }
}
