package dev.sapor.cli;

import dev.sapor.data.Interactions;
import dev.sapor.eval.Baseline;
import java.util.EnumSet;
import java.util.Set;

/** How many baselines stand beside a result. */
enum BaselineChoice {
  /** Those that take moments on these data. */
  QUICK,
  /** All, whatever they take. */
  ALL,
  /** None. */
  NONE;

  /** Which baselines are judged on training data. */
  Set<Baseline> of(Interactions train) {
    return switch (this) {
      case NONE -> EnumSet.noneOf(Baseline.class);
      case ALL -> EnumSet.allOf(Baseline.class);
      case QUICK -> quick(train);
    };
  }

  private static Set<Baseline> quick(Interactions train) {
    return train.size() == 0 ? EnumSet.noneOf(Baseline.class) : EnumSet.allOf(Baseline.class);
  }
}
