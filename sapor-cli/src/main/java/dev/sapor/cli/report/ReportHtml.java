package dev.sapor.cli.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A page as one HTML document that loads nothing. Its content security policy forbids every request
 * and allows the scripts and styles of the document by their digests alone: were a text of the data
 * ever taken for markup, it could still not run.
 */
public final class ReportHtml {

  private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z-]+)}");

  /** The document, in the same bytes for the same page. */
  public static String of(ReportPage page) {
    Html body = new Html();
    ObjectNode charts = JsonNodeFactory.instance.objectNode();
    page.overview().ifPresent(overview -> append(body, overview, page));
    for (int at = 0; at < page.models().size(); at++) {
      new SectionHtml(body, charts, at + 1).append(page.models().get(at));
    }
    String styles = ReportResources.styles();
    String plotting = ReportResources.plottingScript();
    String script = ReportResources.script();
    Map<String, String> places = new LinkedHashMap<>();
    places.put("policy", policy(styles, plotting, script));
    places.put("title", Html.escape(page.title()));
    places.put("styles", styles);
    places.put("body", body.toString());
    places.put("data", inert(JsonMapper.shared().writeValueAsString(charts)));
    places.put("plotting", plotting);
    places.put("script", script);
    return filled(ReportResources.page(), places);
  }

  private static void append(Html html, Overview overview, ReportPage page) {
    html.raw("<nav aria-label=\"Models\"><ul>\n");
    for (int at = 0; at < page.models().size(); at++) {
      html.raw("<li><a href=\"#model-" + (at + 1) + "\">")
          .text(page.models().get(at).name())
          .raw("</a></li>\n");
    }
    html.raw("</ul></nav>\n<section aria-labelledby=\"overview\">\n")
        .raw("<h2 id=\"overview\">All models</h2>\n");
    TableHtml.append(html, overview.models());
    if (!overview.bars().isEmpty()) {
      html.raw("<div class=\"pair\">\n");
      overview.bars().forEach(bars -> TableHtml.append(html, bars));
      html.raw("</div>\n");
    }
    overview.comparisons().ifPresent(table -> TableHtml.append(html, table));
    html.raw("</section>\n");
  }

  private static String policy(String styles, String... scripts) {
    StringBuilder policy =
        new StringBuilder("default-src 'none'; base-uri 'none'; form-action 'none'");
    policy.append("; style-src ").append(ReportResources.allow(styles)).append("; script-src");
    for (String script : scripts) {
      policy.append(' ').append(ReportResources.allow(script));
    }
    return policy.toString();
  }

  /** JSON with no character that an HTML parser minds; the value is the same. */
  static String inert(String json) {
    return json.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  /** Fills each place once: a place that is named by data stays as it is. */
  private static String filled(String frame, Map<String, String> places) {
    Matcher matcher = PLACE.matcher(frame);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String value = Objects.requireNonNull(places.get(matcher.group(1)), matcher.group());
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(filled).toString();
  }

  private ReportHtml() {}
}
