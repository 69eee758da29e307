package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.cli.console.Progress;
import dev.sapor.source.InteractionReader;
import dev.sapor.source.LineCounts;
import dev.sapor.source.LoadedInteractions;
import dev.sapor.source.ReadListener;
import dev.sapor.source.ReadOptions;
import dev.sapor.source.ReadReport;
import dev.sapor.source.Source;
import dev.sapor.source.TextSource;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Reads data with a bar, and says afterwards what became of the rows. */
final class Loading {

  static LoadedInteractions interactions(Source source, ReadOptions options, Console console) {
    checkLists(source, options);
    LoadedInteractions loaded;
    try (Progress bar = Progress.start(console, "reading", -1)) {
      loaded = InteractionReader.read(source, options, listener(bar));
    }
    say(loaded, console);
    return loaded;
  }

  /**
   * @throws CommandException if lists are to be read from something else than text
   */
  static void checkLists(Source source, ReadOptions options) {
    if (options.lists() && !(source instanceof TextSource)) {
      throw CommandException.usage("--lists reads text only; leave it out for other sources");
    }
  }

  /** Moves a bar by the bytes read. */
  static ReadListener listener(Progress bar) {
    return (rows, bytes, totalBytes) -> {
      bar.update(totalBytes > 0 ? bytes : rows, totalBytes > 0 ? totalBytes : -1);
      bar.detail(Numbers.of(rows, "row"));
    };
  }

  private static void say(LoadedInteractions loaded, Console console) {
    ReadReport report = loaded.report();
    String columns =
        report.columns().stream()
            .map(use ->
                use.role().label()
                    + "="
                    + (use.name().isEmpty() ? Integer.toString(use.position()) : use.name()))
            .collect(Collectors.joining(", "));
    console.say(
        "sapor: read %s of %s and %s from %s (%s)"
            .formatted(
                Numbers.of(
                    report.interactions(), loaded.interactions().rated() ? "rating" : "click"),
                Numbers.of(report.users(), "user"),
                Numbers.of(report.items(), "item"),
                PrintableText.quotable(String.join(", ", report.sources())),
                PrintableText.quotable(columns)));
    sayRejected(report.counts(), console);
    if (report.counts().weightless() > 0) {
      console.say(
          "sapor: left out "
              + Numbers.of(report.counts().weightless(), "row")
              + " of events that weigh nothing");
    }
    if (report.mergedDuplicates() > 0) {
      console.say(
          "sapor: merged "
              + Numbers.of(report.mergedDuplicates(), "row")
              + " with another of the same user and item");
    }
    report.notes().forEach(note -> console.say("sapor: " + PrintableText.quotable(note)));
  }

  /** Says how many rows were left out and why, if any. */
  static void sayRejected(LineCounts counts, Console console) {
    if (counts.rejected() > 0) {
      String reasons =
          counts.rejectedByFault().entrySet().stream()
              .map(entry -> Numbers.count(entry.getValue()) + " × " + entry.getKey().problem())
              .collect(Collectors.joining("; "));
      console.say(
          "sapor: left out %s: %s".formatted(Numbers.of(counts.rejected(), "bad row"), reasons));
    }
  }

  /** What became of the lines: the numbers add up to them. */
  static ObjectNode json(ReadReport report) {
    ObjectNode json = Json.object();
    LineCounts counts = report.counts();
    json.put("lines", counts.lines());
    json.put("headerLines", counts.headerLines());
    json.put("blankLines", counts.blankLines());
    json.put("continuationLines", counts.continuationLines());
    json.put("rows", counts.rows());
    json.put("weightless", counts.weightless());
    json.put("rejected", counts.rejected());
    ObjectNode byFault = json.putObject("rejectedByFault");
    counts.rejectedByFault().forEach((fault, count) -> byFault.put(Labels.of(fault), count));
    json.put("mergedDuplicates", report.mergedDuplicates());
    return json;
  }

  private Loading() {}
}
