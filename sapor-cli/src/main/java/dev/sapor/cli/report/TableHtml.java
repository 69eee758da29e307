package dev.sapor.cli.report;

import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.report.BarTable.Bar;
import dev.sapor.eval.Interval;
import java.util.List;

/** Tables as markup: captions, headings for rows and columns, numbers in line. */
final class TableHtml {

  /** A box that scrolls sideways by itself, by the keyboard too, where a table is too wide. */
  private static void open(Html html, String caption, String style) {
    html.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
        .text(caption)
        .raw("\"><table" + style + "><caption><span>")
        .text(caption)
        .raw("</span></caption>\n");
  }

  static void append(Html html, DataTable table) {
    open(html, table.caption(), "");
    html.raw("<thead><tr>");
    for (int column = 0; column < table.headers().size(); column++) {
      html.raw(
              table.isNumeric(column)
                  ? "<th scope=\"col\" class=\"number\">"
                  : "<th scope=\"col\">")
          .text(table.header(column))
          .raw("</th>");
    }
    html.raw("</tr></thead>\n<tbody>\n");
    for (List<String> row : table.rows()) {
      html.raw("<tr><th scope=\"row\">").text(row.getFirst()).raw("</th>");
      for (int column = 1; column < row.size(); column++) {
        html.raw(table.isNumeric(column) ? "<td class=\"number\">" : "<td>")
            .text(row.get(column))
            .raw("</td>");
      }
      html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div>\n");
  }

  static void append(Html html, BarTable table) {
    boolean counted = !table.counts().isEmpty();
    open(html, table.caption(), " class=\"bars\"");
    html.raw("<thead><tr><th scope=\"col\">").text(table.labels()).raw("</th>");
    if (counted) {
      html.raw("<th scope=\"col\" class=\"number\">").text(table.counts()).raw("</th>");
    }
    html.raw("<th scope=\"col\" class=\"axis\" aria-label=\"bar\"><span>")
        .text(edge(table.axisLow()))
        .raw("</span><span>")
        .text(edge(table.axisHigh()))
        .raw("</span></th><th scope=\"col\" class=\"number\">")
        .text(table.value())
        .raw("</th><th scope=\"col\" class=\"number\">95 % interval</th></tr></thead>\n<tbody>\n");
    for (Bar bar : table.bars()) {
      html.raw("<tr><th scope=\"row\">").text(bar.label()).raw("</th>");
      if (counted) {
        html.raw("<td class=\"number\">").text(bar.count()).raw("</td>");
      }
      html.raw("<td class=\"bar\">" + svg(table, bar) + "</td><td class=\"number\">")
          .text(Numbers.metric(bar.value()))
          .raw("</td><td class=\"number\">")
          .text(bar.interval().map(TableHtml::interval).orElse("-"))
          .raw("</td></tr>\n");
    }
    html.raw("</tbody></table></div>\n");
  }

  private static String edge(double value) {
    return value == 0 ? "0" : Numbers.decimals(value, 2);
  }

  private static String interval(Interval interval) {
    return Numbers.metric(interval.low()) + " to " + Numbers.metric(interval.high());
  }

  /**
   * The bar from zero, and a whisker. Hidden from screen readers, which have the numbers in the
   * next cells. It is stretched to the width of its cell, lines keep their width.
   */
  private static String svg(BarTable table, Bar bar) {
    double zero = place(table, 0);
    double end = place(table, bar.value());
    StringBuilder svg =
        new StringBuilder("<svg viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\"")
            .append(" aria-hidden=\"true\" focusable=\"false\">");
    svg.append(
        "<rect x=\"%s\" y=\"4\" width=\"%s\" height=\"12\"/>"
            .formatted(tenths(Math.min(zero, end)), tenths(Math.abs(end - zero))));
    if (bar.interval().isPresent()) {
      String low = tenths(place(table, bar.low()));
      String high = tenths(place(table, bar.high()));
      svg.append("<path d=\"M%1$s 10H%2$sM%1$s 5V15M%2$s 5V15\"/>".formatted(low, high));
    }
    return svg.append("</svg>").toString();
  }

  private static double place(BarTable table, double value) {
    // A little air at the right, for the end of a whisker.
    return 990 * (value - table.axisLow()) / (table.axisHigh() - table.axisLow());
  }

  private static String tenths(double value) {
    return Numbers.decimals(value, 1);
  }

  private TableHtml() {}
}
