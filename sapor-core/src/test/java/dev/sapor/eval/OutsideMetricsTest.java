package dev.sapor.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Metrics as ranx 0.3.21 and scikit-learn 1.9.1 compute them, on 500 cases that {@code
 * build-tests/peer_metrics.py} wrote down; half of them have ties, of which the expectation is
 * taken.
 */
class OutsideMetricsTest {

  @Test
  void agreesWithRanxAndScikitLearn() throws IOException {
    int compared = 0;
    for (String line : lines()) {
      String[] fields = line.split("\t", -1);
      TieRule ties = fields[0].equals("expected") ? TieRule.EXPECTED : TieRule.ITEM_ORDER;
      UserRanks ranks = ranks(fields[1], fields[2], ties);
      for (String metric : fields[3].split(",", -1)) {
        String[] pair = metric.split("=", -1);
        assertThat(MetricNames.ranking(pair[0]).of(ranks))
            .as("%s of %s", metric, line)
            .isCloseTo(Double.parseDouble(pair[1]), within(1e-12));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(2000);
  }

  private static UserRanks ranks(String scoreText, String relevantText, TieRule ties) {
    String[] numbers = scoreText.split(",", -1);
    float[] scores = new float[numbers.length];
    for (int item = 0; item < scores.length; item++) {
      scores[item] = Float.parseFloat(numbers[item]);
    }
    int[] relevant =
        Arrays.stream(relevantText.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    long[] candidates = {scores.length == 64 ? -1L : (1L << scores.length) - 1};
    return new RankCounter(RankingMetric.WHOLE, ties)
        .count(scores, candidates, relevant.length, relevant, relevant);
  }

  private static List<String> lines() throws IOException {
    try (InputStream table =
        Objects.requireNonNull(
            OutsideMetricsTest.class.getResourceAsStream("outside-metrics.tsv"))) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }
}
