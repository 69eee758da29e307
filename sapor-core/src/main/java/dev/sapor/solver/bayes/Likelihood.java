package dev.sapor.solver.bayes;

import java.util.Locale;

/** How ratings follow from scores. */
public enum Likelihood {
  /** A rating is a score with normal noise. */
  NORMAL,
  /** A rating is the level, between ordered thresholds, of a score with normal noise. */
  ORDERED_PROBIT;

  /** Its name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
