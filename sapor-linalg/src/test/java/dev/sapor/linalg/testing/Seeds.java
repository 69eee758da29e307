package dev.sapor.linalg.testing;

/**
 * Seeds of random tests. A test is run with its own fixed seed, or with that of the system property
 * {@code sapor.test.seed}; either way it is printed, so that a failure can be run again.
 */
public final class Seeds {

  /** The seed to use, after printing it. */
  public static long printed(String test, long fixed) {
    long seed = Long.getLong("sapor.test.seed", fixed);
    System.out.println(test + ": seed " + seed + " (-Dsapor.test.seed=" + seed + ")");
    return seed;
  }

  private Seeds() {}
}
