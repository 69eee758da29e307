package dev.sapor.cli;

import dev.sapor.solver.bayes.BayesConfig;
import dev.sapor.solver.bayes.BayesFeatures;
import dev.sapor.solver.bayes.Likelihood;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What only bayes has: which sweeps are kept, and what is known of users and items. */
final class BayesOptions {

  @Option(
      names = "--burn-in",
      order = 35,
      paramLabel = "SWEEPS",
      description = "Sweeps at the start that bayes does not keep. Its epochs are sweeps.")
  private @Nullable Integer burnIn;

  @Option(
      names = "--samples",
      order = 35,
      paramLabel = "S",
      description =
          "Sweeps that a model of bayes keeps, evenly among the others: it is their mean, and has"
              + " S times the factors.")
  private @Nullable Integer samples;

  @Option(
      names = "--features",
      order = 35,
      paramLabel = "iu,ii,time,FILE:COLUMN,…",
      description =
          "What bayes knows beside the ratings: iu, the items that a user rated; ii, the users who"
              + " rated an item; time, the day of each rating; columns of a file of items, whose"
              + " values are categories, several in a cell between |.")
  private @Nullable String features;

  @Option(
      names = "--user-features",
      order = 35,
      paramLabel = "FILE:COLUMN,…",
      description = "The same of a file of users.")
  private @Nullable String userFeatures;

  @Option(
      names = "--likelihood",
      order = 35,
      paramLabel = "normal|ordered-probit",
      description =
          "How ratings follow from scores in bayes: with normal noise, or as levels between"
              + " thresholds. Lists of ordered-probit are in the order of scores, and its"
              + " predictions are mean ratings.")
  private @Nullable Likelihood likelihood;

  void putGiven(Map<String, @Nullable Object> values) {
    values.put("--burn-in", burnIn);
    values.put("--samples", samples);
    values.put("--features", features);
    values.put("--user-features", userFeatures);
    values.put("--likelihood", likelihood);
  }

  /**
   * The configuration with what was given.
   *
   * @throws CommandException if features cannot be read
   * @throws IllegalArgumentException if a value is out of its range
   */
  BayesConfig set(BayesConfig defaults) {
    BayesConfig config = defaults;
    config = burnIn == null ? config : config.withBurnIn(burnIn);
    config = samples == null ? config : config.withSamples(samples);
    config = likelihood == null ? config : config.withLikelihood(likelihood);
    FeatureList items = FeatureList.parse("--features", features, true);
    FeatureList users = FeatureList.parse("--user-features", userFeatures, false);
    return config.withFeatures(
        new BayesFeatures(
            items.itemsOfUser(),
            items.usersOfItem(),
            items.time(),
            users.columns(),
            items.columns()));
  }
}
