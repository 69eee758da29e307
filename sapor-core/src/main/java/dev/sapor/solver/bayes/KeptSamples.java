package dev.sapor.solver.bayes;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.Calendar;
import dev.sapor.model.DayEffects;
import dev.sapor.model.Factors;
import dev.sapor.model.Posterior;
import dev.sapor.model.RatingLevels;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sweeps that a model keeps. */
final class KeptSamples {

  private static final String PREFIX = "sample ";

  private final List<Sample> samples = new ArrayList<>();

  boolean isEmpty() {
    return samples.isEmpty();
  }

  void add(Sample sample) {
    samples.add(sample);
  }

  /** One model whose scores are the means of theirs; {@link Posterior} has how. */
  Factors together() {
    Factors first = samples.getFirst().factors();
    int rank = first.rank();
    Factors all = Factors.zeros(first.users().rows(), first.items().rows(), rank * samples.size());
    double mean = 0;
    for (int s = 0; s < samples.size(); s++) {
      Factors sample = samples.get(s).factors();
      mean += sample.mean();
      put(sample.users(), all.users(), s * rank, samples.size());
      put(sample.items(), all.items(), s * rank, 1);
    }
    return new Factors(
        all.users(),
        all.items(),
        (float) (mean / samples.size()),
        means(Factors::userBiases),
        means(Factors::itemBiases));
  }

  private static void put(FloatMatrix from, FloatMatrix to, int column, int divisor) {
    for (int row = 0; row < from.rows(); row++) {
      for (int f = 0; f < from.columns(); f++) {
        to.set(row, column + f, from.get(row, f) / divisor);
      }
    }
  }

  private float[] means(Function<Factors, float[]> biases) {
    double[] sums = new double[biases.apply(samples.getFirst().factors()).length];
    for (Sample sample : samples) {
      float[] values = biases.apply(sample.factors());
      for (int row = 0; row < sums.length; row++) {
        sums[row] += values[row];
      }
    }
    float[] means = new float[sums.length];
    for (int row = 0; row < means.length; row++) {
      means[row] = (float) (sums[row] / samples.size());
    }
    return means;
  }

  /**
   * @param calendar the days of the samples, if they have any
   * @param values the ratings, if they are levels
   */
  Posterior posterior(@Nullable Calendar calendar, float @Nullable [] values) {
    int count = samples.size();
    Sample first = samples.getFirst();
    int items = first.factors().items().rows();
    int unknowns = first.userPrior().columns();
    FloatMatrix noise = FloatMatrix.zeros(count, 2);
    FloatMatrix priors = FloatMatrix.zeros(2 * count, unknowns);
    FloatMatrix biases = FloatMatrix.zeros(count, items);
    FloatMatrix weights =
        first.itemWeights() == null ? null : FloatMatrix.zeros(count * items, unknowns);
    for (int s = 0; s < count; s++) {
      Sample sample = samples.get(s);
      noise.set(s, 0, sample.factors().mean());
      noise.set(s, 1, sample.precision());
      priors.setRow(2 * s, sample.userPrior(), 0);
      priors.setRow(2 * s + 1, sample.userPrior(), 1);
      biases.setRow(s, sample.factors().itemBiases());
      FloatMatrix own = sample.itemWeights();
      if (weights != null && own != null) {
        for (int item = 0; item < items; item++) {
          weights.setRow(s * items + item, own, item);
        }
      }
    }
    return new Posterior(
        noise,
        priors,
        biases,
        weights,
        calendar == null ? null : days(calendar),
        values == null ? null : levels(values));
  }

  private RatingLevels levels(float[] values) {
    int users = samples.getFirst().factors().users().rows();
    FloatMatrix thresholds = FloatMatrix.zeros(samples.size(), values.length - 1);
    FloatMatrix userBiases = FloatMatrix.zeros(samples.size(), users);
    for (int s = 0; s < samples.size(); s++) {
      thresholds.setRow(s, Objects.requireNonNull(samples.get(s).thresholds()));
      userBiases.setRow(s, samples.get(s).factors().userBiases());
    }
    return new RatingLevels(values, thresholds, userBiases);
  }

  private DayEffects days(Calendar calendar) {
    int count = samples.size();
    int rank = samples.getFirst().factors().rank();
    FloatMatrix factors = FloatMatrix.zeros(calendar.size(), count * rank);
    FloatMatrix biases = FloatMatrix.zeros(count, calendar.size());
    FloatMatrix precisions = FloatMatrix.zeros(count, rank + 1);
    for (int s = 0; s < count; s++) {
      Sample.Days days = Objects.requireNonNull(samples.get(s).days());
      put(days.factors(), factors, s * rank, 1);
      biases.setRow(s, days.biases());
      precisions.setRow(s, days.precisions());
    }
    return new DayEffects(calendar, factors, biases, precisions);
  }

  void save(SortedMap<String, FloatMatrix> memory) {
    for (int s = 0; s < samples.size(); s++) {
      String name = name(s);
      Sample sample = samples.get(s);
      memory.put(name + " users", sample.factors().users());
      memory.put(name + " items", sample.factors().items());
      memory.put(name + " user biases", row(sample.factors().userBiases()));
      memory.put(name + " item biases", row(sample.factors().itemBiases()));
      memory.put(name + " noise", row(sample.factors().mean(), sample.precision()));
      memory.put(name + " user prior", sample.userPrior());
      FloatMatrix weights = sample.itemWeights();
      if (weights != null) {
        memory.put(name + " item weights", weights);
      }
      Sample.Days days = sample.days();
      if (days != null) {
        memory.put(name + " days", days.factors());
        memory.put(name + " day biases", row(days.biases()));
        memory.put(name + " day precisions", row(days.precisions()));
      }
      float[] thresholds = sample.thresholds();
      if (thresholds != null) {
        memory.put(name + " thresholds", row(thresholds));
      }
    }
  }

  void restore(SortedMap<String, FloatMatrix> memory) {
    for (int s = 0; memory.containsKey(name(s) + " noise"); s++) {
      String name = name(s);
      float[] noise = Memory.get(memory, name + " noise").row(0);
      FloatMatrix thresholds = memory.get(name + " thresholds");
      samples.add(
          new Sample(
              new Factors(
                  Memory.get(memory, name + " users"),
                  Memory.get(memory, name + " items"),
                  noise[0],
                  Memory.get(memory, name + " user biases").row(0),
                  Memory.get(memory, name + " item biases").row(0)),
              noise[1],
              Memory.get(memory, name + " user prior"),
              memory.get(name + " item weights"),
              days(memory, name),
              thresholds == null ? null : thresholds.row(0)));
    }
  }

  private static Sample.@Nullable Days days(SortedMap<String, FloatMatrix> memory, String name) {
    FloatMatrix factors = memory.get(name + " days");
    return factors == null
        ? null
        : new Sample.Days(
            factors,
            Memory.get(memory, name + " day biases").row(0),
            Memory.get(memory, name + " day precisions").row(0));
  }

  private static String name(int sample) {
    return PREFIX + sample;
  }

  private static FloatMatrix row(float... values) {
    return FloatMatrix.of(new float[][] {values});
  }
}
