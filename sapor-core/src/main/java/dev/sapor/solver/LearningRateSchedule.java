package dev.sapor.solver;

import java.util.Locale;

/**
 * How the learning rate changes from epoch to epoch.
 *
 * @param kind the rule
 * @param decay its parameter: unused by CONSTANT, at least 0 for INVERSE, in (0, 1] for GEOMETRIC
 *     and ANNEALED
 * @param epochs the epochs T that ANNEALED is spread over, at least 1; 0 for the others
 */
public record LearningRateSchedule(Kind kind, double decay, int epochs) {

  /** The rules, for epoch t = 0, 1, 2 … and initial rate η. */
  public enum Kind {
    /** η. */
    CONSTANT,
    /** η / (1 + decay · t). */
    INVERSE,
    /** η · decay<sup>t</sup>. */
    GEOMETRIC,
    /**
     * η · decay<sup>t/T</sup>, T the planned epochs: a training that runs them all comes near that
     * share, however many they are.
     */
    ANNEALED
  }

  /** The same rate for ever. */
  public static final LearningRateSchedule CONSTANT = new LearningRateSchedule(Kind.CONSTANT, 0, 0);

  /**
   * @throws IllegalArgumentException if the decay is out of the range of its rule
   */
  public LearningRateSchedule {
    boolean valid =
        switch (kind) {
          case CONSTANT -> decay == 0;
          case INVERSE -> decay >= 0 && decay < Double.POSITIVE_INFINITY;
          case GEOMETRIC, ANNEALED -> decay > 0 && decay <= 1;
        };
    if (!valid) {
      throw new IllegalArgumentException(
          "decay " + decay + " does not fit the schedule " + kind.name().toLowerCase(Locale.ROOT));
    }
    if (kind == Kind.ANNEALED ? epochs < 1 : epochs != 0) {
      throw new IllegalArgumentException(
          "a schedule over " + epochs + " epochs is not " + kind.name().toLowerCase(Locale.ROOT));
    }
  }

  /** A rule by name; ANNEALED is spread over one epoch until a training is planned. */
  public static LearningRateSchedule of(Kind kind, double decay) {
    return new LearningRateSchedule(kind, decay, kind == Kind.ANNEALED ? 1 : 0);
  }

  /** η / (1 + decay · t). */
  public static LearningRateSchedule inverse(double decay) {
    return of(Kind.INVERSE, decay);
  }

  /** η · decay<sup>t</sup>. */
  public static LearningRateSchedule geometric(double decay) {
    return of(Kind.GEOMETRIC, decay);
  }

  /** η · decay<sup>t/T</sup> over T epochs. */
  public static LearningRateSchedule annealed(double decay, int epochs) {
    return new LearningRateSchedule(Kind.ANNEALED, decay, epochs);
  }

  /** The same rule for a training that is planned for so many epochs. */
  public LearningRateSchedule over(int planned) {
    return kind == Kind.ANNEALED ? annealed(decay, planned) : this;
  }

  /** The rate of an epoch, counted from 0. */
  public double rate(double initial, int epoch) {
    return switch (kind) {
      case CONSTANT -> initial;
      case INVERSE -> initial / (1 + decay * epoch);
      case GEOMETRIC -> initial * StrictMath.pow(decay, epoch);
      case ANNEALED -> initial * StrictMath.pow(decay, (double) epoch / epochs);
    };
  }

  /** In words for a training record, such as {@code geometric 0.9}. */
  public String description() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return kind == Kind.CONSTANT ? name : name + " " + decay;
  }
}
