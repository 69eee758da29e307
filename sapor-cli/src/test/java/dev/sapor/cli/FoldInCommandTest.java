package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.server.feedback.FeedbackEvent;
import dev.sapor.server.feedback.FeedbackLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** recommend --history and its filters, explain, update and forget. */
class FoldInCommandTest {

  @TempDir private Path folder = Path.of("");
  private Path clicks = Path.of("");
  private String recommend = "";
  private String predict = "";

  @BeforeEach
  void train() throws IOException {
    clicks = SampleData.clicks(folder);
    recommend = folder.resolve("recommend.sapor").toString();
    predict = folder.resolve("predict.sapor").toString();
    CommandLineRun.ok("train", clicks.toString(), "--out", recommend, "--factors", "4");
    CommandLineRun.ok("train", SampleData.ratings(folder).toString(), "--out", predict);
  }

  private List<String> itemsOf(String user) throws IOException {
    return Files.readAllLines(clicks).stream()
        .filter(line -> line.startsWith(user + ","))
        .map(line -> line.substring(line.indexOf(',') + 1))
        .toList();
  }

  @Test
  void theHistoryOfAUserGivesThatUsersList() throws IOException {
    List<String> items = itemsOf("u4");
    JsonNode own = CommandLineRun.json("recommend", recommend, "--user", "u4");
    JsonNode listed =
        CommandLineRun.json("recommend", recommend, "--history", String.join(",", items));
    assertThat(listed.path("items")).isEqualTo(own.path("items"));

    Path file = Files.write(folder.resolve("history.txt"), items);
    JsonNode fromFile = CommandLineRun.json("recommend", recommend, "--history", file.toString());
    assertThat(fromFile.path("items")).isEqualTo(own.path("items"));
  }

  @Test
  void dislikesPushAnItemAndItsLikeDown() {
    for (String dislike : List.of("i8:-", "i8:1,i9:5")) {
      List<String> before = ids("i2,i4:5,i6:5");
      List<String> after = ids("i2,i4:5,i6:5," + dislike);
      assertThat(mean(after)).isGreaterThan(mean(before));
    }
  }

  private List<String> ids(String history) {
    List<String> ids = new ArrayList<>();
    CommandLineRun.json("recommend", recommend, "--history", history, "-n", "100", "--include-seen")
        .path("items")
        .forEach(item -> ids.add(item.path("item").asString()));
    return ids;
  }

  /** Mean place of the items that are like i8. */
  private static double mean(List<String> ids) {
    return ids.stream()
        .filter(id -> Integer.parseInt(id.substring(1)) % 2 == 0)
        .mapToInt(ids::indexOf)
        .average()
        .orElseThrow();
  }

  @Test
  void ratingsCountInAModelOfRatings() {
    String history = "i2:5,i3:1";
    JsonNode items =
        CommandLineRun.json("recommend", predict, "--history", history, "-n", "3").path("items");
    assertThat(items.size()).isEqualTo(3);
    assertThat(CommandLineRun.ok("recommend", predict, "--history", history).out())
        .contains("for somebody with 2 items:");
  }

  @Test
  void aHistoryThatIsWrongIsRefused() {
    assertThat(CommandLineRun.of("recommend", recommend, "--history", "nobody").err())
        .contains("the model knows no item 'nobody'");
    assertThat(CommandLineRun.of("recommend", recommend, "--history", "i1,i1").err())
        .contains("names item 'i1' twice");
    assertThat(CommandLineRun.of("recommend", recommend, "--history", "i1,,i2").err())
        .contains("an item is empty");
    assertThat(CommandLineRun.of("recommend", recommend, "--history", "i1:1e99").err())
        .contains("a value must be a number");
  }

