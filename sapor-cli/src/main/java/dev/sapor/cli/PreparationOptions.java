package dev.sapor.cli;

import dev.sapor.data.DuplicatePolicy;
import dev.sapor.prepare.HalfLife;
import dev.sapor.prepare.PositiveThreshold;
import dev.sapor.prepare.Preparation;
import dev.sapor.source.EventWeights;
import dev.sapor.source.ReadOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is done to the data before training; the order of the steps is that of the package. */
final class PreparationOptions {

  @Option(
      names = "--positive",
      order = 55,
      paramLabel = "RULE",
      description =
          "Only such ratings count, and count as clicks: 'rating>=4', also with >, <=, < and =. The"
              + " test data are read by the same rule.")
  private @Nullable String positive;

  @Option(
      names = "--event-weights",
      order = 56,
      paramLabel = "EVENT=WEIGHT,…",
      description =
          "How much a row counts by its event, such as view=1,buy=5; 0 leaves its rows out. Rows of"
              + " the same user and item are summed unless --duplicates says otherwise.")
  private @Nullable String eventWeights;

  @Option(
      names = "--max-per-user",
      order = 57,
      paramLabel = "N",
      description = "Of users with more interactions train on the newest N only.")
  private @Nullable Integer maxPerUser;

  @Option(
      names = "--min-user",
      order = 58,
      paramLabel = "N",
      description = "Train without users of fewer interactions, over and over with --min-item.")
  private @Nullable Integer minUser;

  @Option(
      names = "--min-item",
      order = 58,
      paramLabel = "N",
      description = "Train without items of fewer interactions.")
  private @Nullable Integer minItem;

  @Option(
      names = "--half-life",
      order = 59,
      paramLabel = "AGE",
      description =
          "Clicks lose half their weight in this time, counted from the newest: 90d, also s, m, h"
              + " and w.")
  private @Nullable String halfLife;

  /**
   * The preparation that is asked for.
   *
   * @throws CommandException if a value is wrong
   */
  Preparation preparation() {
    return Usage.check(this::build);
  }

  private Preparation build() {
    Preparation result = Preparation.none();
    result = positive == null ? result : result.withPositive(PositiveThreshold.parse(positive));
    result = maxPerUser == null ? result : result.withMaxPerUser(maxPerUser);
    result = minUser == null ? result : result.withMinUser(minUser);
    result = minItem == null ? result : result.withMinItem(minItem);
    return halfLife == null ? result : result.withHalfLife(HalfLife.parse(halfLife));
  }

  /**
   * The way of reading with the weights of events, if there are any.
   *
   * @param duplicatesGiven whether a person chose what becomes of duplicates
   * @throws CommandException if the weights are wrong
   */
  ReadOptions reading(ReadOptions options, boolean duplicatesGiven) {
    String given = eventWeights;
    if (given == null) {
      return options;
    }
    EventWeights weights = Usage.check(() -> EventWeights.parse(given));
    ReadOptions weighed = options.withEventWeights(weights);
    return duplicatesGiven ? weighed : weighed.withDuplicates(DuplicatePolicy.SUM);
  }

  /** The option that makes clicks of all rows, or null if there is none. */
  @Nullable String makesClicks() {
    return positive != null ? "--positive" : eventWeights != null ? "--event-weights" : null;
  }
}
