package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The page of {@code sapor report}: what is on it, and when it is written. */
class ReportCommandTest {

  @TempDir private static Path folder;
  private static Path models = Path.of("");
  private static String model = "";
  private static String ratings = "";

  @BeforeAll
  static void train() throws IOException {
    ratings = SampleData.testPart(folder).toString();
    models = Files.createDirectory(folder.resolve("models"));
    model = models.resolve("a-predict.sapor").toString();
    String train = SampleData.trainingPart(folder).toString();
    String titles = SampleData.titles(folder).toString();
    CommandLineRun.ok("train", train, "--items", titles, "--out", model);
    CommandLineRun.ok(
        "train", train, "--goal", "recommend", "--out", models.resolve("b-rank.sapor").toString());
  }

  private static String page(String... args) throws IOException {
    Path file = Files.createTempDirectory(folder, "page").resolve("page.html");
    String[] all = new String[args.length + 3];
    all[0] = "report";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "--out";
    all[args.length + 2] = file.toString();
    CommandLineRun.ok(all);
    return Files.readString(file);
  }

  private static int count(String text, String part) {
    Matcher matcher = Pattern.compile(Pattern.quote(part)).matcher(text);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  @Test
  void saysAllOfAModelOnTestData() throws IOException {
    String page = page(model, "--test", ratings, "--slice", "activity,popularity");
    assertThat(page)
        .contains("<h2 id=\"model-1-name\">a-predict.sapor</h2>")
        .contains("Metrics beside simple rules", "RMSE, lower is better", "global mean")
        .contains("RMSE by activity, lower is better", "NDCG@10 by popularity, higher is better")
        .contains("Objective by epoch", "Error by epoch", "Norms of user factors")
        .contains("Norms of item factors", "Popularity against score")
        .contains("Had in training", "Recommended", "Title, no. ")
        .contains("Parameters and preparation", "data digest");
    assertThat(count(page, "class=\"chart\" id=")).isEqualTo(5);
    assertThat(count(page, "<svg")).isEqualTo(count(page, "<td class=\"bar\">")).isPositive();
    assertThat(count(page, "aria-label=\"Objective by epoch. objective from ")).isOne();
    assertThat(count(page, "<table")).isEqualTo(count(page, "<caption>"));
  }

  @Test
  void needsNothingBesideItself() throws IOException {
    String page = page(models.toString(), "--test", ratings);
    String withoutLicences = page.replaceAll("(?s)/\\*.*?\\*/", "");
    assertThat(withoutLicences).doesNotContainPattern("(?i)https?:|//[a-z]+\\.|url\\(|@import");
    assertThat(withoutLicences)
        .doesNotContainPattern("(?i)<(link|img|iframe|object|embed|base)\\b");
    assertThat(withoutLicences).doesNotContainPattern("\\ssrc\\s*=\\s*[\"']");
    assertThat(withoutLicences).doesNotContainPattern("href\\s*=\\s*\"[^#]");
    assertThat(page).contains("Copyright (c)").contains("MIT");
  }

  @Test
  void sameModelAndDataGiveTheSameBytes() throws IOException {
    String first = page(model, "--test", ratings, "--slice", "activity", "--threads", "1");
    assertThat(page(model, "--test", ratings, "--slice", "activity", "--threads", "3"))
        .isEqualTo(first);
  }

  @Test
  void withoutTestDataThereAreNoFigures() throws IOException {
    assertThat(page(model))
        .doesNotContain("On test data", "95 % interval")
        .contains("Popularity against score", "Recommended");
  }

  @Test
  void aFolderIsComparedWithItsFirstModel() throws IOException {
    String page = page(models.toString(), "--test", ratings);
    assertThat(page)
        .contains("Models in models", "NDCG@10 by model")
        .contains("Paired differences from a-predict.sapor, user by user")
        .contains("<a href=\"#model-2\">b-rank.sapor</a>");
    assertThat(count(page, "<section id=\"model-")).isEqualTo(2);
  }

  @Test
  void countsWhoWasJudged() throws IOException {
    // Every fifth row is not in training.
    List<String> rows = SampleData.ratingRows();
    Path test =
        SampleData.write(
            folder.resolve("new.csv"),
            "user,item,rating",
            List.of(rows.get(0), rows.get(100), "nobody,i3,5", "u2,nothing,3"));
    assertThat(page(model, "--test", test.toString(), "--metrics", "rmse,hr@5"))
        .doesNotContain("Leak:")
        .contains("users new to the model</th><td class=\"number\">1<")
        .contains("items new to the model</th><td class=\"number\">1<")
        .contains("interactions of a new user or item</th><td class=\"number\">2<")
        .contains("users whose rankings were judged</th><td class=\"number\">3<")
        .contains("new users left out of rankings</th><td class=\"number\">1<");
  }

  @Test
  void testPairsOfTheTrainingDataAreToldWithoutNames() throws IOException {
    String train = folder.resolve("train.csv").toString();
    String page = page(model, "--test", train, "--no-examples");
    assertThat(page).contains("<li>Leak: 632 test pairs in the training part as well; these ");
    assertThat(page).doesNotContainPattern("user u\\d");
    assertThat(page(model, "--test", ratings)).doesNotContain("Leak:");
    JsonNode json =
        CommandLineRun.json(
            "report", model, "--test", train, "--out", folder.resolve("leak.html").toString());
    assertThat(json.at("/models/0/leaks/0/leak").asString()).isEqualTo("overlap");
  }

  @Test
  void aFailureLeavesThePageThatWasThere() throws IOException {
    Path there = Files.writeString(folder.resolve("there.html"), "mine");
    Path bad = Files.writeString(folder.resolve("bad.csv"), "user,item,rating\nu1,i1,much\n");
    CommandLineRun run =
        CommandLineRun.of("report", model, "--test", bad.toString(), "--out", there.toString());
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(there).hasContent("mine");
  }

  @Test
  void hostileIdsAndTitlesAreInert() throws IOException {
    String hostile = folder.resolve("hostile.sapor").toString();
    String data = HostileData.ratings(folder).toString();
    String titles = HostileData.titles(folder).toString();
    CommandLineRun.ok("train", data, "--items", titles, "--out", hostile);
    String page = page(hostile, "--test", data, "--slice", "item:genres", "--items", titles);
    String plain = page("--no-examples", model);
    for (String tag : new String[] {"<script", "</script", "<!--", "<img", "<iframe", "<style"}) {
      assertThat(count(page, tag)).as(tag).isEqualTo(count(plain, tag));
    }
    assertThat(page)
        .contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;")
        .doesNotContain("<svg onload", "\u202e", "\u2028");
  }

  @Test
  void chosenUsersAreShownAndNoneIfNoneIsWanted() throws IOException {
    String page = page(model, "--user", "u7", "--user", "u3");
    assertThat(page.indexOf("<h4>User u7,")).isPositive().isLessThan(page.indexOf("<h4>User u3,"));
    assertThat(count(page, "<h4>User ")).isEqualTo(2);
    assertThat(page(model, "--no-examples")).doesNotContain("<h4>User ", "Example recommendations");
  }

  @Test
  void modelWithoutHistoryHasAPageToo() throws IOException {
    String lean = folder.resolve("lean.sapor").toString();
    CommandLineRun.ok("train", ratings, "--out", lean, "--no-history");
    assertThat(page(lean, "--test", ratings, "--slice", "activity"))
        .contains("RMSE, lower is better", "keeps no history", "Recommended")
        .doesNotContain("NDCG@10", "Had in training");
  }

  @Test
  void replacesOnlyWhatWasNamedOrForced() throws IOException {
    Path copy = Files.copy(Path.of(model), folder.resolve("copy.sapor"));
    Path usual = folder.resolve("copy.html");
    CommandLineRun.ok("report", copy.toString());
    assertThat(usual).content().startsWith("<!DOCTYPE html>");
    Files.writeString(usual, "mine");
    CommandLineRun refused = CommandLineRun.of("report", copy.toString());
    assertThat(refused.code()).isEqualTo(5);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("exists already: ", "add --force").hasLineCount(1);
    assertThat(usual).hasContent("mine");
    CommandLineRun.ok("report", copy.toString(), "--force");
    assertThat(usual).content().startsWith("<!DOCTYPE html>");
    Files.writeString(usual, "mine");
    CommandLineRun.ok("report", copy.toString(), "--out", usual.toString());
    assertThat(usual).content().startsWith("<!DOCTYPE html>");
  }

  @Test
  void jsonHoldsTheSameData() throws IOException {
    Path file = folder.resolve("json.html");
    JsonNode json =
        CommandLineRun.json(
            "report", model, "--test", ratings, "--slice", "activity", "--out", file.toString());
    assertThat(json.get("report").asString()).isEqualTo(file.toString());
    assertThat(json.get("bytes").asLong()).isEqualTo(Files.size(file));
    JsonNode one = json.at("/models/0");
    JsonNode evaluated = CommandLineRun.json("evaluate", model, "--test", ratings);
    assertThat(one.at("/test/figures")).isEqualTo(evaluated.get("figures"));
    assertThat(one.get("baselines")).isEqualTo(evaluated.get("baselines"));
    assertThat(one.get("slices").size()).isPositive();
    assertThat(one.get("charts").size()).isEqualTo(5);
    assertThat(one.at("/examples/0/recommended").size()).isPositive();
  }
}
