package dev.sapor.eval;

import dev.sapor.linalg.Parallel;

/** The paired test on two lists of values, one value a user. */
final class PairedTestOfMeans {

  static double chance(double[] first, double[] second, Parallel parallel) {
    UserTerms both = UserTerms.zeros(first.length, 4);
    for (int user = 0; user < first.length; user++) {
      both.add(user, 0, first[user]);
      both.add(user, 1, 1);
      both.add(user, 2, second[user]);
      both.add(user, 3, 1);
    }
    PairedTest test = new PairedTest(both, new Resampling(199, 0.95, 1), parallel);
    return test.compare("mean", UserTerms.Statistic.ratio(0, 1), true).chance();
  }

  private PairedTestOfMeans() {}
}
