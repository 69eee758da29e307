package dev.sapor.baseline;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.recommend.Scorer;
import dev.sapor.testing.RecommenderContract;

/** The contract for the form over users, which {@link EaseScorerTest} does not take. */
class EaseByUsersTest extends RecommenderContract {

  @Override
  protected Scorer scorer(Interactions train) {
    try (Parallel parallel = new Parallel(2)) {
      return EaseScorer.byUsers(train.byUser(), EaseConfig.defaults().withL2(2), parallel);
    }
  }
}
