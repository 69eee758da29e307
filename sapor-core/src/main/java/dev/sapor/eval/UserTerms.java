package dev.sapor.eval;

import java.util.Arrays;

/**
 * Terms of figures by user: a figure over users is a function of the sums of their terms, be it a
 * mean, a root or a ratio. So a figure over users that were drawn again, or over the users of a
 * slice, needs the sums alone.
 *
 * @param users number of users
 * @param count number of terms of a user
 * @param values the terms of user 0, then those of user 1 …: {@code users x count}
 */
@SuppressWarnings("ArrayRecordComponent") // passed along inside this package; never compared
record UserTerms(int users, int count, double[] values) {

  /** A figure as a function of the sums of the terms. */
  @FunctionalInterface
  interface Statistic {
    double of(double[] sums);

    /** The quotient of two sums: a mean where the second counts. */
    static Statistic ratio(int numerator, int denominator) {
      return sums -> sums[numerator] / sums[denominator];
    }
  }

  static UserTerms zeros(int users, int count) {
    return new UserTerms(users, count, new double[Math.multiplyExact(users, count)]);
  }

  void add(int user, int term, double value) {
    values[user * count + term] += value;
  }

  double get(int user, int term) {
    return values[user * count + term];
  }

  /** The terms of both, side by side. */
  UserTerms beside(UserTerms other) {
    UserTerms both = zeros(users, count + other.count);
    for (int user = 0; user < users; user++) {
      int to = user * both.count;
      System.arraycopy(values, user * count, both.values, to, count);
      System.arraycopy(other.values, user * other.count, both.values, to + count, other.count);
    }
    return both;
  }

  /** The sums of both, term by term. */
  UserTerms plus(UserTerms other) {
    double[] sums = values.clone();
    for (int at = 0; at < sums.length; at++) {
      sums[at] += other.values[at];
    }
    return new UserTerms(users, count, sums);
  }

  /** Only the users of whom each of some terms, which count, is above zero. */
  UserTerms having(int... terms) {
    double[] kept = new double[values.length];
    int size = 0;
    for (int user = 0; user < users; user++) {
      int at = user;
      if (Arrays.stream(terms).allMatch(term -> get(at, term) > 0)) {
        System.arraycopy(values, user * count, kept, size++ * count, count);
      }
    }
    return new UserTerms(size, count, Arrays.copyOf(kept, size * count));
  }

  /** Sums over the users, in their order. */
  double[] sums() {
    double[] sums = new double[count];
    for (int user = 0; user < users; user++) {
      for (int term = 0; term < count; term++) {
        sums[term] += values[user * count + term];
      }
    }
    return sums;
  }
}
