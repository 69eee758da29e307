package dev.sapor.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.data.Interactions;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.testing.RandomModels;
import org.junit.jupiter.api.Test;

/** User u1001 and item i1006 have an index but no training interaction. */
class PredictorTest {

  private final Interactions train = RandomModels.ratings(6, 9, 0.6, 8);
  private final Factors factors = RandomModels.factors(train, 2, 8);

  private Predictor predictor(Goal goal) {
    FactorModel model = RandomModels.model(goal, train, factors);
    return Predictor.of(model);
  }

  @Test
  void predictsByWhatIsKnown() {
    factors.userBiases()[0] = 0.25f;
    factors.itemBiases()[3] = -0.5f;
    float mean = factors.mean();
    Predictor predictor = predictor(Goal.RECOMMEND);

    assertThat(predictor.predict("u1000", "i1003")).isEqualTo(factors.score(0, 3));
    assertThat(predictor.predict("u1000", "other")).isEqualTo(mean + 0.25f);
    assertThat(predictor.predict("other", "i1003")).isEqualTo(mean - 0.5f);
    assertThat(predictor.predict("other", "other")).isEqualTo(mean);
  }

  @Test
  void withoutTrainingInteractionsNothingIsKnown() {
    // Left-overs that a solver might leave in rows nobody rated must not show.
    factors.userBiases()[1] = 9;
    factors.itemBiases()[6] = 9;
    Predictor predictor = predictor(Goal.RECOMMEND);

    assertThat(predictor.userIndex("u1001")).isEqualTo(RatingPredictor.UNKNOWN);
    assertThat(predictor.itemIndex("i1006")).isEqualTo(RatingPredictor.UNKNOWN);
    assertThat(predictor.userIndex("u1002")).isEqualTo(2);
    assertThat(predictor.predict(1, 6)).isEqualTo(factors.mean());
    assertThat(predictor.predict("u1001", "i1003")).isEqualTo(predictor.predict("other", "i1003"));
  }

  @Test
  void ratingsAreClippedToTheTrainingRangeAndScoresAreNot() {
    factors.userBiases()[0] = 100;
    factors.userBiases()[2] = -100;

    assertThat(predictor(Goal.PREDICT).predict("u1000", "i1003")).isEqualTo(5);
    assertThat(predictor(Goal.PREDICT).predict("u1002", "none")).isEqualTo(1);
    assertThat(predictor(Goal.RECOMMEND).predict("u1000", "i1003")).isGreaterThan(50);
  }
}
