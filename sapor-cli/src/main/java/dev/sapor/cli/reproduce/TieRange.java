package dev.sapor.cli.reproduce;

import dev.sapor.data.Interactions;
import dev.sapor.eval.Interval;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.recommend.Scorer;
import java.util.Map;

/**
 * Hit rate and NDCG at 10 with all ties for and all ties against the relevant item, where each user
 * has one and it is ranked against a list. Popularity ties often.
 */
final class TieRange {

  private static final int CUTOFF = 10;

  private final NcfData data;
  private double worstHits;
  private double bestHits;
  private double worstGain;
  private double bestGain;

  private TieRange(NcfData data) {
    this.data = data;
  }

  /** The ranges by metric. */
  static Map<String, Interval> of(Scorer scorer, NcfData data) {
    TieRange range = new TieRange(data);
    FloatMatrix scores = FloatMatrix.zeros(1, scorer.items());
    int users = data.test().users().size();
    for (int row = 0; row < users; row++) {
      range.judge(row, scorer, scores);
    }
    return Map.of(
        "hr@10", new Interval(range.worstHits / users, range.bestHits / users),
        "ndcg@10", new Interval(range.worstGain / users, range.bestGain / users));
  }

  private void judge(int row, Scorer scorer, FloatMatrix scores) {
    Interactions train = data.train();
    String userId = data.test().users().id(row);
    int user = train.users().indexOf(userId).orElse(-1);
    CsrMatrix test = data.test().byUser();
    int relevant = index(data.test(), test.column(test.start(row)));
    if (user < 0 || relevant < 0) {
      return;
    }
    scorer.score(new int[] {user}, 0, 1, scores);
    float score = scores.get(0, relevant);
    int above = 0;
    int tied = 0;
    CsrMatrix lists = data.negatives().byUser();
    int list = data.negatives().users().indexOf(userId).orElse(-1);
    for (long at = list < 0 ? 0 : lists.start(list); list >= 0 && at < lists.end(list); at++) {
      int other = index(data.negatives(), lists.column(at));
      float rival = other < 0 ? Float.NEGATIVE_INFINITY : scores.get(0, other);
      above += rival > score ? 1 : 0;
      tied += rival == score ? 1 : 0;
    }
    bestHits += above < CUTOFF ? 1 : 0;
    worstHits += above + tied < CUTOFF ? 1 : 0;
    bestGain += gain(above);
    worstGain += gain(above + tied);
  }

  private int index(Interactions ids, int item) {
    return data.train().items().indexOf(ids.items().id(item)).orElse(-1);
  }

  private static double gain(int above) {
    return above < CUTOFF ? StrictMath.log(2) / StrictMath.log(above + 2) : 0;
  }
}
