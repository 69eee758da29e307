package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in Chromium, offline: every plot is drawn, nothing is asked of the network and nothing
 * is complained of. Screenshots are left in {@code target/report-screenshots}.
 *
 * <p>The browser is that of {@code -Dsapor.chromium}, by default {@code /usr/bin/chromium}.
 */
class ReportBrowserTest {

  private static final Path SCREENSHOTS = Path.of("target", "report-screenshots");

  /** Whether a canvas holds marks that are not grey: lines, bars or points of a series. */
  private static final String COLOURED_PIXELS =
      """
      canvas => {
        const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        let coloured = 0;
        for (let at = 0; at < data.length; at += 4) {
          const least = Math.min(data[at], data[at + 1], data[at + 2]);
          const most = Math.max(data[at], data[at + 1], data[at + 2]);
          coloured += data[at + 3] > 40 && most - least > 40 ? 1 : 0;
        }
        return coloured;
      }
      """;

  @TempDir private static Path folder;
  private static Playwright playwright;
  private static Browser browser;
  private static Path page = Path.of("");
  private static Path hostilePage = Path.of("");

  @BeforeAll
  static void open() throws IOException {
    Files.createDirectories(SCREENSHOTS);
    String ratings = SampleData.trainingPart(folder).toString();
    String test = SampleData.testPart(folder).toString();
    Path models = Files.createDirectory(folder.resolve("models"));
    train(ratings, SampleData.titles(folder), models.resolve("als.sapor"), "predict");
    train(ratings, SampleData.titles(folder), models.resolve("top.sapor"), "recommend");
    page = folder.resolve("page.html");
    report(models, test, page, "--slice", "activity,popularity");
    String data = HostileData.ratings(folder).toString();
    Path titles = HostileData.titles(folder);
    Path hostile = folder.resolve("<img src=x onerror=alert(9)>.sapor");
    train(data, titles, hostile, "predict");
    hostilePage = folder.resolve("hostile.html");
    report(hostile, data, hostilePage, "--slice", "item:genres", "--items", titles.toString());
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(
                        Path.of(System.getProperty("sapor.chromium", "/usr/bin/chromium")))
                    .setArgs(List.of("--no-sandbox")));
  }

  private static void train(String data, Path titles, Path model, String goal) {
    List<String> args =
        new ArrayList<>(
            List.of("train", data, "--items", titles.toString(), "--out", model.toString()));
    args.addAll(List.of("--goal", goal));
    if (goal.equals("predict")) {
      args.addAll(List.of("--validation", "0.2"));
    }
    CommandLineRun.ok(args.toArray(String[]::new));
  }

  private static void report(Path models, String test, Path out, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("report", models.toString(), "--test", test, "--out", out.toString()));
    args.addAll(List.of(more));
    CommandLineRun.ok(args.toArray(String[]::new));
  }

  @AfterAll
  static void close() {
    browser.close();
    playwright.close();
  }

  @Test
  void everyPlotIsDrawnInLight() {
    look(page, "light", ColorScheme.LIGHT, 1200, 9);
  }

  @Test
  void everyPlotIsDrawnInTheDark() {
    look(page, "dark", ColorScheme.DARK, 1200, 9);
  }

  @Test
  void everyPlotIsDrawnOnAPhone() {
    look(page, "phone", ColorScheme.LIGHT, 390, 9);
  }

  @Test
  void hostileTitlesAreShownAndNotRun() {
    look(hostilePage, "hostile", ColorScheme.LIGHT, 1200, 5);
  }

  @Test
  void plotsFollowTheSchemeAndTheWidth() {
    try (BrowserContext context = context(ColorScheme.LIGHT, 1200)) {
      Page shown = context.newPage();
      shown.navigate(page.toUri().toString());
      Locator canvas = shown.locator(".chart canvas").first();
      Object light = canvas.evaluate("canvas => canvas.toDataURL()");
      shown.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      shown.waitForCondition(() ->
          !light.equals(shown.locator(".chart canvas").first().evaluate("c => c.toDataURL()")));
      shown.setViewportSize(500, 900);
      shown.waitForCondition(
          () -> shown.locator(".chart canvas").first().boundingBox().width < 480);
      assertThat(shown.locator(".chart canvas").count()).isEqualTo(9);
    }
  }

  @Test
  void aPointUnderThePointerIsNamed() {
    try (BrowserContext context = context(ColorScheme.LIGHT, 1200)) {
      Page shown = context.newPage();
      shown.navigate(page.toUri().toString());
      Locator plot = shown.locator("#chart-1-5");
      Locator name = shown.locator("#chart-1-5 + .point");
      plot.scrollIntoViewIfNeeded();
      var box = plot.locator(".u-over").boundingBox();
      for (int x = 0; x < box.width && name.textContent().isEmpty(); x += 8) {
        for (int y = 0; y < box.height && name.textContent().isEmpty(); y += 8) {
          shown.mouse().move(box.x + x, box.y + y);
        }
      }
      assertThat(name.textContent()).matches("Title, no\\. .*training interactions, mean .*");
    }
  }

  private static BrowserContext context(ColorScheme scheme, int width) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 900));
    context.setOffline(true);
    return context;
  }

  private static void look(Path file, String name, ColorScheme scheme, int width, int plots) {
    List<String> complaints = new ArrayList<>();
    try (BrowserContext context = context(scheme, width)) {
      Page shown = context.newPage();
      shown.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
      shown.onPageError(complaints::add);
      shown.onDialog(dialog -> {
        complaints.add("dialog: " + dialog.message());
        dialog.dismiss();
      });
      shown.onRequest(request -> {
        if (!request.url().equals(file.toUri().toString())) {
          complaints.add("request: " + request.url());
        }
      });
      shown.navigate(file.toUri().toString());
      assertPlots(shown, plots);
      assertBars(shown);
      assertThat(shown.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
      assertThat(shown.locator("img, iframe, svg[onload]").count()).isZero();
      shown.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(SCREENSHOTS.resolve(name + ".png")));
    }
    assertThat(complaints).isEmpty();
  }

  private static void assertPlots(Page shown, int plots) {
    List<Locator> charts = shown.locator(".chart").all();
    assertThat(charts).hasSize(plots);
    for (Locator chart : charts) {
      assertThat(chart.getAttribute("aria-label")).isNotBlank();
      assertThat(chart.boundingBox().width).isGreaterThan(200);
      assertThat(chart.boundingBox().height).isGreaterThan(200);
      Locator canvas = chart.locator("canvas");
      assertThat(canvas.count()).isEqualTo(1);
      Number coloured = (Number) canvas.evaluate(COLOURED_PIXELS);
      assertThat(coloured.intValue()).as(chart.getAttribute("id")).isGreaterThan(100);
    }
  }

  private static void assertBars(Page shown) {
    List<Locator> bars = shown.locator("td.bar svg").all();
    assertThat(bars).isNotEmpty();
    for (Locator bar : bars) {
      assertThat(bar.boundingBox().width).isGreaterThan(50);
      assertThat(bar.boundingBox().height).isGreaterThan(10);
      assertThat(bar.locator("rect").count()).isEqualTo(1);
    }
    assertThat(shown.locator("td.bar svg path").count()).isPositive();
  }
}
