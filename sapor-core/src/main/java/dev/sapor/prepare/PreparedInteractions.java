package dev.sapor.prepare;

import dev.sapor.data.Interactions;
import java.util.List;

/**
 * Interactions after a preparation.
 *
 * @param interactions what is left, over the same users and items: some may have no interaction
 * @param steps the steps that were asked for, in the order in which they were taken
 */
public record PreparedInteractions(Interactions interactions, List<StepReport> steps) {

  public PreparedInteractions {
    steps = List.copyOf(steps);
  }
}
