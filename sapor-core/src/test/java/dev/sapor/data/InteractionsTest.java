package dev.sapor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.testing.SyntheticInteractions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Selection and compaction, against dense matrices. */
class InteractionsTest {

  private final Interactions data = SyntheticInteractions.small(3).ratings();
  private final double[][] dense = SyntheticInteractions.dense(data);

  @Test
  void selectKeepsWhatIsAcceptedWithTimesAndOrdinals() {
    Interactions odd = data.select(at -> at % 2 == 1);

    assertThat(odd.size()).isEqualTo(data.size() / 2);
    assertThat(odd.users()).isEqualTo(data.users());
    assertThat(odd.items()).isEqualTo(data.items());
    for (long at = 0; at < odd.size(); at++) {
      assertThat(odd.byUser().column(at)).isEqualTo(data.byUser().column(2 * at + 1));
      assertThat(odd.byUser().value(at)).isEqualTo(data.byUser().value(2 * at + 1));
      assertThat(odd.times().orElseThrow().get(at))
          .isEqualTo(data.times().orElseThrow().get(2 * at + 1));
      assertThat(odd.ordinals().orElseThrow().get(at))
          .isEqualTo(data.ordinals().orElseThrow().get(2 * at + 1));
    }
  }

  @Test
  void compactionDropsEmptyRowsAndColumnsAndNothingElse() {
    // Only what users with an even index have of items with an index above 20.
    boolean[] kept = new boolean[(int) data.size()];
    for (int user = 0; user < data.users().size(); user += 2) {
      for (long at = data.byUser().start(user); at < data.byUser().end(user); at++) {
        kept[(int) at] = data.byUser().column(at) > 20;
      }
    }
    Interactions selected = data.select(at -> kept[(int) at]);
    Interactions compact = selected.compacted();

    assertThat(compact.size()).isEqualTo(selected.size());
    assertThat(compact.rated()).isTrue();
    assertThat(compact.users().size()).isLessThanOrEqualTo(150).isGreaterThan(100);
    for (int user = 0; user < compact.users().size(); user++) {
      assertThat(compact.byUser().count(user)).isPositive();
      int old = data.users().indexOf(compact.users().id(user)).orElseThrow();
      for (long at = compact.byUser().start(user); at < compact.byUser().end(user); at++) {
        String item = compact.items().id(compact.byUser().column(at));
        int oldItem = data.items().indexOf(item).orElseThrow();
        assertThat((double) compact.byUser().value(at)).isEqualTo(dense[old][oldItem]);
      }
    }
    for (int item = 0; item < compact.items().size(); item++) {
      assertThat(compact.byItem().count(item)).isPositive();
    }
    for (long at = 0; at < compact.size(); at++) {
      assertThat(compact.times().orElseThrow().get(at))
          .isEqualTo(selected.times().orElseThrow().get(at));
    }
  }

  @Test
  void compactionOfWhatIsCompactGivesTheSame() {
    assertThat(data.compacted()).isSameAs(data);
    assertThat(data.select(at -> false).compacted().users().size()).isZero();
  }

  @Test
  void meanIsThatOfTheValues() {
    double sum =
        Arrays.stream(dense).flatMapToDouble(Arrays::stream).filter(v -> !Double.isNaN(v)).sum();
    assertThat(data.meanValue()).isCloseTo(sum / data.size(), within(1e-12));
  }

  @Test
  void byItemIsTheTranspose() {
    for (int item = 0; item < data.items().size(); item++) {
      for (int user = 0; user < data.users().size(); user++) {
        long at = data.byItem().find(item, user);
        if (Double.isNaN(dense[user][item])) {
          assertThat(at).isNegative();
        } else {
          assertThat((double) data.byItem().value(at)).isEqualTo(dense[user][item]);
        }
      }
    }
  }
}
