package dev.sapor.solver.sgd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.kernel.EntryList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BlockedOrderTest {

  private static Interactions data(int users, int items, int rows) {
    RandomStream random = RandomStream.of(3, "blocked order", users, items, rows);
    var builder = Interactions.builder();
    for (int k = 0; k < rows; k++) {
      // Squared, so that a few users and items have most of the rows.
      int user = (int) (users * Math.pow(random.nextDouble(), 2));
      int item = (int) (items * Math.pow(random.nextDouble(), 2));
      builder.add("u" + user, "i" + item, k);
    }
    return builder.build();
  }

  private static BlockedOrder order(Interactions data) {
    try (Parallel parallel = new Parallel(2)) {
      return BlockedOrder.of(data, 11, parallel);
    }
  }

  @ParameterizedTest
  @CsvSource({"300, 200, 5000", "300, 5, 900", "3, 200, 400", "1, 1, 1", "1, 40, 30", "40, 1, 30"})
  void visitsEveryEntryOnce(int users, int items, int rows) {
    Interactions data = data(users, items, rows);
    BlockedOrder order = order(data);
    EntryList entries = order.entries();
    CsrMatrix matrix = data.byUser();
    assertThat(entries.size()).isEqualTo(matrix.nonZeros());
    Set<Long> seen = new HashSet<>();
    for (long k = 0; k < entries.size(); k++) {
      long at =
          matrix.find(
              order.users().row(entries.rows().get(k)),
              order.items().row(entries.columns().get(k)));
      assertThat(at).isNotNegative();
      assertThat(entries.values().get(k)).isEqualTo(matrix.value(at));
      assertThat(seen.add(at)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"300, 200, 5000", "300, 5, 900", "3, 200, 400", "1, 1, 1"})
  void blocksAreRectangles(int users, int items, int rows) {
    Interactions data = data(users, items, rows);
    BlockedOrder order = order(data);
    int[] rowOf = new int[data.users().size()];
    int[] columnOf = new int[data.items().size()];
    Arrays.fill(rowOf, -1);
    Arrays.fill(columnOf, -1);
    for (int place = 0; place < order.blocks(); place++) {
      for (long k = order.start(place); k < order.end(place); k++) {
        int user = order.entries().rows().get(k);
        int item = order.entries().columns().get(k);
        assertThat(rowOf[user]).isIn(-1, order.row(place));
        assertThat(columnOf[item]).isIn(-1, order.column(place));
        rowOf[user] = order.row(place);
        columnOf[item] = order.column(place);
      }
    }
  }

  @Test
  void aStratumSharesNothing() {
    BlockedOrder order = order(data(300, 200, 5000));
    for (int first = 0; first < order.blocks(); first += order.rows()) {
      Set<Integer> columns = new HashSet<>();
      for (int place = first; place < first + order.rows(); place++) {
        assertThat(columns.add(order.column(place))).isTrue();
      }
    }
  }

  @Test
  void blocksAreOfAboutEqualSize() {
    BlockedOrder order = order(data(3000, 2000, 100_000));
    long even = order.entries().size() / order.blocks();
    for (int place = 0; place < order.blocks(); place++) {
      assertThat(order.end(place) - order.start(place)).isBetween(even / 2, even * 2);
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2", "3", "4", "5", "6", "7", "8", "97", "1000"})
  void dealingIsAPermutation(int length) {
    boolean[] taken = new boolean[length];
    for (int k = 0; k < length; k++) {
      int place = (int) BlockedOrder.dealt(k, length);
      assertThat(taken[place]).isFalse();
      taken[place] = true;
    }
  }

  @Test
  void dealingTakesFromAllRunsInTurn() {
    int runs = BlockedOrder.RUNS;
    for (int run = 0; run < runs; run++) {
      for (int turn = 0; turn < 3; turn++) {
        assertThat(BlockedOrder.dealt(3 * run + turn, 3L * runs)).isEqualTo(runs * turn + run);
      }
    }
  }

  @Test
  void nearlyAllNeighboursShareNeitherUserNorItem() {
    BlockedOrder order = order(data(3000, 2000, 400_000));
    EntryList entries = order.entries();
    int groups = 0;
    int apart = 0;
    for (int place = 0; place < order.blocks(); place++) {
      long end = order.end(place) - EntryList.TOGETHER;
      for (long from = order.start(place); from <= end; from += EntryList.TOGETHER) {
        Set<Integer> users = new HashSet<>();
        Set<Integer> items = new HashSet<>();
        for (long k = from; k < from + EntryList.TOGETHER; k++) {
          users.add(entries.rows().get(k));
          items.add(entries.columns().get(k));
        }
        groups++;
        apart += users.size() + items.size() == 2 * EntryList.TOGETHER ? 1 : 0;
      }
    }
    assertThat(apart).isGreaterThan(groups * 90 / 100);
  }

  @Test
  void blocksOfOneRowOrColumnRunInTheirOrder() {
    BlockedOrder order = order(data(300, 200, 5000));
    FlowSchedule schedule = new FlowSchedule(order);
    for (int threads = 1; threads <= 4; threads++) {
      List<Integer> finished = Collections.synchronizedList(new ArrayList<>());
      try (Parallel parallel = new Parallel(threads)) {
        schedule.run(parallel, threads, finished::add);
      }
      assertThat(finished).hasSize(order.blocks());
      assertInOrder(finished.stream().toList(), order, order.places(threads));
    }
  }

  private static void assertInOrder(List<Integer> finished, BlockedOrder order, int[] places) {
    int[] turns = new int[places.length];
    for (int turn = 0; turn < places.length; turn++) {
      turns[places[turn]] = turn;
    }
    int[] lastInRow = new int[order.rows()];
    int[] lastInColumn = new int[order.columns()];
    Arrays.fill(lastInRow, -1);
    Arrays.fill(lastInColumn, -1);
    for (int place : finished) {
      assertThat(turns[place]).isGreaterThan(lastInRow[order.row(place)]);
      assertThat(turns[place]).isGreaterThan(lastInColumn[order.column(place)]);
      lastInRow[order.row(place)] = turns[place];
      lastInColumn[order.column(place)] = turns[place];
    }
  }

  @Test
  void oneThreadTakesTheBlocksAsTheyAreListed() {
    BlockedOrder order = order(data(300, 200, 5000));
    List<Integer> finished = new ArrayList<>();
    try (Parallel parallel = new Parallel(1)) {
      new FlowSchedule(order).run(parallel, 3, finished::add);
    }
    assertThat(finished).containsExactlyElementsOf(Arrays.stream(order.places(3)).boxed().toList());
  }

  @Test
  void orderDoesNotDependOnThreads() {
    Interactions data = data(300, 200, 5000);
    try (Parallel one = new Parallel(1);
        Parallel three = new Parallel(3)) {
      EntryList a = BlockedOrder.of(data, 5, one).entries();
      EntryList b = BlockedOrder.of(data, 5, three).entries();
      for (long k = 0; k < a.size(); k++) {
        assertThat(b.rows().get(k)).isEqualTo(a.rows().get(k));
        assertThat(b.columns().get(k)).isEqualTo(a.columns().get(k));
        assertThat(b.values().get(k)).isEqualTo(a.values().get(k));
      }
    }
  }

  @Test
  void eachEpochTakesTheStrataInAnOrderOfItsOwn() {
    BlockedOrder order = order(data(300, 200, 5000));
    Set<List<Integer>> orders = new HashSet<>();
    for (int epoch = 0; epoch < 5; epoch++) {
      int[] places = order.places(epoch);
      assertThat(places).isEqualTo(order.places(epoch));
      for (int k = 0; k < places.length; k++) {
        // Strata stay whole.
        assertThat(places[k] % order.rows()).isEqualTo(k % order.rows());
        assertThat(places[k] / order.rows()).isEqualTo(places[k - k % order.rows()] / order.rows());
      }
      orders.add(Arrays.stream(places).boxed().toList());
      assertThat(Arrays.stream(places).boxed().distinct()).hasSize(order.blocks());
    }
    assertThat(orders).hasSize(5);
  }

  @Test
  void aFailureEndsTheWalk() {
    FlowSchedule schedule = new FlowSchedule(order(data(300, 200, 5000)));
    try (Parallel parallel = new Parallel(3)) {
      assertThatThrownBy(() ->
              schedule.run(
                  parallel,
                  0,
                  place -> {
                    if (place == 20) {
                      throw new IllegalStateException("block 20");
                    }
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("block 20");
    }
  }
}
