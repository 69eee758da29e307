package dev.sapor.linalg.kernel;

import static java.lang.Math.fma;

/**
 * e^x in single precision, the same bits at any width: x = n ln 2 + r, a polynomial of degree 7 for
 * e^r (the coefficients of Cephes, Moshier 1989), and n goes into the exponent. The error is below
 * 2^-22 of the value. x is first brought between -87 and 88, where the result is a normal number.
 */
final class Exponential {

  static final float LEAST = -87;
  static final float MOST = 88;
  static final float LOG2_E = 1.442695f;

  /** Adding it rounds to a whole number, which then stands in the low bits. */
  static final float ROUNDER = 0x1.8p23f;

  /** ln 2 in two parts; n times the first is exact. */
  static final float LN2_HIGH = 0x1.63p-1f;

  static final float LN2_LOW = -2.12194440e-4f;

  static final float C7 = 0.00019875691f;
  static final float C6 = 0.0013981999f;
  static final float C5 = 0.008333452f;
  static final float C4 = 0.041665796f;
  static final float C3 = 0.16666666f;
  static final float C2 = 0.5f;

  /** Bits of the exponent of a float, and of the number 1. */
  static final int MANTISSA = 23;

  static final int ONE = 0x3F800000;

  static float of(float value) {
    float x = Math.min(Math.max(value, LEAST), MOST);
    float rounded = fma(x, LOG2_E, ROUNDER);
    float n = rounded - ROUNDER;
    float r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, x));
    float p = fma(fma(fma(fma(fma(C7, r, C6), r, C5), r, C4), r, C3), r, C2);
    float fraction = fma(p, r * r, r) + 1;
    int power = (Float.floatToRawIntBits(rounded) << MANTISSA) + ONE;
    return fraction * Float.intBitsToFloat(power);
  }

  private Exponential() {}
}
