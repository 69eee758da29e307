package dev.sapor.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.Goal;
import dev.sapor.testing.RandomModels;
import dev.sapor.testing.RecommenderContract;
import org.junit.jupiter.api.Test;

class PopularityScorerTest extends RecommenderContract {

  @Override
  protected Scorer scorer(Interactions train) {
    return PopularityScorer.of(train.byUser());
  }

  @Test
  void scoresAreTheNumbersOfTrainingInteractions() {
    Interactions train = RandomModels.ratings(9, 8, 0.5, 1);
    var model = RandomModels.model(Goal.PREDICT, train, RandomModels.factors(train, 2, 1));
    for (Scorer scorer :
        new Scorer[] {PopularityScorer.of(train.byUser()), PopularityScorer.of(model)}) {
      FloatMatrix scores = FloatMatrix.zeros(1, 8);
      scorer.score(new int[] {4}, 0, 1, scores);
      for (int item = 0; item < 8; item++) {
        assertThat(scores.get(0, item)).isEqualTo(train.byItem().count(item));
      }
    }
  }
}
