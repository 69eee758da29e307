package dev.sapor.linalg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.NativeLayouts;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every implementation of {@link Kernels} must do: products of rows and sums of rows. Bound to
 * an implementation by a subclass; the same holds for {@link DescentContract} and {@link
 * NormalEquationsContract}.
 */
abstract class KernelContract {

  private static final long SEED = Seeds.printed("KernelContract", 401);
  private static final float ULP = 0x1p-24f;

  abstract Kernels kernels();

  private static RandomStream random(int length, KernelData data) {
    return RandomStream.of(SEED, "kernel contract " + data, length);
  }

  @ParameterizedTest
  @EnumSource
  void dotHasTheDocumentedBits(KernelData data) {
    for (int length : KernelData.LENGTHS) {
      RandomStream random = random(length, data);
      FloatMatrix a = data.matrix(3, length, random);
      FloatMatrix b = data.matrix(4, length, random);
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 4; j++) {
          assertThat(bits(kernels().dot(a, i, b, j)))
              .as("length %d, rows %d and %d", length, i, j)
              .isEqualTo(bits(KernelOracle.dot(a.row(i), b.row(j))));
        }
      }
      assertThat(bits(kernels().dot(a, 1, a, 1)))
          .isEqualTo(bits(KernelOracle.dot(a.row(1), a.row(1))));
    }
  }

  @Test
  void dotIsWithinItsErrorBound() {
    for (int length : KernelData.LENGTHS) {
      RandomStream random = random(length, KernelData.NORMAL);
      FloatMatrix a = KernelData.NORMAL.matrix(1, length, random);
      FloatMatrix b = KernelData.NORMAL.matrix(1, length, random);
      double exact = 0;
      double magnitude = 0;
      for (int f = 0; f < length; f++) {
        exact += (double) a.get(0, f) * b.get(0, f);
        magnitude += Math.abs((double) a.get(0, f) * b.get(0, f));
      }
      // Each product passes through length / 16 roundings of its lane and 4 of the tree.
      double bound = (length / 16 + 6) * ULP * magnitude;
      assertThat(Math.abs(kernels().dot(a, 0, b, 0) - exact)).isLessThanOrEqualTo(bound);
    }
  }

  @ParameterizedTest
  @EnumSource
  void dotsOfARangeAreDots(KernelData data) {
    for (int length : KernelData.LENGTHS) {
      RandomStream random = random(length, data);
      FloatMatrix left = data.matrix(2, length, random);
      FloatMatrix right = data.matrix(9, length, random);
      float[] out = new float[8];
      out[7] = 42;
      kernels().dots(left, 1, right, 1, 8, out);
      for (int j = 1; j < 8; j++) {
        assertThat(bits(out[j - 1])).isEqualTo(bits(kernels().dot(left, 1, right, j)));
      }
      assertThat(out[7]).isEqualTo(42);
    }
  }

  @ParameterizedTest
  @EnumSource
  void dotsOfAListAreDots(KernelData data) {
    IntColumn indices = IntColumn.of(8, 0, 3, 3, 8, 1, 5, 2);
    for (int length : KernelData.LENGTHS) {
      RandomStream random = random(length, data);
      FloatMatrix left = data.matrix(2, length, random);
      FloatMatrix right = data.matrix(9, length, random);
      float[] out = new float[6];
      kernels().dots(left, 0, right, indices, 2, 8, out);
      for (int k = 2; k < 8; k++) {
        assertThat(bits(out[k - 2])).isEqualTo(bits(kernels().dot(left, 0, right, indices.get(k))));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void addScaledRowsIsAChainInTheOrderOfTheList(KernelData data) {
    IntColumn indices = IntColumn.of(4, 4, 0, 2, 4, 1, 3, 0, 2);
    for (int length : KernelData.LENGTHS) {
      for (int to : new int[] {1, 2, 5, 6, 9}) {
        RandomStream random = random(length, data);
        FloatMatrix source = data.matrix(5, length, random);
        FloatMatrix target = data.matrix(3, length, random);
        float[][] before = target.toArrays();
        float[] scales = KernelData.NORMAL.row(to - 1, random);
        kernels().addScaledRows(source, indices, 1, to, scales, target, 1);

        float[][] rows =
            IntStream.range(1, to)
                .mapToObj(k -> source.row(indices.get(k)))
                .toArray(float[][]::new);
        assertBits(target.row(1), KernelOracle.addScaledRows(before[1], scales, rows));
        assertBits(target.row(0), before[0]);
        assertBits(target.row(2), before[2]);
        assertPaddingIsZero(target);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void combineIsElementByElement(KernelData data) {
    for (int length : KernelData.LENGTHS) {
      RandomStream random = random(length, data);
      FloatMatrix x = data.matrix(2, length, random);
      FloatMatrix y = data.matrix(2, length, random);
      float[] expected = y.row(0);
      for (int f = 0; f < length; f++) {
        expected[f] = Math.fma(0.3f, x.get(1, f), -1.7f * expected[f]);
      }
      kernels().combine(0.3f, x, 1, -1.7f, y, 0);
      assertBits(y.row(0), expected);
      assertPaddingIsZero(y);
    }
  }

  @Test
  void outerProductsAreChainsInTheOrderOfTheRows() {
    for (int[] shape : new int[][] {{1, 1}, {3, 17}, {8, 64}, {9, 130}, {64, 200}, {33, 16}}) {
      for (int count : new int[] {0, 1, 63, 64, 65, 150}) {
        RandomStream random = random(shape[0] * 1000 + shape[1], KernelData.NORMAL);
        FloatMatrix left = KernelData.NORMAL.matrix(152, shape[0], random);
        FloatMatrix right = KernelData.NORMAL.matrix(152, shape[1], random);
        FloatMatrix target = KernelData.NORMAL.matrix(shape[0], shape[1], random);
        float[][] expected = target.toArrays();
        for (int k = 2; k < 2 + count; k++) {
          for (int i = 0; i < shape[0]; i++) {
            for (int j = 0; j < shape[1]; j++) {
              expected[i][j] = Math.fma(left.get(k, i), right.get(k, j), expected[i][j]);
            }
          }
        }
        kernels().addOuterProducts(left, right, 2, 2 + count, target);
        for (int i = 0; i < shape[0]; i++) {
          assertBits(target.row(i), expected[i]);
        }
        assertPaddingIsZero(target);
      }
    }
  }

  @Test
  void outerProductsThatDoNotFitAreRefused() {
    FloatMatrix left = FloatMatrix.zeros(3, 2);
    FloatMatrix right = FloatMatrix.zeros(2, 2);
    FloatMatrix target = FloatMatrix.zeros(2, 2);
    outOfBounds(() -> kernels().addOuterProducts(left, right, 0, 3, target));
    outOfBounds(() -> kernels().addOuterProducts(left, right, -1, 1, target));
    wrong(() -> kernels().addOuterProducts(left, right, 0, 1, right));
    wrong(() -> kernels().addOuterProducts(left, right, 0, 1, FloatMatrix.zeros(2, 3)));
    wrong(() -> kernels().addOuterProducts(left, right, 0, 1, FloatMatrix.zeros(3, 2)));
  }

  @ParameterizedTest
  @EnumSource
  void productsAreChainsInTheOrderOfTheInnerIndex(KernelData data) {
    for (int[] shape : new int[][] {{1, 1}, {3, 17}, {64, 64}, {9, 40}, {150, 33}, {0, 5}}) {
      RandomStream random = random(shape[0] * 1000 + shape[1], data);
      FloatMatrix left = data.matrix(11, shape[0], random);
      FloatMatrix right = data.matrix(shape[0], shape[1], random);
      FloatMatrix out = data.matrix(12, shape[1], random);
      float[][] expected = out.toArrays();
      for (int k = 2; k < 9; k++) {
        for (int j = 0; j < shape[1]; j++) {
          float sum = 0;
          for (int f = 0; f < shape[0]; f++) {
            sum = Math.fma(left.get(k, f), right.get(f, j), sum);
          }
          expected[k][j] = sum;
        }
      }
      kernels().multiply(left, right, 2, 9, out);
      for (int k = 0; k < out.rows(); k++) {
        assertBits(out.row(k), expected[k]);
      }
      assertPaddingIsZero(out);
    }
  }

  @ParameterizedTest
  @EnumSource
  void exponentialsHaveTheDocumentedBits(KernelData data) {
    for (int length : new int[] {1, 16, 19, 64}) {
      RandomStream random = random(length, data);
      FloatMatrix matrix = data.matrix(7, length, random);
      FloatMatrix sums = KernelData.NORMAL.matrix(3, length, random);
      float[][] expected = matrix.toArrays();
      float[][] expectedSums = sums.toArrays();
      for (int row = 1; row < 6; row++) {
        for (int f = 0; f < length; f++) {
          expected[row][f] = Exponential.of(Math.fma(12.5f, expected[row][f], -3));
          expectedSums[1][f] += expected[row][f];
        }
      }
      kernels().exponentials(matrix, 1, 6, 12.5f, -3, sums, 1);
      for (int row = 0; row < 7; row++) {
        assertBits(matrix.row(row), expected[row]);
      }
      for (int row = 0; row < 3; row++) {
        assertBits(sums.row(row), expectedSums[row]);
      }
      assertPaddingIsZero(matrix);
      assertPaddingIsZero(sums);
    }
  }

  @Test
  void exponentialsAreThoseOfDoublePrecision() {
    RandomStream random = RandomStream.of(SEED, "exponentials");
    for (int k = 0; k < 10_000; k++) {
      float x = (float) (random.nextDouble() * 170 - 85);
      FloatMatrix matrix = FloatMatrix.of(new float[][] {{x}});
      kernels().exponentials(matrix, 0, 1, 1, 0, FloatMatrix.zeros(1, 1), 0);
      double exact = StrictMath.exp(x);
      assertThat(Math.abs(matrix.get(0, 0) - exact)).as("e^%s", x).isLessThan(0x1p-22 * exact);
    }
    FloatMatrix ends = FloatMatrix.of(new float[][] {{-1e30f, 1e30f, 0, Float.NaN}});
    kernels().exponentials(ends, 0, 1, 1, 0, FloatMatrix.zeros(1, 4), 0);
    assertThat(ends.get(0, 0)).isPositive().isLessThan(2e-38f);
    assertThat(ends.get(0, 1)).isFinite().isGreaterThan(1e38f);
    assertThat(ends.get(0, 2)).isEqualTo(1);
    assertThat(ends.get(0, 3)).isNaN();
  }

  @ParameterizedTest
  @EnumSource
  void stepsByRootsHaveTheDocumentedBits(KernelData data) {
    for (int length : KernelData.LENGTHS) {
      RandomStream random = random(length, data);
      FloatMatrix parameters = data.matrix(3, length, random);
      FloatMatrix squares = KernelData.NORMAL.matrix(3, length, random);
      for (int f = 0; f < length; f++) {
        squares.set(1, f, Math.abs(squares.get(1, f)));
      }
      FloatMatrix gradients = data.matrix(2, length, random);
      float[] p = parameters.row(1);
      float[] v = squares.row(1);
      for (int f = 0; f < length; f++) {
        float g = Math.fma(0.125f, p[f], gradients.get(0, f));
        v[f] = Math.fma(0.75f, v[f], 0.1f * g * g);
        p[f] = Math.fma(-0.01f, g / ((float) Math.sqrt(v[f]) + 1e-8f), p[f]);
      }
      RootStep state = new RootStep(parameters, squares);
      kernels().descendByRoots(state, 1, gradients, 0, 0.01f, 0.125f, 0.75f, 0.1f);
      assertBits(parameters.row(1), p);
      assertBits(squares.row(1), v);
      assertPaddingIsZero(parameters);
      assertPaddingIsZero(squares);
    }
  }

  @Test
  void productsAndStepsThatDoNotFitAreRefused() {
    FloatMatrix a = FloatMatrix.zeros(3, 2);
    FloatMatrix b = FloatMatrix.zeros(2, 5);
    FloatMatrix out = FloatMatrix.zeros(3, 5);
    outOfBounds(() -> kernels().multiply(a, b, 0, 4, out));
    outOfBounds(() -> kernels().multiply(a, b, -1, 2, out));
    outOfBounds(() -> kernels().multiply(a, b, 0, 3, FloatMatrix.zeros(2, 5)));
    wrong(() -> kernels().multiply(a, out, 0, 1, out));
    wrong(() -> kernels().multiply(a, b, 0, 1, FloatMatrix.zeros(3, 4)));
    wrong(() -> kernels().multiply(b, a, 0, 1, out));
    FloatMatrix sums = FloatMatrix.zeros(2, 2);
    outOfBounds(() -> kernels().exponentials(a, 0, 4, 1, 0, sums, 0));
    outOfBounds(() -> kernels().exponentials(a, 0, 3, 1, 0, sums, 2));
    wrong(() -> kernels().exponentials(a, 0, 3, 1, 0, b, 0));
    wrong(() -> kernels().exponentials(a, 0, 3, 1, 0, a, 0));
    RootStep state = new RootStep(a, a.copy());
    outOfBounds(() -> kernels().descendByRoots(state, 3, sums, 0, 1, 0, 1, 1));
    outOfBounds(() -> kernels().descendByRoots(state, 0, sums, 2, 1, 0, 1, 1));
    wrong(() -> kernels().descendByRoots(state, 0, b, 0, 1, 0, 1, 1));
    wrong(() -> new RootStep(a, a));
    wrong(() -> new RootStep(a, b));
  }

  @Test
  void infiniteScalesLeaveThePaddingZero() {
    FloatMatrix x = FloatMatrix.of(new float[][] {{1, 2, 3}});
    FloatMatrix y = FloatMatrix.of(new float[][] {{1, 2, 3}});
    kernels().addScaledRows(x, IntColumn.of(0), 0, 1, new float[] {Float.POSITIVE_INFINITY}, y, 0);
    kernels().combine(Float.POSITIVE_INFINITY, x, 0, Float.NEGATIVE_INFINITY, y, 0);
    assertPaddingIsZero(y);
  }

  @Test
  void goldenBitsNeverChange() {
    RandomStream random = RandomStream.of(1, "golden");
    FloatMatrix a = KernelData.NORMAL.matrix(3, 67, random);
    FloatMatrix b = KernelData.NORMAL.matrix(3, 67, random);
    float[] dots = {
      kernels().dot(a, 0, b, 0), kernels().dot(a, 1, b, 2), kernels().dot(a, 2, a, 2)
    };
    assertThat(dots).containsExactly(3.0591033f, -6.184929f, 67.65134f);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    FloatMatrix a = FloatMatrix.zeros(2, 16);
    FloatMatrix narrow = FloatMatrix.zeros(2, 15);
    IntColumn indices = IntColumn.of(0, 2);
    float[] two = new float[2];
    outOfBounds(() -> kernels().dot(a, 2, a, 0));
    outOfBounds(() -> kernels().dot(a, 0, a, -1));
    outOfBounds(() -> kernels().dots(a, 2, a, 0, 2, two));
    outOfBounds(() -> kernels().dots(a, 0, a, 0, 3, new float[3]));
    outOfBounds(() -> kernels().dots(a, 0, a, 0, 2, new float[1]));
    outOfBounds(() -> kernels().dots(a, 0, a, indices, 0, 2, two));
    outOfBounds(() -> kernels().dots(a, 0, a, indices, 0, 3, new float[3]));
    outOfBounds(() -> kernels().addScaledRows(a, indices, 0, 2, two, a.copy(), 0));
    outOfBounds(() -> kernels().addScaledRows(a, indices, 0, 1, new float[0], a.copy(), 0));
    outOfBounds(() -> kernels().addScaledRows(a, indices, 0, 1, two, a.copy(), 2));
    outOfBounds(() -> kernels().combine(1, a, 2, 1, a, 0));
    wrong(() -> kernels().dot(a, 0, narrow, 0));
    wrong(() -> kernels().dots(a, 0, narrow, 0, 2, two));
    wrong(() -> kernels().dots(a, 0, narrow, indices, 0, 1, two));
    wrong(() -> kernels().addScaledRows(a, indices, 0, 1, two, narrow, 0));
    wrong(() -> kernels().addScaledRows(a, indices, 0, 1, two, a, 0));
    wrong(() -> kernels().combine(1, a, 0, 1, narrow, 0));
  }

  static void outOfBounds(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(IndexOutOfBoundsException.class);
  }

  static void wrong(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class);
  }

  static int bits(float value) {
    return Float.floatToIntBits(value);
  }

  static void assertBits(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int f = 0; f < expected.length; f++) {
      assertThat(bits(actual[f])).as("element %d of %s", f, actual).isEqualTo(bits(expected[f]));
    }
  }

  static void assertPaddingIsZero(FloatMatrix matrix) {
    for (int row = 0; row < matrix.rows(); row++) {
      for (int f = matrix.columns(); f < matrix.stride(); f++) {
        long at = matrix.rowOffset(row) + (long) f * Float.BYTES;
        assertThat(matrix.segment().get(NativeLayouts.INT, at)).isZero();
      }
    }
  }
}
