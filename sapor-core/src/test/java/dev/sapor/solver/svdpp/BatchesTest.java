package dev.sapor.solver.svdpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.Parallel;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of users, the ranges of items and the phases in which threads work on both. */
class BatchesTest {

  /** Users with so many interactions each, on the first of that many items. */
  private static CsrMatrix users(int items, int... counts) {
    long[] offsets = new long[counts.length + 1];
    for (int user = 0; user < counts.length; user++) {
      offsets[user + 1] = offsets[user] + counts[user];
    }
    IntColumn columns = IntColumn.zeros(offsets[counts.length]);
    for (int user = 0; user < counts.length; user++) {
      for (int k = 0; k < counts[user]; k++) {
        columns.set(offsets[user] + k, k);
      }
    }
    return new CsrMatrix(items, offsets, columns, FloatColumn.zeros(columns.size()));
  }

  /** Users with as many items each, none of them in common. */
  private static CsrMatrix apart(int users, int each) {
    long[] offsets = new long[users + 1];
    Arrays.setAll(offsets, user -> (long) each * user);
    int[] items = IntStream.range(0, users * each).toArray();
    return new CsrMatrix(
        items.length, offsets, IntColumn.of(items), FloatColumn.zeros(items.length));
  }

  @Test
  void everyUserWithInteractionsComesOnceInAnOrderOfTheEpoch() {
    int[] counts = IntStream.range(0, 50).map(user -> user % 7).toArray();
    Batches batches = new Batches(users(9, counts), 5, 8);
    int[][] first = batches.of(0);
    assertThat(Arrays.stream(first).flatMapToInt(Arrays::stream).sorted().toArray())
        .isEqualTo(IntStream.range(0, 50).filter(user -> counts[user] > 0).toArray());
    assertThat(List.of(first)).allSatisfy(batch -> assertThat(batch.length).isBetween(1, 8));
    assertThat(batches.of(0)).isDeepEqualTo(first);
    assertThat(Arrays.deepEquals(batches.of(1), first)).isFalse();
  }

  @Test
  void usersOfABatchHaveFewItemsInCommon() {
    // Of 20 users with the same 6 items the second has a share of 1 in the sum of the first.
    int[] same = new int[20];
    Arrays.fill(same, 6);
    assertThat(List.of(new Batches(users(6, same), 5, 16).of(0))).hasSize(20);

    // Of users with 4 items each of 400, one has √4 · 4/400 / √4 = .01 in the sum of another.
    CsrMatrix apart = apart(100, 4);
    assertThat(new Batches(apart, 5, 100).of(0)[0]).hasSize(51);
    assertThat(new Batches(apart, 5, 16).of(0)[0]).hasSize(16);
  }

  @Test
  void aBatchHoldsNoMoreInteractionsThanThereIsRoomFor() {
    Batches batches = new Batches(apart(40, 3000), 5, 16);
    assertThat(batches.moves()).isEqualTo(Batches.MOVES);
    assertThat(batches.of(0)).hasDimensions(8, 5);
  }

  @Test
  void oneUserMayHaveMoreThanThat() {
    Batches batches = new Batches(users(20_000, 20_000, 1, 1), 5, 16);
    assertThat(batches.moves()).isEqualTo(20_000);
    assertThat(Arrays.stream(batches.of(0)).mapToInt(batch -> batch.length).sum()).isEqualTo(3);
  }

  @Test
  void asManyUsersAsThereAreAreABatchAtMost() {
    assertThat(new Batches(users(3, 1, 2, 3), 5, Integer.MAX_VALUE).size()).isEqualTo(3);
    assertThat(new Batches(users(3), 5, 4).of(0).length).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 9})
  void rangesHoldEveryItemOnceWithAboutAsManyInteractions(int threads) {
    int[] counts = {5, 0, 1, 9, 2, 2, 7, 0};
    ItemRanges ranges = ItemRanges.of(counts, threads);
    assertThat(ranges.count()).isEqualTo(threads);
    int next = 0;
    for (int range = 0; range < threads; range++) {
      assertThat(ranges.start(range)).isEqualTo(next);
      assertThat(ranges.end(range)).isGreaterThanOrEqualTo(next);
      next = ranges.end(range);
      int held = Arrays.stream(counts, ranges.start(range), ranges.end(range)).sum();
      assertThat(held).isLessThanOrEqualTo(26 / threads + 9);
    }
    assertThat(next).isEqualTo(counts.length);
  }

  @Test
  void entriesOfAUserAreFoundByTheBoundOfARange() {
    CsrMatrix matrix =
        new CsrMatrix(9, new long[] {0, 1, 5}, IntColumn.of(4, 1, 3, 6, 8), FloatColumn.zeros(5));
    long[] expected = {1, 1, 2, 2, 3, 3, 3, 4, 4, 5};
    for (int bound = 0; bound <= 9; bound++) {
      assertThat(ItemRanges.first(matrix, 1, bound)).isEqualTo(expected[bound]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void noTaskBeginsBeforeThePhaseBeforeIsDone(int threads) {
    int[] counts = {3, 1, 0, 8, 2};
    ConcurrentLinkedQueue<List<Integer>> order = new ConcurrentLinkedQueue<>();
    try (Parallel parallel = new Parallel(threads)) {
      Phases.run(parallel, counts, (phase, index) -> order.add(List.of(phase, index)));
    }
    assertThat(order).doesNotHaveDuplicates().hasSize(14);
    assertThat(order.stream().map(List::getFirst)).isSorted();
  }

  @Test
  void aTaskThatFailsEndsThePhasesAndIsReported() {
    ConcurrentLinkedQueue<Integer> later = new ConcurrentLinkedQueue<>();
    try (Parallel parallel = new Parallel(3)) {
      assertThatThrownBy(() ->
              Phases.run(
                  parallel,
                  new int[] {4, 6},
                  (phase, index) -> {
                    if (phase == 0 && index == 2) {
                      throw new IllegalStateException("task 2");
                    }
                    if (phase == 1) {
                      later.add(index);
                    }
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("task 2");
    }
    assertThat(later).isEmpty();
  }
}
