package dev.sapor.solver.als;

import dev.sapor.model.FactorModel;
import dev.sapor.model.Goal;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Something that somebody had to do with, as a person says it: an item that was liked or disliked,
 * or that was given a value.
 *
 * @param itemIndex the item
 * @param value a rating, or a weight such as a number of plays; empty for liked or disliked
 * @param disliked whether an entry without a value is a dislike
 */
public record HistoryEntry(int itemIndex, OptionalDouble value, boolean disliked) {

  /** An item that was liked. */
  public static HistoryEntry liked(int itemIndex) {
    return new HistoryEntry(itemIndex, OptionalDouble.empty(), false);
  }

  /**
   * The values of some entries for {@link FoldIn}. For a model that predicts ratings they are
   * ratings; liked is the greatest of training, disliked the least. In a model that recommends, an
   * entry is a click, or its weight if it was trained with weights; disliked, or a value below the
   * mean of those given, is a dislike of weight 1.
   */
  public static float[] values(List<HistoryEntry> entries, FactorModel model) {
    double mean =
        entries.stream()
            .map(HistoryEntry::value)
            .flatMapToDouble(OptionalDouble::stream)
            .average()
            .orElse(0);
    float[] values = new float[entries.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = entries.get(k).value(model, mean);
    }
    return values;
  }

  private float value(FactorModel model, double mean) {
    if (model.goal() == Goal.PREDICT) {
      return (float) value.orElse(disliked ? model.range().min() : model.range().max());
    }
    if (disliked || (value.isPresent() && value.getAsDouble() < mean)) {
      return -1;
    }
    return model.record().isOfRatings() ? 1 : (float) value.orElse(1);
  }
}
