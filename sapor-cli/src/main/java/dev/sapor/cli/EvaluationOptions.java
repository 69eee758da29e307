package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.SampledNegatives;
import dev.sapor.eval.TieRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is measured, and how. */
final class EvaluationOptions {

  private static final long SEED = 1;

  @Option(
      names = "--metrics",
      order = 20,
      paramLabel = "NAME,…",
      description =
          "rmse, mae, r2, precision@K, recall@K, recall-capped@K, ndcg@K, map@K, mrr@K, hr@K, auc,"
              + " mpr, coverage@K. Default:"
              + " rmse,mae,r2,ndcg@10,recall@10,hr@10,coverage@10.")
  private @Nullable String metrics;

  @Option(
      names = "--ties",
      order = 21,
      paramLabel = "item-order|expected",
      description =
          "Items with the same score: the smaller id first, or the expectation over all orders."
              + " Default: item-order.")
  private TieRule ties = TieRule.ITEM_ORDER;

  @Option(
      names = "--fallback",
      order = 22,
      paramLabel = "popular",
      description = "Judge users that the model does not know by the most popular items.")
  private @Nullable String fallback;

  @Option(
      names = "--sampled-negatives",
      order = 23,
      paramLabel = "N",
      description =
          "Rank against N random items instead of all, to compare with figures published so; such"
              + " figures are inconsistent with those over all items.")
  private @Nullable Integer sampledNegatives;

  /** The protocol that was asked for. */
  EvaluationProtocol protocol() {
    return protocol(List.of());
  }

  /** The protocol that was asked for, with some metrics more. */
  EvaluationProtocol protocol(List<String> more) {
    return Usage.check(() -> build(more));
  }

  private EvaluationProtocol build(List<String> more) {
    List<String> names = new ArrayList<>();
    names.add(metrics == null ? EvaluationProtocol.DEFAULT_METRICS : metrics);
    names.addAll(more);
    EvaluationProtocol protocol = EvaluationProtocol.parse(String.join(",", names));
    protocol = protocol.withTies(ties);
    if (fallback != null) {
      if (!fallback.toLowerCase(Locale.ROOT).equals("popular")) {
        throw new IllegalArgumentException("--fallback must be popular (got '" + fallback + "')");
      }
      protocol = protocol.withPopularFallback(true);
    }
    if (sampledNegatives != null) {
      protocol = protocol.withNegatives(SampledNegatives.drawn(sampledNegatives, SEED));
    }
    return protocol;
  }

  /** Says what has to be said of the protocol, if anything. */
  void warn(Console console) {
    if (sampledNegatives != null) {
      console.say(
          "sapor: warning: ranked against "
              + Numbers.of(sampledNegatives, "sampled item")
              + " for each user; such figures are inconsistent with those over all items and may"
              + " put models in another order (Krichene and Rendle, KDD 2020)");
    }
  }
}
