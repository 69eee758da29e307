package dev.sapor.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sapor.cli.report.BarTable.Bar;
import dev.sapor.eval.Interval;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Markup: escaped, allowed by its policy, the same numbers in words and pictures. */
class ReportHtmlTest {

  @Test
  void textCannotBecomeMarkup() {
    assertThat(Html.escape("</script><img src='x' onerror=\"a&b\">\u202e\n"))
        .isEqualTo(
            "&lt;/script&gt;&lt;img src=&#39;x&#39; onerror=&quot;a&amp;b&quot;&gt;\\u202e\\n");
  }

  @Test
  void jsonCannotEndItsElementAndKeepsItsValue() {
    String hostile = "</script><!--<script>&\u2028\u2029";
    String json = JsonMapper.shared().writeValueAsString(List.of(hostile));
    String inert = ReportHtml.inert(json);
    assertThat(inert).doesNotContain("<", ">", "&", "\u2028", "\u2029");
    assertThat(JsonMapper.shared().readTree(inert).get(0).asString()).isEqualTo(hostile);
  }

  @Test
  void placesNamedByDataStayAsTheyAre() {
    String page = ReportHtml.of(page("${data} $1 \\ ${policy}"));
    assertThat(page).contains("<title>${data} $1 \\ ${policy}</title>");
  }

  @Test
  void thePolicyAllowsTheScriptsAndStylesOfThePageAndNothingElse() throws GeneralSecurityException {
    String page = ReportHtml.of(page("a model"));
    Matcher policy =
        Pattern.compile("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"")
            .matcher(page);
    assertThat(policy.find()).isTrue();
    assertThat(policy.group(1)).startsWith("default-src 'none';").doesNotContain("unsafe", "http");
    int inline = 0;
    Matcher element = Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL).matcher(page);
    while (element.find()) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(element.group(2).getBytes(StandardCharsets.UTF_8));
      assertThat(policy.group(1))
          .contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
      inline++;
    }
    assertThat(inline).isEqualTo(3);
    assertThat(page).doesNotContain(" style=\"", " onclick=", "\r");
  }

  @Test
  void barsStartAtZeroAndWhiskersSpanTheInterval() {
    Html html = new Html();
    TableHtml.append(
        html,
        new BarTable(
            "R² by part",
            "part",
            "",
            "R²",
            List.of(
                new Bar("good", "", 0.5, Optional.of(new Interval(0.25, 1))),
                new Bar("bad", "", -1, Optional.empty()))));
    // The axis goes from -1 to 1 over 990 units: zero is at 495.
    assertThat(html.toString())
        .contains("<rect x=\"495.0\" y=\"4\" width=\"247.5\" height=\"12\"/>")
        .contains("<path d=\"M618.8 10H990.0M618.8 5V15M990.0 5V15\"/>")
        .contains("<rect x=\"0.0\" y=\"4\" width=\"495.0\" height=\"12\"/></svg>")
        .contains("0.2500 to 1.0000");
  }

  @Test
  void aRowWithAnotherNumberOfCellsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DataTable("t", List.of("a", "b"), List.of(List.of("1"))))
        .withMessageContaining("expected 2 cells (got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReportPage("none", Optional.empty(), List.of()));
  }

  private static ReportPage page(String name) {
    DataTable empty = new DataTable("nothing", List.of("a", ">b"), List.of());
    ModelSection section =
        new ModelSection(
            name, name, empty, empty, Optional.empty(), List.of(), List.of(), List.of());
    return new ReportPage(name, Optional.empty(), List.of(section));
  }
}
