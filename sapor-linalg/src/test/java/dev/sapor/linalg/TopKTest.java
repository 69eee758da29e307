package dev.sapor.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.linalg.testing.Seeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopKTest {

  private static final long[] ALL = {-1L, -1L, -1L, -1L};

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 63, 64, 65, 129, 200})
  void keepsWhatAFullSortPutsFirst(int count) {
    RandomStream random = RandomStream.of(Seeds.printed("TopKTest", 11), "scores", count);
    for (int capacity : new int[] {0, 1, 2, 5, 10, count, count + 1}) {
      for (int distinct : new int[] {1, 3, 1000}) {
        float[] scores = new float[count];
        long[] eligible = new long[Math.ceilDiv(count, 64)];
        for (int i = 0; i < count; i++) {
          scores[i] = random.nextInt(distinct) - 1;
          eligible[i / 64] |= (long) random.nextInt(2) << (i % 64);
        }
        TopK best = new TopK(capacity);
        best.offerAll(scores, count, eligible);
        assertThat(drained(best)).isEqualTo(sorted(scores, eligible, capacity));
      }
    }
  }

  @Test
  void theOrderOfOffersDoesNotMatter() {
    RandomStream random = RandomStream.of(Seeds.printed("TopKTest", 12), "order");
    float[] scores = new float[100];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextInt(8);
    }
    TopK best = new TopK(30);
    for (int round = 0; round < 20; round++) {
      for (int i : random.permutation(scores.length)) {
        best.offer(i, scores[i]);
      }
      assertThat(drained(best)).isEqualTo(sorted(scores, ALL, 30));
    }
  }

  @Test
  void equalScoresGoByIndexAndZerosAreEqual() {
    TopK best = new TopK(3);
    best.offerAll(new float[] {-0f, 0f, 1, -0f, 0f, 1}, 6, ALL);

    assertThat(drained(best)).containsExactly("2: 1.0", "5: 1.0", "0: -0.0");
  }

  @Test
  void infinitiesAreOrdered() {
    TopK best = new TopK(4);
    float[] scores = {
      Float.NEGATIVE_INFINITY, 1, Float.POSITIVE_INFINITY, -Float.MAX_VALUE, Float.NEGATIVE_INFINITY
    };
    best.offerAll(scores, 5, ALL);

    assertThat(drained(best))
        .containsExactly("2: Infinity", "1: 1.0", "3: -3.4028235E38", "0: -Infinity");
  }

  @Test
  void maskedScoresAreNotLookedAt() {
    TopK best = new TopK(2);
    best.offerAll(new float[] {Float.NaN, 1, 2}, 3, new long[] {0b110});

    assertThat(drained(best)).containsExactly("2: 2.0", "1: 1.0");
  }

  @Test
  void notANumberIsRefusedWhereverItStands() {
    for (int at = 0; at < 5; at++) {
      float[] scores = {5, 4, 3, 2, 1};
      scores[at] = Float.NaN;
      assertThatThrownBy(() -> new TopK(2).offerAll(scores, 5, ALL))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("score of index " + at + " is NaN");
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> new TopK(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("capacity must not be negative (got -1)");
    TopK best = new TopK(2);
    assertThatThrownBy(() -> best.offerAll(new float[3], 4, ALL))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> best.offerAll(new float[65], 65, new long[1]))
        .isInstanceOf(IndexOutOfBoundsException.class);
    best.offer(0, 1);
    assertThatThrownBy(() -> best.drain(new int[0], new float[1]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static List<String> drained(TopK best) {
    int[] indices = new int[best.size()];
    float[] scores = new float[best.size()];
    int count = best.drain(indices, scores);
    assertThat(count).isEqualTo(indices.length);
    assertThat(best.size()).isZero();
    List<String> texts = new ArrayList<>();
    for (int rank = 0; rank < count; rank++) {
      texts.add(indices[rank] + ": " + scores[rank]);
    }
    return texts;
  }

  private static List<String> sorted(float[] scores, long[] eligible, int k) {
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      if ((eligible[i / 64] & (1L << (i % 64))) != 0) {
        indices.add(i);
      }
    }
    indices.sort(Comparator.comparingDouble((Integer i) -> -scores[i]).thenComparingInt(i -> i));
    return indices.stream().limit(k).map(i -> i + ": " + scores[i]).toList();
  }
}
