package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.KernelContract.assertBits;
import static dev.sapor.linalg.kernel.KernelContract.assertPaddingIsZero;
import static dev.sapor.linalg.kernel.KernelContract.bits;
import static dev.sapor.linalg.kernel.KernelContract.outOfBounds;
import static dev.sapor.linalg.kernel.KernelContract.wrong;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.RowPanels;
import dev.sapor.linalg.TopK;
import dev.sapor.linalg.testing.Seeds;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every implementation of {@link Kernels} must do with rows against panels. */
abstract class ChainContract {

  private static final long SEED = Seeds.printed("ChainContract", 419);
  private static final float ULP = 0x1p-24f;

  abstract Kernels kernels();

  private static RandomStream random(int length, KernelData data) {
    return RandomStream.of(SEED, "chain contract " + data, length);
  }

  @ParameterizedTest
  @EnumSource
  void chainHasTheDocumentedBits(KernelData data) {
    for (int length : KernelData.LENGTHS) {
      RandomStream random = random(length, data);
      FloatMatrix a = data.matrix(2, length, random);
      FloatMatrix b = data.matrix(3, length, random);
      assertThat(bits(kernels().chain(a, 1, b, 2)))
          .as("length %d", length)
          .isEqualTo(bits(KernelOracle.chain(a.row(1), b.row(2))));
    }
  }

