package dev.sapor.linalg.kernel;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.RandomStream;

/** Rows to try kernels on: the kinds of numbers that a wrong kernel stumbles over. */
enum KernelData {
  NORMAL {
    @Override
    float next(RandomStream random) {
      return (float) random.nextGaussian();
    }
  },
  ZEROS {
    @Override
    float next(RandomStream random) {
      return random.nextInt(2) == 0 ? 0f : -0f;
    }
  },
  SUBNORMAL {
    @Override
    float next(RandomStream random) {
      return Float.intBitsToFloat(random.nextInt(0x0080_0000)) * (random.nextInt(2) * 2 - 1);
    }
  },
  /** All magnitudes from the smallest to the largest, so that products under- and overflow. */
  EXTREME {
    @Override
    float next(RandomStream random) {
      float value = Float.intBitsToFloat((int) random.nextLong());
      return Float.isFinite(value) ? value : Float.MAX_VALUE;
    }
  },
  NON_FINITE {
    @Override
    float next(RandomStream random) {
      return switch (random.nextInt(40)) {
        case 0 -> Float.NaN;
        case 1 -> Float.POSITIVE_INFINITY;
        default -> (float) random.nextGaussian();
      };
    }
  };

  /** Below, at and above one, two and many lanes; primes; and a length that is no round number. */
  static final int[] LENGTHS = {
    0, 1, 2, 3, 7, 13, 15, 16, 17, 31, 32, 33, 47, 61, 64, 97, 127, 128, 4098
  };

  abstract float next(RandomStream random);

  float[] row(int length, RandomStream random) {
    float[] row = new float[length];
    for (int f = 0; f < length; f++) {
      row[f] = next(random);
    }
    return row;
  }

  FloatMatrix matrix(int rows, int columns, RandomStream random) {
    FloatMatrix matrix = FloatMatrix.zeros(rows, columns);
    for (int i = 0; i < rows; i++) {
      matrix.setRow(i, row(columns, random));
    }
    return matrix;
  }
}