  @Test
  void listsKeepToWhatIsAllowed() throws IOException {
    Path few =
        Files.write(folder.resolve("few.txt"), List.of("i2", "i4", "i6", "i8", "unheard-of"));
    Path one = Files.write(folder.resolve("one.txt"), List.of("i4"));
    CommandLineRun run =
        CommandLineRun.ok(
            "recommend",
            recommend,
            "--user",
            "u4",
            "--include-seen",
            "--allow",
            few.toString(),
            "--deny",
            one.toString(),
            "--json");
    assertThat(run.err()).contains("1 of 5 items in --allow: the model does not know them");
    List<String> ids = new ArrayList<>();
    run.json().path("items").forEach(item -> ids.add(item.path("item").asString()));
    assertThat(ids).containsExactlyInAnyOrder("i2", "i6", "i8");

    Path titles =
        Files.writeString(folder.resolve("t.csv"), "item,year\ni2,1990\ni4,2001\ni6,2002\n");
    String query = "SELECT item FROM '%s' WHERE year > 2000".formatted(titles);
    List<String> recent = new ArrayList<>();
    CommandLineRun.json(
            "recommend", recommend, "--user", "u4", "--include-seen", "--allow-sql", query)
        .path("items")
        .forEach(item -> recent.add(item.path("item").asString()));
    assertThat(recent).containsExactlyInAnyOrder("i4", "i6");
    JsonNode others =
        CommandLineRun.json(
            "recommend",
            recommend,
            "--user",
            "u4",
            "--include-seen",
            "-n",
            "100",
            "--deny-sql",
            query);
    assertThat(others.path("items").size()).isEqualTo(SampleData.ITEMS - 2);
    assertThat(
            CommandLineRun.of("recommend", recommend, "--user", "u4", "--allow-sql", "SELECT 1")
                .code())
        .isEqualTo(3);
    assertThat(
            CommandLineRun.of("recommend", recommend, "--user", "u4", "--allow", "nowhere.txt")
                .code())
        .isEqualTo(5);
  }

  @Test
  void theWayRowsAreSolvedIsAnOptionAndIsRecorded() {
    String model = folder.resolve("cg.sapor").toString();
    String[] train = {"train", clicks.toString(), "--out", model, "--factors", "4", "--solver"};
    CommandLineRun.ok(with(train, "cg", "--cg-steps", "2"));
    JsonNode parameters = CommandLineRun.json("info", model).path("parameters");
    assertThat(parameters.path("solver").asString()).isEqualTo("cg");
    assertThat(parameters.path("cg-steps").asString()).isEqualTo("2");
    CommandLineRun.ok(with(train, "auto"));
    assertThat(CommandLineRun.json("info", model).path("parameters").path("solver").asString())
        .isEqualTo("cholesky");
    assertThat(CommandLineRun.of(with(train, "lu")).err()).contains("auto, cholesky, cg");
    assertThat(
            CommandLineRun.of(
                    "train",
                    clicks.toString(),
                    "--algorithm",
                    "als",
                    "--solver",
                    "cg",
                    "--out",
                    model)
                .err())
        .contains("--solver does not apply to the algorithm als");
  }

  private static String[] with(String[] words, String... more) {
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }

  @Test
  void partsOfAScoreAddUp() {
    for (String model : List.of(recommend, predict)) {
      JsonNode json = CommandLineRun.json("explain", model, "--user", "u4", "--item", "i7");
      double sum = 0;
      for (JsonNode term : json.path("terms")) {
        sum += term.path("value").asDouble();
      }
      for (JsonNode part : json.path("contributions")) {
        sum += part.path("contribution").asDouble();
      }
      assertThat(json.path("contributions").size()).isPositive();
      assertThat(sum).isCloseTo(json.path("score").asDouble(), within(1e-5));
    }
    String text =
        CommandLineRun.ok("explain", predict, "--user", "u4", "--item", "i7", "-n", "2").out();
    assertThat(text)
        .contains("score of user u4 for item i7")
        .contains("mean")
        .contains("other part");
  }

