package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.Table;
import dev.sapor.data.Catalog;
import dev.sapor.model.FactorModel;
import dev.sapor.recommend.RankedItem;
import dev.sapor.recommend.RankedItems;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Items line by line, with titles and attributes as far as they are known. */
final class ItemTable {

  private final FactorModel model;
  private final boolean titled;
  private final Table table;
  private int rank;

  /**
   * @param model has the ids and the catalog
   * @param number what the number behind each item is
   */
  ItemTable(FactorModel model, String number) {
    this.model = model;
    this.titled = !model.catalog().columns().isEmpty();
    this.table =
        titled
            ? Table.of(">", "item", "title", "", ">" + number)
            : Table.of(">", "item", ">" + number);
  }

  /** Items with their scores. */
  static ItemTable of(RankedItems ranked, FactorModel model) {
    ItemTable table = new ItemTable(model, "score");
    for (RankedItem item : ranked) {
      table.add(item.itemIndex(), Numbers.decimals(item.score(), 3));
    }
    return table;
  }

  void add(int itemIndex, String number) {
    String id = model.items().id(itemIndex);
    String place = Integer.toString(++rank);
    if (titled) {
      Catalog catalog = model.catalog();
      String attributes =
          Stream.of("year", "genres")
              .flatMap(column -> catalog.value(itemIndex, column).stream())
              .collect(Collectors.joining(", "));
      table.row(place, id, catalog.title(itemIndex).orElse(""), attributes, number);
    } else {
      table.row(place, id, number);
    }
  }

  void print(Console console) {
    console.print(table);
  }
}
