package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.model.Calendar;
import dev.sapor.model.DayEffects;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Goal;
import dev.sapor.model.Posterior;
import dev.sapor.model.io.ModelFile;
import dev.sapor.recommend.Predictor;
import dev.sapor.recommend.RatingPredictor;
import dev.sapor.source.Timestamps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code sapor predict}: the rating of one pair, or of all pairs of a file. */
@Command(
    name = "predict",
    customSynopsis = "sapor predict MODEL (--user ID --item ID | --pairs DATA) [OPTIONS]",
    description = {
      "Predict the rating that a user would give an item, or those of many pairs.",
      "",
      "What the model does not know is left out of the estimate: a new user or item gets the mean"
          + " and the bias of the other side."
    },
    footer = {
      "",
      "Examples:",
      "  sapor predict my.sapor --user 42 --item 50",
      "  sapor predict my.sapor --pairs pairs.csv --out predictions.csv",
      "  sapor predict bayes.sapor --user 42 --item 50 --with-uncertainty",
      "  sapor predict bayes.sapor --user 42 --item 50 --at 1998-03-01"
    })
final class PredictCommand extends SaporCommand {

  @Parameters(paramLabel = "MODEL", description = "A model file.")
  private Path modelFile = Path.of("");

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  /** One pair or many. */
  static final class What {
    @ArgGroup(exclusive = false)
    private @Nullable Pair pair;

    @Option(
        names = "--pairs",
        required = true,
        order = 3,
        paramLabel = "DATA",
        description = "Data with a user and an item in each row.")
    private @Nullable String pairs;
  }

  /** A user and an item. */
  static final class Pair {
    @Option(
        names = "--user",
        required = true,
        order = 1,
        paramLabel = "ID",
        description = "The user.")
    private String user = "";

    @Option(
        names = "--item",
        required = true,
        order = 2,
        paramLabel = "ID",
        description = "The item.")
    private String item = "";
  }

  @Option(
      names = "--out",
      order = 4,
      paramLabel = "FILE",
      description = "With --pairs: a CSV file. Default: the rows go to stdout.")
  private @Nullable Path out;

  @Option(
      names = "--with-uncertainty",
      order = 5,
      description =
          "Beside each prediction its standard deviation; of a model by bayes that keeps its"
              + " history.")
  private boolean withUncertainty;

  @Option(
      names = "--at",
      order = 6,
      paramLabel = "TIME",
      description =
          "When it is rated, for a model that was trained with the feature time: a number in the"
              + " unit of the training data, or an ISO-8601 date. Pairs are taken at their own"
              + " timestamps if they have any; this is then used instead.")
  private @Nullable String at;

  @Mixin private final DataOptions dataOptions = new DataOptions();

  PredictCommand(CommandContext context) {
    super(context);
  }

  @Override
  Report execute() throws IOException {
    if (what.pairs == null && out != null) {
      throw CommandException.usage("--out is for --pairs only");
    }
    if (what.pairs != null && out == null && json()) {
      throw CommandException.usage("--json with --pairs needs --out: the rows themselves are CSV");
    }
    if (out != null) {
      OutputPath.check("--out", out);
      OutputPath.checkNotRead("--out", out, modelFile, what.pairs);
    }
    var readOptions = dataOptions.readOptions();
    if (at != null && Timestamps.parse(at).isEmpty()) {
      throw CommandException.usage("--at must be a number or an ISO-8601 date (got '" + at + "')");
    }
    if (what.pairs != null) {
      PairPredictions job = PairPredictions.of(what.pairs, readOptions, context());
      FactorModel model = ModelFile.open(modelFile);
      say(model);
      return job.write(Predictor.of(model), spread(model), time(model), out);
    }
    FactorModel model = ModelFile.open(modelFile);
    say(model);
    Pair pair = java.util.Objects.requireNonNull(what.pair);
    return Prediction.of(Predictor.of(model), spread(model), pair.user, pair.item, time(model));
  }

  /** The time that was given, in the unit of the model. */
  private OptionalLong time(FactorModel model) {
    if (at == null) {
      return OptionalLong.empty();
    }
    DayEffects days = model.posterior().map(Posterior::days).orElse(null);
    if (days == null) {
      throw CommandException.usage(
          "--at: the model knows no days; train it with --algorithm bayes --features time");
    }
    long time = Timestamps.parse(at).orElseThrow();
    return OptionalLong.of(Timestamps.isNumber(at) ? time : days.calendar().ofEpochSecond(time));
  }

  private @Nullable PredictionSpread spread(FactorModel model) {
    return withUncertainty ? PredictionSpread.of(model) : null;
  }

  private void say(FactorModel model) {
    if (model.posterior().map(Posterior::levels).isPresent()) {
      console()
          .say("sapor: predictions are mean ratings, of the levels that the training values are");
      return;
    }
    console()
        .say(
            model.goal() == Goal.PREDICT
                ? "sapor: predictions are clipped to the range of the training values, %s to %s"
                    .formatted(model.range().min(), model.range().max())
                : "sapor: this model was trained to recommend: its scores order items and are no"
                    + " ratings");
  }

  /**
   * One prediction.
   *
   * @param user id of the user
   * @param item id of the item
   * @param value the prediction
   * @param deviation its standard deviation, where it was asked for and the item is known
   * @param knownUser whether the model knows the user
   * @param knownItem whether the model knows the item
   * @param knownDay whether something was rated in training on the day of the time; empty without a
   *     time
   */
  record Prediction(
      String user,
      String item,
      float value,
      OptionalDouble deviation,
      boolean knownUser,
      boolean knownItem,
      Optional<Boolean> knownDay)
      implements Report {

    static Prediction of(
        Predictor predictor,
        @Nullable PredictionSpread spread,
        String user,
        String item,
        OptionalLong time) {
      int userIndex = predictor.userIndex(user);
      int itemIndex = predictor.itemIndex(item);
      int day = time.isEmpty() ? Calendar.UNKNOWN : predictor.day(time.getAsLong());
      return new Prediction(
          user,
          item,
          predictor.predictOn(userIndex, itemIndex, day),
          spread == null ? OptionalDouble.empty() : spread.of(userIndex, itemIndex, day),
          userIndex != RatingPredictor.UNKNOWN,
          itemIndex != RatingPredictor.UNKNOWN,
          time.isEmpty() ? Optional.empty() : Optional.of(day != Calendar.UNKNOWN));
    }

    @Override
    public ObjectNode json() {
      ObjectNode json = Json.object();
      json.put("user", user);
      json.put("item", item);
      json.put("prediction", value);
      deviation.ifPresent(one -> json.put("standardDeviation", one));
      json.put("knownUser", knownUser);
      json.put("knownItem", knownItem);
      knownDay.ifPresent(known -> json.put("knownDay", known));
      return json;
    }

    @Override
    public void print(Console console) {
      if (!knownUser) {
        console.say("sapor: the model does not know user '" + PrintableText.quotable(user) + "'");
      }
      if (!knownItem) {
        console.say("sapor: the model does not know item '" + PrintableText.quotable(item) + "'");
      }
      if (knownDay.isPresent() && !knownDay.get()) {
        console.say("sapor: nothing was rated on that day in training: it adds nothing");
      }
      console.print(
          Numbers.decimals(value, 3)
              + (deviation.isPresent()
                  ? " ± " + Numbers.decimals(deviation.getAsDouble(), 3)
                  : ""));
    }
  }
}
