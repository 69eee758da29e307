package dev.sapor.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.Factors;
import dev.sapor.testing.RandomModels;
import dev.sapor.testing.RecommenderContract;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactorScorerTest extends RecommenderContract {

  @Override
  protected Scorer scorer(Interactions train) {
    return new FactorScorer(RandomModels.factors(train, 19, 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 700})
  void scoresAreThoseOfSinglePairsToTheBitOnAllTiles(int items) {
    Factors factors = RandomModels.factors(RandomModels.ratings(4, items, 0.5, 5), 33, 6);
    FloatMatrix scores = FloatMatrix.zeros(4, items);
    new FactorScorer(factors).score(new int[] {0, 1, 2, 3}, 0, 4, scores);
    for (int user = 0; user < 4; user++) {
      for (int item = 0; item < items; item++) {
        assertThat(scores.get(user, item)).isEqualTo(factors.score(user, item));
      }
    }
  }
}
