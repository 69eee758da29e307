package dev.sapor.solver;

import java.util.Locale;

/**
 * How the learning rate changes from epoch to epoch.
 *
 * @param kind the rule
 * @param decay its parameter: unused by CONSTANT, at least 0 for INVERSE, in (0, 1] for GEOMETRIC
 */
public record LearningRateSchedule(Kind kind, double decay) {

  /** The rules, for epoch t = 0, 1, 2 … and initial rate η. */
  public enum Kind {
    /** η. */
    CONSTANT,
    /** η / (1 + decay · t). */
    INVERSE,
    /** η · decay<sup>t</sup>. */
    GEOMETRIC
  }

  /** The same rate for ever. */
  public static final LearningRateSchedule CONSTANT = new LearningRateSchedule(Kind.CONSTANT, 0);

  /**
   * @throws IllegalArgumentException if the decay is out of the range of its rule
   */
  public LearningRateSchedule {
    boolean valid =
        switch (kind) {
          case CONSTANT -> decay == 0;
          case INVERSE -> decay >= 0 && decay < Double.POSITIVE_INFINITY;
          case GEOMETRIC -> decay > 0 && decay <= 1;
        };
    if (!valid) {
      throw new IllegalArgumentException(
          "decay " + decay + " does not fit the schedule " + kind.name().toLowerCase(Locale.ROOT));
    }
  }

  /** η / (1 + decay · t). */
  public static LearningRateSchedule inverse(double decay) {
    return new LearningRateSchedule(Kind.INVERSE, decay);
  }

  /** η · decay<sup>t</sup>. */
  public static LearningRateSchedule geometric(double decay) {
    return new LearningRateSchedule(Kind.GEOMETRIC, decay);
  }

  /** The rate of an epoch, counted from 0. */
  public double rate(double initial, int epoch) {
    return switch (kind) {
      case CONSTANT -> initial;
      case INVERSE -> initial / (1 + decay * epoch);
      case GEOMETRIC -> initial * StrictMath.pow(decay, epoch);
    };
  }

  /** In words for a training record, such as {@code geometric 0.9}. */
  public String description() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return kind == Kind.CONSTANT ? name : name + " " + decay;
  }
}
