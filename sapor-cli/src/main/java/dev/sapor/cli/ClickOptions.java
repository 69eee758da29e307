package dev.sapor.cli;

import dev.sapor.objective.ClickTarget;
import dev.sapor.objective.Confidence;
import dev.sapor.solver.als.AlsDialect;
import dev.sapor.solver.als.ImplicitAlsConfig;
import dev.sapor.solver.als.RowMethod;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What only implicit-als has: the weights of its loss, and how it solves. */
final class ClickOptions {

  /** What λ of a row is multiplied with. */
  enum RowCount {
    /** All pairs of the row, those that were not seen with the weight α0. */
    ALL,

    /** Its interactions. */
    SEEN
  }

  @Option(
      names = "--alpha0",
      order = 35,
      paramLabel = "WEIGHT",
      description = "Weight of every pair, seen or not, in implicit-als.")
  private @Nullable Double alpha0;

  @Option(
      names = "--confidence",
      order = 35,
      paramLabel = "constant|linear|log",
      description =
          "How an interaction weighs by its value r: A, A·r or A·ln(1 + r/E). Without it 1 for"
              + " ratings, and r where the data have weights.")
  private Confidence.@Nullable Kind confidence;

  @Option(
      names = "--confidence-scale",
      order = 35,
      paramLabel = "A",
      description = "A, 1 if not given.")
  private @Nullable Double confidenceScale;

  @Option(
      names = "--confidence-unit",
      order = 35,
      paramLabel = "E",
      description = "E of log, 1 if not given: the value from which on weights grow slower.")
  private @Nullable Double confidenceUnit;

  @Option(
      names = "--target",
      order = 35,
      paramLabel = "shrunk|one",
      description =
          "What the score of an interaction of weight c is drawn to: c/(c + alpha0), or 1.")
  private @Nullable ClickTarget target;

  @Option(
      names = "--regularization-count",
      order = 35,
      paramLabel = "all|seen",
      description =
          "What n is in λ·n^ν + κ: interactions and, with the weight alpha0, pairs that were not"
              + " seen, or interactions alone.")
  private @Nullable RowCount count;

  @Option(
      names = "--from",
      order = 35,
      paramLabel = "implicit|spark|hu-koren",
      description =
          "Take --alpha and --regularization as that library or paper means them, and its defaults:"
              + " the same loss, by the options of implicit-als.")
  private @Nullable AlsDialect dialect;

  @Option(names = "--alpha", order = 35, paramLabel = "ALPHA", description = "Its α, with --from.")
  private @Nullable Double alpha;

  @Option(
      names = "--solver",
      order = 35,
      paramLabel = "auto|cholesky|cg|blocks",
      description =
          "How implicit-als solves a row in an epoch: exactly, by steps of conjugate gradients, or"
              + " some factors at a time; auto is exact for few factors or few data, and cg"
              + " otherwise. The last step is exact in any case.")
  private @Nullable RowMethod rowMethod;

  @Option(
      names = "--cg-steps",
      order = 35,
      paramLabel = "N",
      description = "Steps of conjugate gradients for each row.")
  private @Nullable Integer cgSteps;

  @Option(
      names = "--block-size",
      order = 35,
      paramLabel = "N",
      description = "Factors that blocks solves at a time.")
  private @Nullable Integer blockSize;

  /** Puts the options that were given beside the others, null for the rest. */
  void putGiven(Map<String, @Nullable Object> values) {
    values.put("--alpha0", alpha0);
    values.put("--confidence", confidence);
    values.put("--confidence-scale", confidenceScale);
    values.put("--confidence-unit", confidenceUnit);
    values.put("--target", target);
    values.put("--regularization-count", count);
    values.put("--from", dialect);
    values.put("--alpha", alpha);
    values.put("--solver", rowMethod);
    values.put("--cg-steps", cgSteps);
    values.put("--block-size", blockSize);
  }

  /**
   * Sets what was given.
   *
   * @param lambda λ if it was given
   * @param otherWeights whether ν or κ was given
   * @throws CommandException if options exclude each other
   */
  ImplicitAlsConfig set(ImplicitAlsConfig config, @Nullable Double lambda, boolean otherWeights) {
    ImplicitAlsConfig result = set(config, rowMethod, ImplicitAlsConfig::withMethod);
    result = set(result, cgSteps, ImplicitAlsConfig::withSteps);
    result = set(result, blockSize, ImplicitAlsConfig::withBlock);
    if (dialect != null) {
      if (otherWeights || isLossGiven()) {
        throw CommandException.usage(
            "--from has weights of its own: of all those of the loss, give --alpha and"
                + " --regularization only");
      }
      return dialect.translate(
          result,
          alpha == null ? dialect.defaultAlpha() : alpha,
          lambda == null ? dialect.defaultLambda() : lambda);
    }
    if (alpha != null) {
      throw CommandException.usage(
          "--alpha is a parameter of other libraries: give --from, or --alpha0 or"
              + " --confidence-scale");
    }
    result = set(result, alpha0, ImplicitAlsConfig::withAlpha0);
    result = set(result, target, ImplicitAlsConfig::withTarget);
    if (count != null) {
      result = result.withCountsAll(count == RowCount.ALL);
    }
    return confidence == null ? withoutConfidence(result) : result.withConfidence(confidence());
  }

  private boolean isLossGiven() {
    return alpha0 != null
        || confidence != null
        || confidenceScale != null
        || confidenceUnit != null
        || target != null
        || count != null;
  }

  private ImplicitAlsConfig withoutConfidence(ImplicitAlsConfig config) {
    if (confidenceScale != null || confidenceUnit != null) {
      throw CommandException.usage("--confidence-scale and --confidence-unit need --confidence");
    }
    return config;
  }

  private Confidence confidence() {
    if (confidenceUnit != null && confidence != Confidence.Kind.LOG) {
      throw CommandException.usage("--confidence-unit is for --confidence log");
    }
    Confidence result = Confidence.VALUES;
    result = set(result, confidence, Confidence::withKind);
    result = set(result, confidenceScale, Confidence::withScale);
    return set(result, confidenceUnit, Confidence::withUnit);
  }

  private static <C, V> C set(C config, @Nullable V value, BiFunction<C, V, C> with) {
    return value == null ? config : with.apply(config, value);
  }
}
