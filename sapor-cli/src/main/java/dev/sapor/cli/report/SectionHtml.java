package dev.sapor.cli.report;

import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.cli.report.ExampleUser.Line;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** One model as markup; the data of its plots are put aside for the script. */
final class SectionHtml {

  private final Html html;
  private final ObjectNode charts;
  private final int number;

  /**
   * @param charts takes the data of each chart by the id of its element
   * @param number of the section, from 1
   */
  SectionHtml(Html html, ObjectNode charts, int number) {
    this.html = html;
    this.charts = charts;
    this.number = number;
  }

  void append(ModelSection section) {
    String id = "model-" + number;
    html.raw("<section id=\"" + id + "\" aria-labelledby=\"" + id + "-name\">\n<h2 id=\"" + id)
        .raw("-name\">")
        .text(section.name())
        .raw("</h2>\n")
        .element("p", section.headline());
    section.test().ifPresent(this::append);
    appendCharts(section.charts());
    appendExamples(section);
    html.element("h3", "Training record");
    html.raw("<div class=\"pair\">\n");
    TableHtml.append(html, section.facts());
    TableHtml.append(html, section.parameters());
    html.raw("</div>\n</section>\n");
  }

  private void append(TestResult test) {
    html.element("h3", "On test data").element("p", test.headline());
    List<String> leaks =
        test.leaks().stream()
            .map(leak -> "Leak: " + leak + "; these figures flatter the model.")
            .toList();
    remarks(leaks);
    TableHtml.append(html, test.metrics());
    remarks(test.remarks().stream().map(remark -> "This model " + remark + ".").toList());
    if (!test.bars().isEmpty()) {
      html.raw("<div class=\"pair\">\n");
      test.bars().forEach(bars -> TableHtml.append(html, bars));
      html.raw("</div>\n");
    }
    TableHtml.append(html, test.counts());
  }

  private void remarks(List<String> remarks) {
    if (!remarks.isEmpty()) {
      html.raw("<ul class=\"remarks\">\n");
      remarks.forEach(remark -> html.element("li", remark));
      html.raw("</ul>\n");
    }
  }

  private void appendCharts(List<Chart> all) {
    html.element("h3", "Plots");
    if (all.isEmpty()) {
      html.element("p", "There is nothing to draw: the model has no epochs, users and items.");
    }
    html.raw("<div class=\"pair\">\n");
    for (int at = 0; at < all.size(); at++) {
      append(all.get(at), "chart-" + number + "-" + (at + 1));
    }
    html.raw("</div>\n");
  }

  private void append(Chart chart, String id) {
    charts.set(id, chart.json());
    html.raw("<figure>\n<figcaption><h4>")
        .text(chart.title())
        .raw("</h4><p>")
        .text(chart.reading())
        .raw("</p></figcaption>\n<div class=\"chart\" id=\"" + id)
        .raw("\" role=\"img\" aria-label=\"")
        .text(chart.title() + ". " + chart.summary())
        .raw("\"></div>\n<p class=\"point\" aria-hidden=\"true\"></p>\n")
        .element("p", chart.summary())
        .raw("<details><summary>As a table</summary>\n");
    TableHtml.append(html, chart.table());
    html.raw("</details>\n</figure>\n");
  }

  private void appendExamples(ModelSection section) {
    if (section.examples().isEmpty() && section.notes().isEmpty()) {
      return;
    }
    html.element("h3", "Example recommendations");
    section.notes().forEach(note -> html.element("p", note));
    for (ExampleUser example : section.examples()) {
      html.raw("<h4>User ")
          .text(PrintableText.quotable(example.id()))
          .raw(", ")
          .text(Numbers.of(example.interactions(), "training interaction"))
          .raw("</h4>\n<div class=\"pair\">\n");
      if (!example.history().isEmpty()) {
        TableHtml.append(html, table("Had in training", "value", example.history(), 1));
      }
      TableHtml.append(html, table("Recommended", "score", example.recommended(), 3));
      html.raw("</div>\n");
    }
  }

  private static DataTable table(String caption, String value, List<Line> lines, int decimals) {
    return new DataTable(
        caption,
        List.of("item", "title", ">" + value),
        lines.stream()
            .map(line ->
                List.of(
                    PrintableText.quotable(line.item()),
                    PrintableText.quotable(line.title()),
                    Numbers.decimals(line.value(), decimals)))
            .toList());
  }
}