  @Test
  void newInteractionsAreAddedWithoutTrainingAgain() throws IOException {
    Path today =
        Files.writeString(folder.resolve("today.csv"), "user,item\nnobody-yet,i2\nnobody-yet,i4\n");
    String updated = folder.resolve("updated.sapor").toString();
    JsonNode json =
        CommandLineRun.json("update", recommend, "--with", today.toString(), "--out", updated);
    assertThat(json.path("newUsers").asInt()).isEqualTo(1);
    assertThat(json.path("newItems").asInt()).isZero();
    CommandLineRun.ok("verify", updated);
    assertThat(CommandLineRun.json("recommend", updated, "--user", "nobody-yet").path("items"))
        .isEqualTo(CommandLineRun.json("recommend", updated, "--history", "i2,i4").path("items"));
    assertThat(
            CommandLineRun.of("update", recommend, "--with", today.toString(), "--out", recommend)
                .code())
        .isEqualTo(2);
  }

  @Test
  void theFeedbackOfAServerIsPutIntoTheModel() throws IOException {
    Path log = folder.resolve("feedback.log");
    String id;
    try (FeedbackLog open = FeedbackLog.open(log)) {
      id = open.id();
      for (String item : List.of("i2", "i4")) {
        open.add(
            List.of(new FeedbackEvent(0, item, "by-server", item, OptionalDouble.empty(), false)));
      }
    }
    String updated = folder.resolve("fed.sapor").toString();
    JsonNode json =
        CommandLineRun.json("update", recommend, "--feedback", log.toString(), "--out", updated);
    assertThat(json.path("interactions").asInt()).isEqualTo(2);
    assertThat(json.path("newUsers").asInt()).isEqualTo(1);
    assertThat(CommandLineRun.json("info", updated).toString())
        .contains("\"feedback-log\":\"" + id + "\"")
        .contains("\"feedback-through\":\"2\"");
    assertThat(CommandLineRun.json("recommend", updated, "--user", "by-server").path("items"))
        .isEqualTo(CommandLineRun.json("recommend", updated, "--history", "i2,i4").path("items"));
    assertThat(CommandLineRun.of("update", recommend, "--out", updated).err())
        .contains("give --with DATA, --feedback LOG or both");
    CommandLineRun wrong =
        CommandLineRun.of("update", recommend, "--feedback", clicks.toString(), "--out", updated);
    assertThat(wrong.code()).isNotZero();
    assertThat(wrong.err()).contains(clicks.getFileName() + " is damaged");
  }

  @Test
  void nothingOfAForgottenUserIsLeft() throws IOException {
    Path named = folder.resolve("named.csv");
    Files.writeString(named, Files.readString(clicks).replace("\nu4,", "\nsecret-person-4,"));
    String with = folder.resolve("with.sapor").toString();
    String without = folder.resolve("without.sapor").toString();
    CommandLineRun.ok("train", named.toString(), "--out", with, "--factors", "4");
    assertThat(Files.readString(Path.of(with), StandardCharsets.ISO_8859_1))
        .contains("secret-person-4");
    CommandLineRun.ok("forget", with, "--user", "secret-person-4", "--out", without);

    assertThat(Files.readString(Path.of(without), StandardCharsets.ISO_8859_1))
        .doesNotContain("secret-person-4");
    assertThat(
            CommandLineRun.json("verify", without, "--without", "secret-person-4")
                .path("absent")
                .asBoolean())
        .isTrue();
    CommandLineRun present = CommandLineRun.of("verify", with, "--without", "secret-person-4");
    assertThat(present.code()).isEqualTo(1);
    assertThat(CommandLineRun.json("info", without).path("users").asInt())
        .isEqualTo(SampleData.USERS - 1);
    for (String user : List.of("u3", "u5")) {
      assertThat(CommandLineRun.json("recommend", without, "--user", user).path("items"))
          .isEqualTo(CommandLineRun.json("recommend", with, "--user", user).path("items"));
    }
    assertThat(
            CommandLineRun.of("forget", with, "--user", "u3", "--user", "nobody", "--out", without)
                .err())
        .contains("the model knows no user 'nobody'");
    assertThat(CommandLineRun.of("forget", with, "--user", "u3", "--out", with).err())
        .contains("--out");
  }
}
