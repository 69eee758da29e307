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
    server = SaporServer.start(config);
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
    assertThat(page.locator("#taste svg circle").first()).isVisible();
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

  @ParameterizedTest
  @ValueSource(ints = {1280, 390})
  void aUserIsFoundAndItemsLeadToSimilarOnes(int width) {
    Page page = page(server, width, ColorScheme.DARK);
    button(page, "A user of the model").click();
    field(page, "Find a user").pressSequentially("ada.b");
    page.getByRole(AriaRole.OPTION).first().click();
    assertThat(list(page, "Recommendations")).hasCount(20);
    assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("For user ada.b");
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
  @ValueSource(ints = {1280, 390})
  void theModelTellsHowItWasTrained(int width) {
    Page page = page(server, width, ColorScheme.LIGHT);
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Model")).click();
    assertThat(page.locator("#model dl").first()).containsText("implicit-als");
    assertThat(page.locator("#model .uplot canvas").first()).isVisible();
    assertThat(page.locator("#model tbody tr").first()).isVisible();
    shoot(page, "model-" + width);
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
