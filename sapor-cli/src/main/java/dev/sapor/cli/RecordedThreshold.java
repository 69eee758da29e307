package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.data.Interactions;
import dev.sapor.model.TrainingRecord;
import dev.sapor.prepare.PositiveThreshold;
import dev.sapor.prepare.Preparation;
import dev.sapor.prepare.StepReport;
import java.util.List;

/**
 * What counted as positive when a model was trained counts when it is judged: {@code train --test}
 * and a later {@code evaluate} must not differ in what is relevant.
 */
final class RecordedThreshold {

  private static final String KEY = "prepare." + StepReport.POSITIVE;

  /** Test or whole data as models were trained to see them, by their training records. */
  static Interactions apply(Interactions data, List<TrainingRecord> records, Console console) {
    List<String> rules =
        records.stream()
            .map(record -> record.parameters().getOrDefault(KEY, ""))
            .distinct()
            .toList();
    if (rules.size() > 1) {
      console.say(
          "sapor: warning: the models differ in what counts as positive (%s): all rows count here"
              .formatted(String.join(", ", rules.stream().map(RecordedThreshold::named).toList())));
      return data;
    }
    if (rules.isEmpty() || rules.getFirst().isEmpty() || !data.rated()) {
      return data;
    }
    PositiveThreshold rule = PositiveThreshold.parse(rules.getFirst());
    Interactions positive = Preparation.none().withPositive(rule).ofAll(data).interactions();
    console.say(
        "sapor: %s of %s count, by the rule of the training: %s"
            .formatted(
                Numbers.count(positive.size()), Numbers.of(data.size(), "interaction"), rule));
    return positive;
  }

  private static String named(String rule) {
    return rule.isEmpty() ? "any" : rule;
  }

  private RecordedThreshold() {}
}
