package dev.sapor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.textbook.MatrixFactorization;
import dev.sapor.textbook.Mode;
import dev.sapor.textbook.TextbookConfig;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The generated data has the properties that tests rely on. */
class SyntheticInteractionsTest {

  private final SyntheticInteractions synthetic = SyntheticInteractions.small(1);
  private final Interactions ratings = synthetic.ratings();

  @Test
  void sameSeedSameData() {
    assertThat(SyntheticInteractions.small(1).ratings().digest()).isEqualTo(ratings.digest());
    assertThat(SyntheticInteractions.small(2).ratings().digest()).isNotEqualTo(ratings.digest());
    assertThat(synthetic.clicks().size()).isEqualTo(ratings.size());
    assertThat(synthetic.clicks().rated()).isFalse();
  }

  @Test
  void sizesAreAsAskedFor() {
    assertThat(ratings.users().size()).isEqualTo(300);
    assertThat(ratings.items().size()).isBetween(180, 200);
    assertThat(ratings.size() / 300.0).isCloseTo(20, within(4.0));
    assertThat(ratings.meanValue()).isBetween(3.0, 4.2);
  }

  @Test
  void popularityHasALongTail() {
    CsrMatrix byItem = ratings.byItem();
    int[] counts = new int[byItem.rows()];
    for (int item = 0; item < counts.length; item++) {
      counts[item] = byItem.count(item);
    }
    Arrays.sort(counts);
    long top = 0;
    for (int rank = 1; rank <= counts.length / 10; rank++) {
      top += counts[counts.length - rank];
    }
    // A tenth of the items has a quarter of the interactions or more, a half has three tenths or
    // less: the tail of a matrix so small that its active users run out of popular items.
    assertThat((double) top).isGreaterThan(ratings.size() / 4.0);
    long bottom = 0;
    for (int rank = 0; rank < counts.length / 2; rank++) {
      bottom += counts[rank];
    }
    assertThat((double) bottom).isLessThan(0.3 * ratings.size());
  }

  /** Factors explain more than any mean could: half of the variance and more. */
  @Test
  void tasteIsOfLowRank() {
    double[][] dense = SyntheticInteractions.dense(ratings);
    double mean = ratings.meanValue();
    double squares = 0;
    for (double[] row : dense) {
      for (int item = 0; item < row.length; item++) {
        row[item] -= mean;
        squares += Double.isNaN(row[item]) ? 0 : row[item] * row[item];
      }
    }
    TextbookConfig config = new TextbookConfig(5, 60, 0.02, Mode.STOCHASTIC_OBSERVED_PASS, 1, 60);
    assertThat(MatrixFactorization.fit(dense, config).loss()).isLessThan(0.5 * squares / 2);
  }

  @Test
  void unusedIdsHaveNoInteractions() {
    Interactions padded = synthetic.withUnusedIds(5);
    assertThat(padded.users().size()).isEqualTo(305);
    assertThat(padded.byUser().count(0)).isZero();
    assertThat(padded.byItem().count(padded.items().size() - 1)).isZero();
    assertThat(padded.compacted().digest()).isEqualTo(ratings.digest());
  }

  @Test
  void edgeCasesHaveTheirShapes() {
    assertThat(SyntheticInteractions.oneUser().byUser().rows()).isEqualTo(1);
    assertThat(SyntheticInteractions.oneItem().byUser().columns()).isEqualTo(1);
    assertThat(SyntheticInteractions.single().size()).isEqualTo(1);
    assertThat(SyntheticInteractions.tiny().size()).isEqualTo(7);
    assertThat(synthetic.rowsWithDuplicates()).hasSize((int) (2 * ratings.size()));
  }
}
