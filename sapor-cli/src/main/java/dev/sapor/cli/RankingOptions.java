package dev.sapor.cli;

import dev.sapor.solver.ranking.BprConfig;
import dev.sapor.solver.ranking.SoftmaxConfig;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What only bpr and softmax have: how they draw, and the form of their losses. */
final class RankingOptions {

  @Option(
      names = "--negatives",
      order = 35,
      paramLabel = "N",
      description =
          "Items that a step of bpr or softmax draws, to score below what its users have; all items"
              + " where there are no more.")
  private @Nullable Integer negatives;

  @Option(
      names = "--batch-size",
      order = 35,
      paramLabel = "N",
      description = "Users that a step of bpr or softmax takes with all they have.")
  private @Nullable Integer batch;

  @Option(
      names = "--temperature",
      order = 35,
      paramLabel = "TAU",
      description =
          "What softmax divides the cosines by: the lower, the more the nearest wrong items count.")
  private @Nullable Double temperature;

  @Option(
      names = "--bilateral",
      order = 35,
      paramLabel = "C",
      description = "Weight of the negatives of softmax against the positives; 1 is plain.")
  private @Nullable Double bilateral;

  @Option(
      names = "--dropout",
      order = 35,
      paramLabel = "SHARE",
      description = "Share of a user's factors that a step of softmax leaves out.")
  private @Nullable Double dropout;

  @Option(
      names = "--top-k",
      order = 35,
      paramLabel = "K",
      description =
          "Let softmax weigh an interaction by how near it is to the first K of the list; 0 for no"
              + " such weights.")
  private @Nullable Integer topK;

  @Option(
      names = "--top-k-temperature",
      order = 35,
      paramLabel = "T",
      description = "How sharply these weights fall: the lower, the sharper.")
  private @Nullable Double topKTemperature;

  @Option(
      names = "--top-k-refresh",
      order = 35,
      paramLabel = "EPOCHS",
      description = "Epochs after which softmax looks anew where the first K end.")
  private @Nullable Integer refresh;

  @Option(
      names = "--positive-regularization",
      order = 30,
      paramLabel = "LAMBDA",
      description = "λ of the items of bpr as positives; --regularization if not given.")
  private @Nullable Double positiveRegularization;

  @Option(
      names = "--negative-regularization",
      order = 30,
      paramLabel = "LAMBDA",
      description = "λ of the items of bpr as negatives; --regularization if not given.")
  private @Nullable Double negativeRegularization;

  /** Puts the options that were given beside the others, null for the rest. */
  void putGiven(Map<String, @Nullable Object> values) {
    values.put("--negatives", negatives);
    values.put("--batch-size", batch);
    values.put("--temperature", temperature);
    values.put("--bilateral", bilateral);
    values.put("--dropout", dropout);
    values.put("--top-k", topK);
    values.put("--top-k-temperature", topKTemperature);
    values.put("--top-k-refresh", refresh);
    values.put("--positive-regularization", positiveRegularization);
    values.put("--negative-regularization", negativeRegularization);
  }

  /**
   * Sets what was given.
   *
   * @throws CommandException if options exclude each other
   */
  SoftmaxConfig set(SoftmaxConfig config) {
    SoftmaxConfig result = set(config, negatives, SoftmaxConfig::withNegatives);
    result = set(result, batch, SoftmaxConfig::withBatch);
    result = set(result, temperature, SoftmaxConfig::withTemperature);
    result = set(result, bilateral, SoftmaxConfig::withBilateral);
    result = set(result, dropout, SoftmaxConfig::withDropout);
    result = set(result, topK, SoftmaxConfig::withTopK);
    if (result.topK() == 0 && (topKTemperature != null || refresh != null)) {
      throw CommandException.usage(
          "--top-k-temperature and --top-k-refresh need a --top-k above 0");
    }
    result = set(result, topKTemperature, SoftmaxConfig::withTopKTemperature);
    return set(result, refresh, SoftmaxConfig::withRefresh);
  }

  /** Sets what was given; what λ of all rows is must be set before. */
  BprConfig set(BprConfig config) {
    BprConfig result = set(config, negatives, BprConfig::withNegatives);
    result = set(result, batch, BprConfig::withBatch);
    result = set(result, positiveRegularization, BprConfig::withPositiveRegularization);
    return set(result, negativeRegularization, BprConfig::withNegativeRegularization);
  }

  private static <C, V> C set(C config, @Nullable V value, BiFunction<C, V, C> with) {
    return value == null ? config : with.apply(config, value);
  }
}
