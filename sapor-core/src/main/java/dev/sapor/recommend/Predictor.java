package dev.sapor.recommend;

import dev.sapor.data.IdMap;
import dev.sapor.model.Calendar;
import dev.sapor.model.DayEffects;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.model.Posterior;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Predictions of a factor model, by what it knows of a pair:
 *
 * <ul>
 *   <li>user and item: mean + user bias + item bias + u_n · v_m,
 *   <li>the user alone: mean + user bias,
 *   <li>the item alone: mean + item bias,
 *   <li>neither: mean.
 * </ul>
 *
 * <p>At a time, a model that knows its day adds what the day says of all, of the user and of the
 * item, as far as they are known. Days that were not in training, and no time at all, add nothing.
 *
 * <p>Of a model whose ratings are levels of a latent score, it is the mean rating over its samples,
 * with the mean bias for a user or an item that is not known.
 *
 * <p>A user or item without a training interaction is not known, though it may have an index.
 * Predictions of a rating model are clipped to the range of its training values; the scores of a
 * model that was trained to recommend are no ratings and are left as they are.
 */
public final class Predictor implements RatingPredictor {

  private final FactorModel model;
  private final Factors factors;
  private final @Nullable DayEffects days;
  private final @Nullable LevelPredictor levels;

  private Predictor(FactorModel model) {
    this.model = model;
    this.factors = model.factors();
    this.days = model.posterior().map(Posterior::days).orElse(null);
    this.levels = LevelPredictor.of(model);
  }

  /** Predicts by a model. */
  public static Predictor of(FactorModel model) {
    return new Predictor(model);
  }

  @Override
  public int userIndex(String userId) {
    return index(model.users(), userId, model::userCount);
  }

  @Override
  public int itemIndex(String itemId) {
    return index(model.items(), itemId, model::itemCount);
  }

  private static int index(IdMap ids, String id, IntUnaryOperator count) {
    int index = ids.indexOf(id).orElse(UNKNOWN);
    return index != UNKNOWN && count.applyAsInt(index) > 0 ? index : UNKNOWN;
  }

  /** Whether predictions depend on the day. */
  public boolean knowsDays() {
    return days != null;
  }

  /** The day of a time in the {@link Calendar} of the model, or {@link Calendar#UNKNOWN}. */
  public int day(long time) {
    return days == null ? Calendar.UNKNOWN : days.calendar().indexOf(time);
  }

  @Override
  public float predict(int userIndex, int itemIndex) {
    return predictOn(userIndex, itemIndex, Calendar.UNKNOWN);
  }

  @Override
  public float predict(int userIndex, int itemIndex, long time) {
    return predictOn(userIndex, itemIndex, day(time));
  }

  /**
   * The rating that a user would give an item on a day.
   *
   * @param day as {@link #day} has it
   */
  public float predictOn(int userIndex, int itemIndex, int day) {
    boolean userKnown = userIndex != UNKNOWN && model.userCount(userIndex) > 0;
    boolean itemKnown = itemIndex != UNKNOWN && model.itemCount(itemIndex) > 0;
    if (levels != null) {
      return levels.predict(userKnown ? userIndex : UNKNOWN, itemKnown ? itemIndex : UNKNOWN, day);
    }
    float score = score(userKnown, userIndex, itemKnown, itemIndex);
    if (days != null && day != Calendar.UNKNOWN) {
      score += days.bias(day);
      score += userKnown ? days.ofUser(day, factors.users(), userIndex) : 0;
      score += itemKnown ? days.ofItem(day, factors.items(), itemIndex) : 0;
    }
    return model.goal() == Goal.PREDICT ? model.range().clip(score) : score;
  }

  private float score(boolean userKnown, int userIndex, boolean itemKnown, int itemIndex) {
    if (userKnown && itemKnown) {
      return factors.score(userIndex, itemIndex);
    }
    float score = factors.mean();
    if (userKnown) {
      score += factors.userBiases()[userIndex];
    }
    if (itemKnown) {
      score += factors.itemBiases()[itemIndex];
    }
    return score;
  }
}
