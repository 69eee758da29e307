package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.KernelContract.outOfBounds;
import static dev.sapor.linalg.kernel.KernelContract.wrong;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.QuantizedPanels;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.RowPanels;
import dev.sapor.linalg.TopK;
import dev.sapor.linalg.testing.Seeds;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every implementation of {@link Kernels} must find among quantized rows. */
abstract class QuantizedContract {

  private static final long SEED = Seeds.printed("QuantizedContract", 431);

  abstract Kernels kernels();

  private static RandomStream random(int length, KernelData data) {
    return RandomStream.of(SEED, "quantized contract " + data, length);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"EXTREME", "NON_FINITE"})
  void findsWhatAScanOfAllRowsFinds(KernelData data) {
    for (int length : new int[] {0, 1, 7, 33, 64}) {
      RandomStream random = random(length, data);
      FloatMatrix left = data.matrix(3, length, random);
      for (int count : new int[] {0, 1, 31, 32, 33, 65, 2000}) {
        FloatMatrix right = data.matrix(count, length, random);
        float[] offsets = data.row(count, random);
        // Some score alike, for the sake of ties.
        for (int j = 2; j < count; j += 5) {
          right.setRow(j, right.row(j - 2));
          offsets[j] = offsets[j - 2];
        }
        compare(left, right, offsets, evenRows(3, count));
      }
    }
  }

  /** Rows of very different lengths, as those of items are: most are never looked at. */
  @Test
  void findsTheSameWhereLengthsDiffer() {
    RandomStream random = random(24, KernelData.NORMAL);
    FloatMatrix left = KernelData.NORMAL.matrix(20, 24, random);
    FloatMatrix right = KernelData.NORMAL.matrix(5000, 24, random);
    float[] offsets = new float[5000];
    for (int j = 0; j < 5000; j++) {
      float[] row = right.row(j);
      float scale = (float) Math.exp(2 * random.nextGaussian());
      for (int f = 0; f < row.length; f++) {
        row[f] *= scale;
      }
      right.setRow(j, row);
      offsets[j] = j % 7 == 0 ? (float) random.nextGaussian() : 0;
    }
    compare(left, right, offsets, null);
  }

  /** Rows whose scores are so near that only what is left out by the codes tells them apart. */
  @Test
  void codesThatAreAlikeAreToldApart() {
    RandomStream random = random(16, KernelData.NORMAL);
    FloatMatrix left = KernelData.NORMAL.matrix(10, 16, random);
    FloatMatrix right = FloatMatrix.zeros(3000, 16);
    float[] common = KernelData.NORMAL.row(16, random);
    for (int j = 0; j < right.rows(); j++) {
      float[] row = common.clone();
      for (int f = 0; f < row.length; f++) {
        row[f] += (float) (1e-5 * random.nextGaussian());
      }
      right.setRow(j, row);
    }
    compare(left, right, new float[3000], null);
  }

  @Test
  void numbersThatOverflowAreScoredExactly() {
    RandomStream random = random(9, KernelData.EXTREME);
    FloatMatrix right = FloatMatrix.zeros(200, 9);
    FloatMatrix left = FloatMatrix.zeros(2, 9);
    for (int j = 0; j < 200; j++) {
      float[] row = new float[9];
      row[j % 9] = (float) (random.nextGaussian() * 1e30);
      right.setRow(j, row);
    }
    for (int f = 0; f < 9; f++) {
      left.set(0, f, 1e20f);
      left.set(1, f, -1e4f);
    }
    compare(left, right, new float[200], null);
  }

  private void compare(
      FloatMatrix left, FloatMatrix right, float[] offsets, @Nullable CsrMatrix except) {
    int count = right.rows();
    RowPanels panels = RowPanels.of(right, offsets);
    QuantizedPanels quantized = QuantizedPanels.of(right, offsets);
    long[] all = new long[Math.ceilDiv(count, Long.SIZE)];
    Arrays.fill(all, -1L);
    if (count % Long.SIZE != 0) {
      all[all.length - 1] = (1L << count) - 1;
    }
    long[] some = all.clone();
    long[] few = new long[all.length];
    for (int word = 0; word < all.length; word++) {
      some[word] &= 0x0F0F_FF00_FFFF_0F0FL;
      few[word] = all[word] & 1;
    }
    for (long[] shared : new long[][] {all, some, few}) {
      for (int k : new int[] {0, 1, 10, 400}) {
        for (int row = 0; row < left.rows(); row++) {
          var wanted = new Kernels.Wanted(shared, k == 10 ? except : null);
          float offset = row - .5f;
          TopK expected = new TopK(k);
          int[] rows = {row};
          float[] one = {offset};
          kernels().best(left, rows, 0, 1, one, panels, wanted, new TopK[] {expected});
          TopK found = new TopK(k);
          kernels().best(left, row, offset, quantized, wanted, found);
          assertThat(drained(found))
              .as("%s of %s, row %s", k, right, row)
              .isEqualTo(drained(expected));
        }
      }
    }
  }

  private static String drained(TopK best) {
    int[] indices = new int[best.size()];
    float[] scores = new float[best.size()];
    best.drain(indices, scores);
    return Arrays.toString(indices) + Arrays.toString(scores);
  }

  private static CsrMatrix evenRows(int rows, int columns) {
    int[] indices = new int[Math.ceilDiv(columns, 2)];
    Arrays.setAll(indices, j -> 2 * j);
    long[] starts = new long[rows + 1];
    int[] all = new int[rows * indices.length];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(indices, 0, all, row * indices.length, indices.length);
      starts[row + 1] = (row + 1L) * indices.length;
    }
    return new CsrMatrix(columns, starts, IntColumn.of(all), FloatColumn.of(new float[all.length]));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    FloatMatrix left = FloatMatrix.zeros(2, 16);
    FloatMatrix rows = FloatMatrix.zeros(65, 16);
    QuantizedPanels right = QuantizedPanels.of(rows, new float[65]);
    var all = new Kernels.Wanted(new long[2], null);
    TopK best = new TopK(3);
    wrong(() -> QuantizedPanels.of(rows, new float[64]));
    wrong(() -> kernels().best(FloatMatrix.zeros(1, 15), 0, 0, right, all, best));
    outOfBounds(() -> kernels().best(left, 2, 0, right, all, best));
    var short1 = new Kernels.Wanted(new long[1], null);
    outOfBounds(() -> kernels().best(left, 0, 0, right, short1, best));
    var wrongShape = new Kernels.Wanted(new long[2], evenRows(2, 64));
    wrong(() -> kernels().best(left, 0, 0, right, wrongShape, best));
  }
}