  @Test
  void chainIsWithinItsErrorBound() {
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
      double bound = (length + 1) * ULP * magnitude;
      assertThat(Math.abs(kernels().chain(a, 0, b, 0) - exact)).isLessThanOrEqualTo(bound);
    }
  }

  @ParameterizedTest
  @EnumSource
  void chainsHaveTheDocumentedBitsOnAllTiles(KernelData data) {
    int[] rows = {3, 2, 0, 2, 1, 3, 0, 1, 1, 3, 2, 0, 3, 1, 2, 2, 0, 1};
    for (int length : new int[] {0, 1, 2, 3, 4, 7, 16, 33, 64}) {
      RandomStream random = random(length, data);
      FloatMatrix left = data.matrix(4, length, random);
      for (int count : new int[] {0, 1, 15, 16, 17, 31, 32, 33, 255, 256, 257, 289}) {
        FloatMatrix right = data.matrix(count, length, random);
        float[] biases = data.row(count, random);
        float[] offsets = data.row(rows.length, random);
        RowPanels panels = RowPanels.of(right, biases);
        for (int size : new int[] {0, 1, 4, 5, 8, 9, 13, 17}) {
          FloatMatrix out = KernelData.NORMAL.matrix(size + 1, count, random);
          float[] below = out.row(size);
          kernels().chains(left, rows, 1, 1 + size, offsets, panels, out);
          for (int k = 0; k < size; k++) {
            float[] x = left.row(rows[1 + k]);
            assertBits(out.row(k), KernelOracle.chains(x, offsets[k], right, biases));
          }
          assertBits(out.row(size), below);
          assertPaddingIsZero(out);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"EXTREME", "NON_FINITE"})
  void bestAreThoseOfAllScores(KernelData data) {
    int[] rows = {3, 2, 0, 2, 1, 3, 0, 1, 1, 3, 2, 0};
    for (int length : new int[] {0, 1, 7, 33}) {
      RandomStream random = random(length, data);
      FloatMatrix left = data.matrix(4, length, random);
      for (int count : new int[] {0, 1, 31, 32, 33, 63, 64, 65, 300}) {
        FloatMatrix right = data.matrix(count, length, random);
        float[] biases = data.row(count, random);
        float[] offsets = data.row(rows.length, random);
        // Some score alike, for the sake of ties.
        for (int j = 2; j < count; j += 5) {
          right.setRow(j, right.row(j - 2));
          biases[j] = biases[j - 2];
        }
        CsrMatrix except = everyThird(4, count);
        for (int size : new int[] {0, 1, 5, 8, 11}) {
          for (int k : new int[] {0, 1, 10, 400}) {
            RowPanels panels = RowPanels.of(right, biases);
            // Bits beyond the columns mean nothing.
            long[] shared = {-1L, 0x0F0F_FF00_FFFF_0F0FL, -1L, 0, -1L};
            TopK[] best = selections(size, k);
            var wanted = new Kernels.Wanted(shared, k == 10 ? except : null);
            kernels().best(left, rows, 1, 1 + size, offsets, panels, wanted, best);
            for (int i = 0; i < size; i++) {
              int row = rows[1 + i];
              float[] scores = KernelOracle.chains(left.row(row), offsets[i], right, biases);
              List<Integer> expected =
                  IntStream.range(0, count)
                      .filter(j -> (shared[j / 64] >>> j & 1) != 0)
                      .filter(j -> k != 10 || except.find(row, j) < 0)
                      .boxed()
                      .sorted(
                          Comparator.<Integer>comparingDouble(j -> -(double) scores[j] + 0.0)
                              .thenComparing(j -> j))
                      .limit(k)
                      .toList();
              assertHolds(best[i], expected, scores);
            }
          }
        }
      }
    }
  }

  private static TopK[] selections(int count, int capacity) {
    TopK[] best = new TopK[count];
    Arrays.setAll(best, i -> new TopK(capacity));
    return best;
  }

  private static CsrMatrix everyThird(int rows, int columns) {
    int[] indices = IntStream.range(0, columns).filter(j -> j % 3 == 0).toArray();
    long[] offsets = new long[rows + 1];
    int[] all = new int[rows * indices.length];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(indices, 0, all, row * indices.length, indices.length);
      offsets[row + 1] = (row + 1L) * indices.length;
    }
    return new CsrMatrix(
        columns, offsets, IntColumn.of(all), FloatColumn.of(new float[all.length]));
  }

  private static void assertHolds(TopK best, List<Integer> expected, float[] scores) {
    int[] indices = new int[best.size()];
    float[] kept = new float[best.size()];
    best.drain(indices, kept);
    assertThat(indices).containsExactly(expected.stream().mapToInt(j -> j).toArray());
    for (int r = 0; r < kept.length; r++) {
      assertThat(bits(kept[r])).isEqualTo(bits(scores[indices[r]]));
    }
  }

  @Test
  void aScoreThatIsNotANumberIsRefusedOnlyWhereItIsWanted() {
    FloatMatrix left = FloatMatrix.zeros(1, 2);
    FloatMatrix right = FloatMatrix.zeros(40, 2);
    float[] biases = new float[40];
    biases[35] = Float.NaN;
    RowPanels panels = RowPanels.of(right, biases);
    long[] all = {-1L};
    TopK[] best = selections(1, 3);
    float[] offset = new float[1];
    wrong(() ->
        kernels()
            .best(left, new int[1], 0, 1, offset, panels, new Kernels.Wanted(all, null), best));
    TopK[] fresh = selections(1, 3);
    var wanted = new Kernels.Wanted(new long[] {~(1L << 35)}, null);
    kernels().best(left, new int[1], 0, 1, offset, panels, wanted, fresh);
    assertHolds(fresh[0], List.of(0, 1, 2), new float[40]);
  }

  @Test
  void selectionsThatDoNotFitAreRefused() {
    FloatMatrix a = FloatMatrix.zeros(2, 16);
    RowPanels panels = RowPanels.of(FloatMatrix.zeros(65, 16), new float[65]);
    float[] two = new float[2];
    int[] rows = {0, 1};
    var all = new Kernels.Wanted(new long[2], null);
    outOfBounds(() -> kernels().best(a, rows, 0, 2, two, panels, all, selections(1, 3)));
    outOfBounds(() ->
        kernels()
            .best(
                a,
                rows,
                0,
                2,
                two,
                panels,
                new Kernels.Wanted(new long[1], null),
                selections(2, 3)));
    outOfBounds(() -> kernels().best(a, new int[] {2}, 0, 1, two, panels, all, selections(2, 3)));
    var wrongShape = new Kernels.Wanted(new long[2], everyThird(2, 64));
    wrong(() -> kernels().best(a, rows, 0, 2, two, panels, wrongShape, selections(2, 3)));
    FloatMatrix narrow = FloatMatrix.zeros(2, 15);
    wrong(() -> kernels().best(narrow, rows, 0, 2, two, panels, all, selections(2, 3)));
  }

  @Test
  void goldenBitsNeverChange() {
    RandomStream random = RandomStream.of(1, "golden");
    FloatMatrix a = KernelData.NORMAL.matrix(3, 67, random);
    FloatMatrix b = KernelData.NORMAL.matrix(3, 67, random);
    float[] chains = {
      kernels().chain(a, 0, b, 0), kernels().chain(a, 1, b, 2), kernels().chain(a, 2, a, 2)
    };
    assertThat(chains).containsExactly(3.0591028f, -6.184927f, 67.65133f);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    FloatMatrix a = FloatMatrix.zeros(2, 16);
    FloatMatrix narrow = FloatMatrix.zeros(2, 15);
    FloatMatrix out = FloatMatrix.zeros(2, 2);
    float[] two = new float[2];
    RowPanels panels = RowPanels.of(a, two);
    outOfBounds(() -> kernels().chain(a, 2, a, 0));
    outOfBounds(() -> kernels().chain(a, 0, a, -1));
    outOfBounds(() -> kernels().chains(a, new int[] {0, 2}, 0, 2, two, panels, out));
    outOfBounds(() -> kernels().chains(a, new int[2], 0, 3, new float[3], panels, out));
    outOfBounds(() -> kernels().chains(a, new int[3], 0, 3, new float[3], panels, out));
    outOfBounds(() -> kernels().chains(a, new int[2], 0, 2, new float[1], panels, out));
    wrong(() -> kernels().chain(a, 0, narrow, 0));
    wrong(() -> kernels().chains(narrow, new int[1], 0, 1, two, panels, out));
    wrong(() -> kernels().chains(a, new int[1], 0, 1, two, panels, FloatMatrix.zeros(1, 3)));
  }
}
