package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Table;
import dev.sapor.cli.reproduce.PublishedRow;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Which published figures can be computed again.
 *
 * @param rows the rows
 */
record ReproduceList(List<PublishedRow> rows) implements Report {

  @Override
  public JsonNode json() {
    ArrayNode json = Json.array();
    rows.forEach(row -> json.add(ReproduceReport.published(row)));
    return json;
  }

  @Override
  public void print(Console console) {
    Table table = Table.of("name", "published", "source");
    for (PublishedRow row : rows) {
      table.row(
          row.name(),
          String.join(", ", row.figures().stream().map(ReproduceReport::text).toList()),
          row.source());
    }
    console.print(table);
  }

  @Override
  public List<String> next() {
    return List.of("reproduce " + rows.getFirst().name() + " --data DIR");
  }
}
