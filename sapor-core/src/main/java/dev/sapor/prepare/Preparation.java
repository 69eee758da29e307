package dev.sapor.prepare;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.LongColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is done to interactions before training. The order of the steps is fixed:
 *
 * <ol>
 *   <li>{@code positive}: only ratings that pass the threshold stay, and become clicks of weight 1;
 *   <li>{@code max-per-user}: of users with more interactions the newest stay (equal times: the
 *       greater value, then a hash of the ids; without times: the hash);
 *   <li>{@code min-user-item}: users and items with too few interactions go, again and again until
 *       all that are left have enough (a core);
 *   <li>{@code half-life}: an interaction weighs value · 2<sup>−age / half-life</sup>, its age
 *       counted from the newest one that is left.
 * </ol>
 *
 * <p>The first step says what feedback is and applies to training and test data alike ({@link
 * #ofAll}). The others are a choice of what to learn from and apply to the training part only
 * ({@link #ofTraining}): a test set from which hard users and items were removed too would flatter
 * the model. Nothing depends on the order of rows or on threads; each step takes time and memory in
 * proportion to the interactions.
 *
 * @param positive which ratings are positive feedback; empty for all
 * @param minUser interactions that a user must have at least; 1 for no bound
 * @param minItem interactions that an item must have at least; 1 for no bound
 * @param maxPerUser interactions that a user may have at most; empty for no bound
 * @param halfLife age at which an interaction weighs half; empty for no weighing
 */
public record Preparation(
    Optional<PositiveThreshold> positive,
    int minUser,
    int minItem,
    OptionalInt maxPerUser,
    Optional<HalfLife> halfLife) {

  /**
   * @throws IllegalArgumentException if a bound is below 1
   */
  public Preparation {
    atLeastOne("min-user", minUser);
    atLeastOne("min-item", minItem);
    maxPerUser.ifPresent(most -> atLeastOne("max-per-user", most));
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1 (got " + value + ")");
    }
  }

  /** Leaves everything as it is. */
  public static Preparation none() {
    return new Preparation(Optional.empty(), 1, 1, OptionalInt.empty(), Optional.empty());
  }

  public Preparation withPositive(PositiveThreshold threshold) {
    return new Preparation(Optional.of(threshold), minUser, minItem, maxPerUser, halfLife);
  }

  public Preparation withMinUser(int least) {
    return new Preparation(positive, least, minItem, maxPerUser, halfLife);
  }

  public Preparation withMinItem(int least) {
    return new Preparation(positive, minUser, least, maxPerUser, halfLife);
  }

  public Preparation withMaxPerUser(int most) {
    return new Preparation(positive, minUser, minItem, OptionalInt.of(most), halfLife);
  }

  public Preparation withHalfLife(HalfLife age) {
    return new Preparation(positive, minUser, minItem, maxPerUser, Optional.of(age));
  }

  /**
   * The step for training and test data alike.
   *
   * @throws PreparationException if no interaction is left
   */
  public PreparedInteractions ofAll(Interactions data) {
    List<StepReport> steps = new ArrayList<>();
    Interactions result = data;
    if (positive.isPresent()) {
      PositiveThreshold threshold = positive.get();
      Interactions chosen = data.select(at -> threshold.accepts(data.byUser().value(at)));
      steps.add(report(StepReport.POSITIVE, threshold.toString(), data, chosen, 0));
      result = chosen.withWeights(ones(chosen.size()));
    }
    return new PreparedInteractions(result, steps);
  }

  /**
   * The steps for the part that is trained on.
   *
   * @param data interactions after {@link #ofAll}
   * @throws PreparationException if no interaction is left, or a half-life is given for data
   *     without times or with ratings, which a weight would falsify
   */
  public PreparedInteractions ofTraining(Interactions data) {
    List<StepReport> steps = new ArrayList<>();
    Interactions result = data;
    if (maxPerUser.isPresent()) {
      UserCap cap = UserCap.of(result, maxPerUser.getAsInt());
      String setting = Integer.toString(maxPerUser.getAsInt());
      steps.add(report(StepReport.MAX_PER_USER, setting, result, cap.result(), cap.cappedUsers()));
      result = cap.result();
    }
    if (minUser > 1 || minItem > 1) {
      Interactions core = Core.of(result, minUser, minItem);
      String setting = "min-user " + minUser + ", min-item " + minItem;
      steps.add(report(StepReport.CORE, setting, result, core, 0));
      result = core;
    }
    if (halfLife.isPresent()) {
      HalfLife age = halfLife.get();
      Interactions weighed = Recency.weigh(result, times(result), age);
      steps.add(report(StepReport.HALF_LIFE, age.toString(), result, weighed, 0));
      result = weighed;
    }
    return new PreparedInteractions(result, steps);
  }

  private static LongColumn times(Interactions data) {
    if (data.rated()) {
      throw new PreparationException(
          StepReport.HALF_LIFE,
          "a half-life weighs clicks, and these are ratings; make clicks of them by a threshold"
              + " such as rating>=4");
    }
    return data.times()
        .orElseThrow(() ->
            new PreparationException(
                StepReport.HALF_LIFE, "a half-life needs times, and the data have none"));
  }

  private static FloatColumn ones(long size) {
    FloatColumn ones = FloatColumn.zeros(size);
    for (long at = 0; at < size; at++) {
      ones.set(at, 1);
    }
    return ones;
  }

  private static StepReport report(
      String step, String setting, Interactions before, Interactions after, int cappedUsers) {
    if (after.size() == 0) {
      throw new PreparationException(
          step,
          "no interaction is left: the step "
              + step
              + " ("
              + setting
              + ") removed the last "
              + before.size());
    }
    InteractionCounts left = InteractionCounts.of(after);
    InteractionCounts removed = InteractionCounts.of(before).minus(left);
    return new StepReport(step, setting, removed, left, cappedUsers);
  }
}
