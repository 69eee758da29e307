package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.data.Interactions;
import dev.sapor.split.Leak;
import dev.sapor.split.LeakReport;
import dev.sapor.split.LeakReport.Claim;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Leaks between the parts of a split, in words and as JSON. */
final class LeakText {

  /** Says in one line what is wrong between training and test data that were given, if anything. */
  static void warn(Interactions train, Interactions test, Console console) {
    LeakReport report = LeakReport.of(train, test, Claim.NONE);
    if (!report.isEmpty()) {
      console.say("sapor: " + String.join("; ", lines(report)));
    }
  }

  /** A line for each leak. */
  static List<String> lines(LeakReport report) {
    return report.leaks().stream().map(LeakText::line).toList();
  }

  /**
   * A line, which names nobody, for each leak that makes figures better than they are: what a model
   * has seen of the test data or of the time after them. New users and items do not.
   */
  static List<String> flattering(LeakReport report) {
    return report.leaks().stream()
        .filter(leak ->
            switch (leak.kind()) {
              case OVERLAP, FUTURE, FUTURE_OF_USER -> true;
              case USERS_IN_TEST_ONLY, ITEMS_IN_TEST_ONLY -> false;
            })
        .map(LeakText::count)
        .toList();
  }

  private static String line(Leak leak) {
    String examples =
        leak.examples().stream().map(LeakText::example).collect(Collectors.joining(", "));
    return count(leak) + " (" + (leak.count() > 1 ? "such as " : "") + examples + ")";
  }

  private static String count(Leak leak) {
    return switch (leak.kind()) {
      case OVERLAP -> Numbers.of(leak.count(), "test pair") + " in the training part as well";
      case FUTURE ->
          Numbers.of(leak.count(), "training interaction")
              + " later than the first test interaction";
      case FUTURE_OF_USER ->
          Numbers.of(leak.count(), "training interaction")
              + " later than a test interaction of the same user";
      case USERS_IN_TEST_ONLY -> Numbers.of(leak.count(), "user") + " in the test part only";
      case ITEMS_IN_TEST_ONLY -> Numbers.of(leak.count(), "item") + " in the test part only";
    };
  }

  private static String example(Leak.Example example) {
    String user = example.userId().map(id -> "user " + PrintableText.quotable(id)).orElse("");
    String item = example.itemId().map(id -> "item " + PrintableText.quotable(id)).orElse("");
    String pair = user.isEmpty() || item.isEmpty() ? user + item : user + " and " + item;
    return example.time().isPresent() ? pair + " at " + example.time().getAsLong() : pair;
  }

  /** {@code [{leak, count, examples: [{user?, item?, time?}]}]}. */
  static ArrayNode json(LeakReport report) {
    ArrayNode list = Json.object().putArray("leaks");
    for (Leak leak : report.leaks()) {
      ObjectNode json = list.addObject();
      json.put("leak", Labels.of(leak.kind()));
      json.put("count", leak.count());
      ArrayNode examples = json.putArray("examples");
      for (Leak.Example example : leak.examples()) {
        ObjectNode found = examples.addObject();
        example.userId().ifPresent(id -> found.put("user", id));
        example.itemId().ifPresent(id -> found.put("item", id));
        example.time().ifPresent(time -> found.put("timestamp", time));
      }
    }
    return list;
  }

  private LeakText() {}
}
