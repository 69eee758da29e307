package dev.sapor.benchmarks.server;

import dev.sapor.data.Catalog;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.model.History;
import dev.sapor.model.TrainingRecord;
import dev.sapor.model.ValueRange;
import java.util.List;
import java.util.TreeMap;

/**
 * A model of random factors in which every user has a history: what a server has to do depends on
 * its size, not on what it learnt.
 *
 * @param spread lengths of items: e^N(0, spread²)
 */
record RandomModel(int users, int items, int factors, double spread) {

  FactorModel make() {
    RandomStream random = RandomStream.of(1, "http load");
    var builder = Interactions.builder();
    for (int item = 0; item < items; item++) {
      builder.add("u%06d".formatted(item % users), "i%06d".formatted(item), 1);
    }
    for (int user = 0; user < users; user++) {
      for (int k = 0; k < 100; k++) {
        builder.add("u%06d".formatted(user), "i%06d".formatted((user + k * 131 + 1) % items), 1);
      }
    }
    Interactions train = builder.build();
    Factors all =
        new Factors(
            rows(users, 0, random),
            rows(items, spread, random),
            0,
            new float[users],
            new float[items]);
    return new FactorModel(
        Goal.RECOMMEND,
        all,
        train.users(),
        train.items(),
        train.userCounts(),
        train.itemCounts(),
        new ValueRange(1, 1),
        new TrainingRecord("random", new TreeMap<>(), 1, train.digest(), train.size(), List.of()),
        Catalog.empty(items),
        new History(train.byUser()));
  }

  private FloatMatrix rows(int count, double spreading, RandomStream random) {
    FloatMatrix rows = FloatMatrix.zeros(count, factors);
    for (int row = 0; row < count; row++) {
      double length = StrictMath.exp(spreading * random.nextGaussian());
      for (int f = 0; f < factors; f++) {
        rows.set(row, f, (float) (length * random.nextGaussian()));
      }
    }
    return rows;
  }
}
