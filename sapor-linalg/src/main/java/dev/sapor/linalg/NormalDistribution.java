package dev.sapor.linalg;

/**
 * The standard normal distribution, by {@link StrictMath}: the same bits everywhere.
 *
 * <p>Sources: Cody, "Rational Chebyshev approximations for the error function", Mathematics of
 * Computation 23, 1969 (the tail); Wichura, "Algorithm AS 241: the percentage points of the normal
 * distribution", Applied Statistics 37, 1988 (the quantile).
 */
public final class NormalDistribution {

  private static final double ROOT_OF_HALF = 0.7071067811865476;
  private static final double ROOT_OF_TWO_PI = 2.5066282746310007;
  private static final double ONE_BY_ROOT_OF_PI = 0.5641895835477563;

  // Cody: numerators and denominators for |y| up to .46875, up to 4, and above.
  private static final double[] A = {
    3.1611237438705655,
    113.86415415105016,
    377.485237685302,
    3209.3775891384694,
    0.18577770618460315
  };
  private static final double[] B = {
    23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171
  };
  private static final double[] C = {
    0.5641884969886701,
    8.883149794388377,
    66.11919063714163,
    298.6351381974001,
    881.952221241769,
    1712.0476126340707,
    2051.0783778260716,
    1230.3393547979972,
    2.1531153547440383e-08
  };
  private static final double[] D = {
    15.744926110709835,
    117.6939508913125,
    537.1811018620099,
    1621.3895745666903,
    3290.7992357334597,
    4362.619090143247,
    3439.3676741437216,
    1230.3393548037495
  };
  private static final double[] P = {
    0.30532663496123236,
    0.36034489994980445,
    0.12578172611122926,
    0.016083785148742275,
    0.0006587491615298378,
    0.016315387137302097
  };
  private static final double[] Q = {
    2.568520192289822,
    1.8729528499234604,
    0.5279051029514285,
    0.06051834131244132,
    0.0023352049762686918
  };

  // Wichura: numerators and denominators near the centre, near the tails, and in them.
  private static final double[] CENTRE = {
    3.3871328727963665,
    133.14166789178438,
    1971.5909503065513,
    13731.69376550946,
    45921.95393154987,
    67265.7709270087,
    33430.57558358813,
    2509.0809287301227
  };
  private static final double[] CENTRE_BELOW = {
    42.31333070160091,
    687.1870074920579,
    5394.196021424751,
    21213.794301586597,
    39307.89580009271,
    28729.085735721943,
    5226.495278852854
  };
  private static final double[] NEAR = {
    1.4234371107496835,
    4.630337846156546,
    5.769497221460691,
    3.6478483247632045,
    1.2704582524523684,
    0.2417807251774506,
    0.022723844989269184,
    0.0007745450142783414
  };
  private static final double[] NEAR_BELOW = {
    2.053191626637759,
    1.6763848301838038,
    0.6897673349851,
    0.14810397642748008,
    0.015198666563616457,
    0.0005475938084995345,
    1.0507500716444169e-09
  };
  private static final double[] FAR = {
    6.657904643501103,
    5.463784911164114,
    1.7848265399172913,
    0.29656057182850487,
    0.026532189526576124,
    0.0012426609473880784,
    2.7115555687434876e-05,
    2.0103343992922881e-07
  };
  private static final double[] FAR_BELOW = {
    0.599832206555888,
    0.1369298809227358,
    0.014875361290850615,
    0.0007868691311456133,
    1.8463183175100548e-05,
    1.421511758316446e-07,
    2.0442631033899397e-15
  };

  /** The density; 0 at infinity. */
  public static double density(double x) {
    return StrictMath.exp(-0.5 * x * x) / ROOT_OF_TWO_PI;
  }

  /** The probability of more than x; also far out with all digits. */
  public static double tail(double x) {
    if (x < 0) {
      return 1 - tail(-x);
    }
    double y = x * ROOT_OF_HALF;
    return y <= 0.46875 ? 0.5 - 0.5 * centralError(y) : upperTail(y);
  }

  private static double centralError(double y) {
    double z = y * y;
    double above = A[4] * z;
    double below = z;
    for (int i = 0; i < 3; i++) {
      above = (above + A[i]) * z;
      below = (below + B[i]) * z;
    }
    return y * (above + A[3]) / (below + B[3]);
  }

  private static double upperTail(double y) {
    double exponential = StrictMath.exp(-y * y);
    if (exponential == 0) {
      return 0;
    }
    if (y <= 4) {
      double above = C[8] * y;
      double below = y;
      for (int i = 0; i < 7; i++) {
        above = (above + C[i]) * y;
        below = (below + D[i]) * y;
      }
      return 0.5 * exponential * (above + C[7]) / (below + D[7]);
    }
    double z = 1 / (y * y);
    double above = P[5] * z;
    double below = z;
    for (int i = 0; i < 4; i++) {
      above = (above + P[i]) * z;
      below = (below + Q[i]) * z;
    }
    double ratio = z * (above + P[4]) / (below + Q[4]);
    return 0.5 * exponential * (ONE_BY_ROOT_OF_PI - ratio) / y;
  }

  /**
   * The probability of an interval.
   *
   * @param from may be -∞
   * @param to above {@code from}; may be +∞
   */
  public static double probability(double from, double to) {
    if (from > 0) {
      return tail(from) - tail(to);
    }
    return to < 0 ? tail(-to) - tail(-from) : 1 - tail(-from) - tail(to);
  }

  /** The value below which a draw lies with a probability, which is between 0 and 1. */
  public static double quantile(double probability) {
    double q = probability - 0.5;
    if (Math.abs(q) <= 0.425) {
      return q * ratio(CENTRE, CENTRE_BELOW, 0.180625 - q * q);
    }
    double r = StrictMath.sqrt(-StrictMath.log(q < 0 ? probability : 1 - probability));
    double x = r <= 5 ? ratio(NEAR, NEAR_BELOW, r - 1.6) : ratio(FAR, FAR_BELOW, r - 5);
    return q < 0 ? -x : x;
  }

  private static double ratio(double[] above, double[] below, double r) {
    double x = 0;
    double y = 0;
    for (int i = above.length - 1; i >= 0; i--) {
      x = x * r + above[i];
    }
    for (int i = below.length - 1; i >= 0; i--) {
      y = (y + below[i]) * r;
    }
    return x / (y + 1);
  }

  /**
   * A draw that is known to be in an interval: the one that a uniform number picks.
   *
   * @param from may be -∞
   * @param to above {@code from}; may be +∞
   * @param uniform from 0 to 1
   */
  public static double within(double from, double to, double uniform) {
    // In the tail that is nearer, where probabilities have all their digits.
    boolean upper = from + to > 0;
    double near = upper ? tail(from) : tail(-to);
    double far = upper ? tail(to) : tail(-from);
    double p = Math.max(near - uniform * (near - far), Double.MIN_NORMAL);
    double x = -quantile(Math.min(p, 1 - 0x1p-53));
    return Math.clamp(upper ? x : -x, from, to);
  }

  private NormalDistribution() {}
}
