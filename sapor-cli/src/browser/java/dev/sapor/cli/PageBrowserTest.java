package dev.sapor.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.sapor.server.SaporServer;
import dev.sapor.server.ServerConfig;
import dev.sapor.server.http.Tokens;
import dev.sapor.server.live.EvaluationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page of {@code sapor serve} on the films of the demo, used as a person would, by mouse and by
 * keyboard, wide and narrow. Nothing is asked of another host and nothing is complained of.
 * Screenshots are left in {@code target/page-screenshots}.
 */
class PageBrowserTest {

  private static final Path SCREENSHOTS = Path.of("target", "page-screenshots");
  private static final String TOKEN = "a-token-for-the-page";

  @TempDir private static Path folder = Path.of("");

  private static Playwright playwright;
  private static Browser browser;
  private static SaporServer server;
  private static SaporServer guarded;

  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void open() throws IOException {
    Files.createDirectories(SCREENSHOTS);
    CommandLineRun.ok("demo", "--out", folder.toString());
    Path model = folder.resolve("recommend.sapor");
    ServerConfig config = ServerConfig.defaults().withAddress("127.0.0.1", 0, false);
    List<EvaluationReport> evaluations =
        List.of(
            evaluate("recommend", "held-out tenth"),
            evaluate("predict", "the other model", "--baselines", "none"));
    server = SaporServer.start(config.withEvaluations(evaluations));
    server.serve("films", model);
    Path tokens = Files.writeString(folder.resolve("tokens"), "read " + TOKEN + "\n");
    guarded = SaporServer.start(config.withAccess(Tokens.read(tokens), null));
    guarded.serve("films", folder.resolve("predict.sapor"));
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

  private static EvaluationReport evaluate(String model, String name, String... more)
      throws IOException {
    List<String> args =
        new ArrayList<>(
            List.of(
                "evaluate",
                folder.resolve(model + ".sapor").toString(),
                "--data",
                folder.resolve("ratings.csv").toString(),
                "--split",
                "random:0.1",
                "--json"));
    args.addAll(List.of(more));
    String json = CommandLineRun.ok(args.toArray(String[]::new)).out();
    return EvaluationReport.read(Files.writeString(folder.resolve(name + ".json"), json));
  }

  @AfterAll
  static void close() throws IOException {
    browser.close();
    playwright.close();
    server.close();
    guarded.close();
  }

  private Page page(SaporServer of, int width, ColorScheme scheme) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme));
    Page page = context.newPage();
    String home = "http://127.0.0.1:" + of.port() + "/";
    page.onConsoleMessage(message -> {
      if (!message.type().equals("log") && !message.text().contains("401")) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    page.onRequest(request -> {
      if (!request.url().startsWith(home)) {
        complaints.add("asked " + request.url());
      }
    });
    page.navigate(home);
    return page;
  }

  private static Locator list(Page page, String name) {
    return page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName(name))
        .getByRole(AriaRole.LISTITEM);
  }

  private static Locator field(Page page, String name) {
    return page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(name));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  private static void assertFits(Page page) {
    assertThat(
            (Boolean)
                page.evaluate(
                    "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .as("nothing is wider than the window")
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 390})
  void somebodyNewPicksFilmsAndTheListFollows(int width) {
    Page page = page(server, width, ColorScheme.LIGHT);
    Locator finder = field(page, "Find something you like");
    finder.pressSequentially("the");
    assertThat(page.getByRole(AriaRole.OPTION)).hasCount(8);
    finder.press("ArrowDown");
    finder.press("Enter");
    assertThat(list(page, "Recommendations")).hasCount(20);
    String before = list(page, "Recommendations").first().textContent();
    finder.pressSequentially("room");
    page.getByRole(AriaRole.OPTION).nth(1).click();
    assertThat(list(page, "What you picked")).hasCount(2);
    assertThat(list(page, "Recommendations").first()).not().hasText(before);
    assertThat(list(page, "Recommendations").first()).containsText("because of");
    assertPopularityAgainstScore(page);
    shoot(page, "taste-" + width);
    String liked = list(page, "Recommendations").first().textContent();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Dislike")))
        .first()
        .click();
    assertThat(list(page, "Recommendations").first()).not().hasText(liked);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Remove")))
        .first()
        .click();
    assertThat(list(page, "What you picked")).hasCount(1);
    assertFits(page);
    assertThat(complaints).isEmpty();
  }

  /** A point for each item of the list and many others, each of which says what it is. */
  private static void assertPopularityAgainstScore(Page page) {
    Locator chart =
        page.getByRole(
            AriaRole.IMG,
            new Page.GetByRoleOptions().setName(Pattern.compile("Score against number")));
    assertThat(chart).isVisible();
    Locator points = chart.locator("circle");
    assertThat(points.nth(100)).isVisible();
    assertThat(points.first().locator("title"))
        .hasText(Pattern.compile(".+: [0-9]+ interactions?, score -?[0-9.]+"));
    // Some are had often and some seldom, some would be liked and some would not.
    Object spread =
        chart.evaluate(
            """
            (svg) => ['cx', 'cy'].every((axis) => new Set(
              [...svg.querySelectorAll('circle')].map((one) => one.getAttribute(axis))).size > 20)\
            """);
    assertThat(spread).isEqualTo(true);
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 390})
  void aUserIsFoundAndItemsLeadToSimilarOnes(int width) {
    Page page = page(server, width, ColorScheme.DARK);
    button(page, "A user of the model").click();
    field(page, "Find a user").pressSequentially("ada.b");
    page.getByRole(AriaRole.OPTION).first().click();
    assertThat(list(page, "Recommendations")).hasCount(20);
    assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("For user ada.b");
    assertPopularityAgainstScore(page);
    shoot(page, "user-dark-" + width);
    list(page, "Recommendations").first().getByRole(AriaRole.BUTTON).click();
    assertThat(list(page, "Similar items")).hasCount(20);
    assertThat(page.locator("#similar")).isVisible();
    assertThat(page.locator("#taste")).isHidden();
    shoot(page, "similar-dark-" + width);
    assertFits(page);
    assertThat(complaints).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 390})
  void theMapPansZoomsAndNamesItems(int width) {
    Page page = page(server, width, ColorScheme.LIGHT);
    page.waitForResponse(
        response -> response.url().contains("/v1/map"),
        () -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Map")).click());
    Locator canvas = page.locator("#map canvas");
    page.waitForTimeout(300);
    byte[] whole = canvas.screenshot();
    shoot(page, "map-" + width);
    button(page, "Zoom in").click();
    assertThat(canvas.screenshot()).isNotEqualTo(whole);
    canvas.focus();
    byte[] zoomed = canvas.screenshot();
    page.keyboard().press("ArrowRight");
    assertThat(canvas.screenshot()).isNotEqualTo(zoomed);
    button(page, "whole map").click();
    field(page, "Find on the map").pressSequentially("the paper");
    page.getByRole(AriaRole.OPTION).first().click();
    assertThat(page.locator("#map .tip")).containsText("interactions");
    shoot(page, "map-found-" + width);
    // What was found stands in the middle.
    canvas.scrollIntoViewIfNeeded();
    var box = canvas.boundingBox();
    page.mouse().click(box.x + box.width / 2, box.y + box.height / 2);
    assertThat(page.locator("#similar")).isVisible();
    assertFits(page);
    assertThat(complaints).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "390, LIGHT", "1280, DARK", "390, DARK"})
  void theModelTellsHowItWasTrainedAndHowGoodItIs(int width, ColorScheme scheme) {
    Page page = page(server, width, scheme);
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Model")).click();
    Locator facts = page.locator("#model dl").first();
    assertThat(facts).containsText("implicit-als");
    assertThat(facts).containsText("all scores are computed");
    assertEvaluation(page);
    assertLearningCurve(page);
    shoot(page, "model-" + (scheme == ColorScheme.DARK ? "dark-" : "") + width);
    assertFits(page);
    assertThat(complaints).isEmpty();
  }

  /** The figures of the served model, and a second table that is marked as of another one. */
  private static void assertEvaluation(Page page) {
    Locator table =
        page.getByRole(
            AriaRole.TABLE, new Page.GetByRoleOptions().setName(Pattern.compile("held-out tenth")));
    assertThat(table).containsText(Pattern.compile("[0-9,]+ test interactions, rankings of"));
    for (String column : List.of("metric", "this model", "95 % interval", "popularity")) {
      assertThat(
              table.getByRole(
                  AriaRole.COLUMNHEADER,
                  new Locator.GetByRoleOptions().setName(column).setExact(true)))
          .isVisible();
    }
    Locator row =
        table
            .getByRole(AriaRole.ROW)
            .filter(
                new Locator.FilterOptions()
                    .setHas(
                        page.getByRole(
                            AriaRole.ROWHEADER,
                            new Page.GetByRoleOptions().setName("NDCG@10").setExact(true))));
    Locator cells = row.getByRole(AriaRole.CELL);
    double value = Double.parseDouble(cells.nth(0).textContent());
    String[] ends = cells.nth(1).textContent().split(" to ", -1);
    assertThat(Double.parseDouble(ends[0])).isLessThan(value);
    assertThat(Double.parseDouble(ends[1])).isGreaterThan(value);
    // Popularity stands to the left of the interval, and the value within it.
    Locator drawing = row.locator("svg.interval");
    assertThat(drawing).isVisible();
    double at = Double.parseDouble(drawing.locator("circle").getAttribute("cx"));
    Locator range = drawing.locator(".range");
    double low = Double.parseDouble(range.getAttribute("x1"));
    assertThat(at).isBetween(low, Double.parseDouble(range.getAttribute("x2")));
    assertThat(Double.parseDouble(drawing.locator(".rule").first().getAttribute("x1")))
        .isLessThan(low);
    assertThat(page.locator("#model .warning")).hasCount(1);
    assertThat(page.locator("#model .warning")).containsText("Of another model");
    Locator other =
        page.getByRole(
            AriaRole.REGION, new Page.GetByRoleOptions().setName("Evaluation the other model"));
    // By keyboard too: a table that is wider than the window is scrolled.
    other.focus();
    assertThat(other).isFocused();
  }

  /** The curve names its values where the mouse is, and the table has the same ones. */
  private static void assertLearningCurve(Page page) {
    Locator plot = page.locator("#model .uplot").first();
    assertThat(plot.locator("canvas")).isVisible();
    assertThat(plot.locator(".u-title")).hasText("Objective");
    Locator epochs =
        page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Epochs"))
            .locator("tbody tr");
    String last = epochs.last().locator("td").first().textContent();
    Locator over = plot.locator(".u-over");
    over.scrollIntoViewIfNeeded();
    var box = over.boundingBox();
    page.mouse().move(box.x + box.width - 2, box.y + box.height / 2);
    assertThat(plot.locator(".u-legend .u-value").first()).hasText(last);
    page.mouse().move(0, 0);
  }

  @Test
  void withoutAnEvaluationThePageSaysHowToGetOne() {
    Page page = page(guarded, 390, ColorScheme.LIGHT);
    page.locator("#token-text").fill(TOKEN);
    page.locator("#token-text").press("Enter");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Model")).click();
    assertThat(page.locator("#model")).containsText("sapor serve --evaluation");
    assertFits(page);
    assertThat(complaints).isEmpty();
  }

  @Test
  void aTokenIsAskedForAndKeptInMemoryOnly() {
    Page page = page(guarded, 1280, ColorScheme.LIGHT);
    Locator field = page.locator("#token-text");
    field.fill(TOKEN);
    shoot(page, "token");
    field.press("Enter");
    assertThat(page.locator("#model-name")).hasText("films");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Model")).click();
    assertThat(page.locator("#model dl").first()).containsText("predicting ratings");
    Object kept =
        page.evaluate(
            "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie,"
                + " location.href])");
    assertThat(String.valueOf(kept)).doesNotContain(TOKEN);
    page.reload();
    assertThat(page.locator("#token-text")).isVisible();
    assertThat(complaints).isEmpty();
  }

  @Test
  void everythingIsReachedByKeyboard() {
    Page page = page(server, 1280, ColorScheme.LIGHT);
    page.keyboard().press("Tab");
    assertThat(page.locator(":focus")).hasText("Skip to the content");
    for (String link : List.of("For you", "Similar items", "Map", "Model")) {
      page.keyboard().press("Tab");
      assertThat(page.locator(":focus")).hasText(link);
    }
    page.keyboard().press("Enter");
    assertThat(page.locator("#model")).isVisible();
    assertThat(complaints).isEmpty();
  }
}
