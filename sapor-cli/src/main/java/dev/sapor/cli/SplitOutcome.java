package dev.sapor.cli;

import dev.sapor.cli.SplitRule.PartSet;
import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.cli.console.Table;
import dev.sapor.data.Interactions;
import dev.sapor.split.LeakReport;
import dev.sapor.split.LeakReport.Claim;
import dev.sapor.split.PartCounts;
import dev.sapor.split.SplitReport;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code split} made or found.
 *
 * @param folder where the parts are, or null if they were given
 * @param rule by what they were cut, in words
 * @param notes what a person should know of the rule on these data
 * @param sets the parts
 * @param hint the command that may come next, or null
 */
record SplitOutcome(
    @Nullable Path folder,
    String rule,
    List<String> notes,
    List<Counted> sets,
    @Nullable String hint)
    implements Report {

  /**
   * Parts that belong together, counted.
   *
   * @param folder name of their folder, or empty
   * @param report what is in each part
   * @param leaks between the training part and the test part
   */
  record Counted(String folder, SplitReport report, LeakReport leaks) {

    static Counted of(PartSet set, Claim claim) {
      SequencedMap<String, Interactions> parts = set.parts().get();
      return new Counted(
          set.folder(),
          SplitReport.of(parts),
          LeakReport.of(parts.firstEntry().getValue(), parts.lastEntry().getValue(), claim));
    }
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("folder", folder == null ? null : folder.toString());
    json.put("rule", rule);
    notes.forEach(json.putArray("notes")::add);
    ArrayNode splits = json.putArray("splits");
    for (Counted set : sets) {
      ObjectNode split = splits.addObject();
      split.put("folder", set.folder());
      ObjectNode parts = split.putObject("parts");
      set.report().parts().forEach((name, counts) -> put(parts.putObject(name), counts));
      split.set("leaks", LeakText.json(set.leaks()));
    }
    return json;
  }

  private static void put(ObjectNode json, PartCounts counts) {
    json.put("users", counts.users());
    json.put("items", counts.items());
    json.put("interactions", counts.interactions());
    json.put("coldUsers", counts.coldUsers());
    json.put("coldItems", counts.coldItems());
  }

  @Override
  public void print(Console console) {
    console.heading(
        folder == null ? rule : PrintableText.quotable(folder.toString()) + ": " + rule);
    Table table =
        Table.of("part", ">users", ">items", ">interactions", ">cold users", ">cold items");
    for (Counted set : sets) {
      String prefix = set.folder().isEmpty() ? "" : set.folder() + "/";
      set.report()
          .parts()
          .forEach((name, counts) ->
              table.row(
                  prefix + name,
                  Numbers.count(counts.users()),
                  Numbers.count(counts.items()),
                  Numbers.count(counts.interactions()),
                  Numbers.count(counts.coldUsers()),
                  Numbers.count(counts.coldItems())));
    }
    console.print(table);
    notes.forEach(console::print);
    for (Counted set : sets) {
      String prefix = set.folder().isEmpty() ? "" : set.folder() + ": ";
      LeakText.lines(set.leaks()).forEach(line -> console.print(prefix + line));
    }
    if (sets.stream().allMatch(set -> set.leaks().isEmpty())) {
      console.print("no leaks: no pair is in two parts, no test id is unknown");
    }
  }

  @Override
  public List<String> next() {
    return hint == null ? List.of() : List.of(hint);
  }
}
