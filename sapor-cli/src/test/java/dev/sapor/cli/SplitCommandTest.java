package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.data.Interactions;
import dev.sapor.source.InteractionReader;
import dev.sapor.source.ReadOptions;
import dev.sapor.source.TextSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SplitCommandTest {

  @TempDir private Path folder = Path.of("");
  private String ratings = "";

  @BeforeEach
  void write() throws IOException {
    ratings = SampleData.ratings(folder).toString();
  }

  private Path timed() throws IOException {
    List<String> rows = new ArrayList<>();
    int time = 1000;
    for (String row : SampleData.ratingRows()) {
      rows.add(row + "," + time++);
    }
    return SampleData.write(folder.resolve("timed.csv"), "user,item,rating,timestamp", rows);
  }

  private static List<String> rows(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.subList(1, lines.size());
  }

  private static Interactions read(Path file) {
    return InteractionReader.read(TextSource.of(file), ReadOptions.defaults()).interactions();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "random:0.2",
        "leave-last",
        "leave-last:2",
        "sklearn-holdout:0.2",
        "time-quantile:0.8",
        "time:1100"
      })
  void partsAreDisjointAndComplete(String rule) throws IOException {
    String data = timed().toString();
    Path out = folder.resolve("parts");
    JsonNode json = CommandLineRun.json("split", data, "--by", rule, "--out", out.toString());
    List<String> both = new ArrayList<>(rows(out.resolve("train.csv")));
    both.addAll(rows(out.resolve("test.csv")));
    assertThat(both).containsExactlyInAnyOrderElementsOf(rows(Path.of(data)));
    JsonNode parts = json.path("splits").get(0).path("parts");
    assertThat(parts.path("test").path("interactions").asInt())
        .isEqualTo(rows(out.resolve("test.csv")).size());
    assertThat(json.path("splits").get(0).path("leaks").toString())
        .doesNotContain("overlap")
        .doesNotContain("future");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kfold:3", "surprise-kfold:3"})
  void foldsHaveFoldersOfTheirOwn(String rule) throws IOException {
    Path out = folder.resolve("folds");
    CommandLineRun run = CommandLineRun.ok("split", ratings, "--by", rule, "--out", out.toString());
    List<String> tested = new ArrayList<>();
    for (int fold = 1; fold <= 3; fold++) {
      tested.addAll(rows(out.resolve("fold" + fold).resolve("test.csv")));
      assertThat(run.out()).contains("fold" + fold + "/train").contains("fold" + fold + "/test");
    }
    assertThat(tested).containsExactlyInAnyOrderElementsOf(rows(Path.of(ratings)));
    assertThat(run.err()).contains("next: sapor train ").contains("fold1");
  }

  @Test
  void usersAreHeldOutWithAFoldInPart() throws IOException {
    Path out = folder.resolve("users");
    JsonNode json =
        CommandLineRun.json(
            "split", ratings, "--by", "users:12", "--fold-in", "0.5", "--out", out.toString());
    JsonNode parts = json.path("splits").get(0).path("parts");
    assertThat(parts.path("train").path("users").asInt()).isEqualTo(SampleData.USERS - 12);
    assertThat(parts.path("fold-in").path("coldUsers").asInt()).isEqualTo(12);
    List<String> all = new ArrayList<>(rows(out.resolve("train.csv")));
    all.addAll(rows(out.resolve("fold-in.csv")));
    all.addAll(rows(out.resolve("test.csv")));
    assertThat(all).containsExactlyInAnyOrderElementsOf(rows(Path.of(ratings)));
  }

  @Test
  void vaeHasTwoGroupsOfUsers() {
    Path out = folder.resolve("vae");
    JsonNode json =
        CommandLineRun.json("split", ratings, "--by", "vae:10", "--out", out.toString());
    assertThat(json.path("splits").get(0).path("parts").propertyNames())
        .containsExactly("train", "validation-fold-in", "validation", "fold-in", "test");
    assertThat(json.path("notes").toString()).contains("order of rows");
    for (String part : json.path("splits").get(0).path("parts").propertyNames()) {
      assertThat(out.resolve(part + ".csv")).exists();
    }
  }

  /**
   * Ids and values come back bit for bit, whatever is in them; the files do not depend on order.
   */
  @Test
  void idsAndValuesRoundTripWhateverTheOrderOfRows() throws IOException {
    List<String> rows = new ArrayList<>();
    String[] items = {
      "\"a,b\"", "\"say \"\"hi\"\"\"", "x::y::z", "p;q;r", "t|u|v", "\" blank \"", "日本", "007"
    };
    String[] values = {
      "-0.0", "0.1", "3", "1e30", "1.1754944E-38", "16777217", "-2.5", "4.7683716e-7"
    };
    for (int user = 0; user < 9; user++) {
      for (int item = 0; item < items.length; item++) {
        rows.add("u" + user + "," + items[item] + "," + values[(user + item) % values.length]);
      }
    }
    Path data = SampleData.write(folder.resolve("odd.csv"), "user,item,rating", rows);
    Collections.reverse(rows);
    Path reversed = SampleData.write(folder.resolve("odd2.csv"), "user,item,rating", rows);
    Path out = folder.resolve("a");
    Path other = folder.resolve("b");
    CommandLineRun.ok("split", data.toString(), "--by", "random:0.4", "--out", out.toString());
    CommandLineRun.ok(
        "split", reversed.toString(), "--by", "random:0.4", "--out", other.toString());
    for (String part : List.of("train.csv", "test.csv")) {
      assertThat(out.resolve(part)).hasSameBinaryContentAs(other.resolve(part));
    }
    Path whole = folder.resolve("whole.csv");
    List<String> both = new ArrayList<>(Files.readAllLines(out.resolve("train.csv")));
    both.addAll(rows(out.resolve("test.csv")));
    Files.write(whole, both);
    assertThat(read(whole).digest()).isEqualTo(read(data).digest());
    assertThat(read(out.resolve("test.csv")).items().ids()).isNotEmpty();
  }

  @Test
  void leaveLastSaysWhenItGoesByRow() throws IOException {
    String out = folder.resolve("byrow").toString();
    assertThat(CommandLineRun.ok("split", ratings, "--by", "leave-last", "--out", out).out())
        .contains("by the order of rows");
    String other = folder.resolve("bytime").toString();
    assertThat(
            CommandLineRun.ok("split", timed().toString(), "--by", "leave-last", "--out", other)
                .out())
        .doesNotContain("by the order of rows");
  }

  @Test
  void listsAreRead() throws IOException {
    Path lists = Files.writeString(folder.resolve("lists.txt"), "a x y z\nb x y\nc z\n");
    Path out = folder.resolve("lists");
    CommandLineRun.ok(
        "split", lists.toString(), "--lists", "--by", "leave-last", "--out", out.toString());
    assertThat(Files.readAllLines(out.resolve("test.csv")))
        .containsExactly("user,item", "a,z", "b,y");
  }

  @Test
  void aPlantedPairAndAPlantedFutureAreReported() throws IOException {
    Path train =
        SampleData.write(
            folder.resolve("tr.csv"),
            "user,item,rating,timestamp",
            List.of("a,x,3,10", "b,y,4,99", "c,x,1,20"));
    Path test =
        SampleData.write(
            folder.resolve("te.csv"),
            "user,item,rating,timestamp",
            List.of("b,y,4,99", "a,y,2,50", "d,z,1,60"));
    CommandLineRun run =
        CommandLineRun.ok(
            "split", "--train", train.toString(), "--test", test.toString(), "--temporal");
    assertThat(run.out())
        .contains("1 test pair in the training part as well (user b and item y at 99)")
        .contains(
            "1 training interaction later than the first test interaction (user b and item y at 99)")
        .contains("1 user in the test part only (user d)")
        .contains("1 item in the test part only (item z)");
    JsonNode json =
        CommandLineRun.json("split", "--train", train.toString(), "--test", test.toString());
    JsonNode leaks = json.path("splits").get(0).path("leaks");
    assertThat(leaks.get(0).path("leak").asString()).isEqualTo("overlap");
    assertThat(leaks.get(0).path("examples").get(0).path("timestamp").asInt()).isEqualTo(99);
    assertThat(leaks.toString()).doesNotContain("future");
  }

  @Test
  void aSplitIsNotOverwrittenUnlessForced() throws IOException {
    Path out = folder.resolve("twice");
    CommandLineRun.ok("split", ratings, "--by", "random:0.2", "--out", out.toString());
    byte[] before = Files.readAllBytes(out.resolve("test.csv"));
    CommandLineRun again =
        CommandLineRun.of("split", ratings, "--by", "random:0.3", "--out", out.toString());
    assertThat(again.code()).isEqualTo(5);
    assertThat(again.err()).contains("holds a split already (test.csv)").contains("--force");
    assertThat(out.resolve("test.csv")).hasBinaryContent(before);
    CommandLineRun.ok("split", ratings, "--by", "random:0.3", "--out", out.toString(), "--force");
    assertThat(Files.readAllBytes(out.resolve("test.csv"))).isNotEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kfol:5 | did you mean 'kfold'?",
        "something | unknown split rule 'something'",
        "random:2 | needs a share above 0 and below 1",
        "random | needs a share above 0 and below 1",
        "kfold:1 | needs 2 to 100 folds",
        "leave-last:0 | needs a whole number from 1",
        "users:x | needs a whole number from 1",
        "time:soon | needs a number or an ISO-8601 date",
      })
  void rulesThatAreNoneAreRefused(String rule, String message) {
    fails(2, message, "split", ratings, "--by", rule, "--out", folder.resolve("never").toString());
  }

  @Test
  void whatCannotBeCutIsRefusedAndNothingIsLeft() {
    String out = folder.resolve("never").toString();
    fails(3, "needs times, the data have none", "split", ratings, "--by", "time:5", "--out", out);
    fails(3, "cannot be held out of", "split", ratings, "--by", "users:9999", "--out", out);
    fails(3, "cannot be held out of", "split", ratings, "--by", "vae:30", "--out", out);
    fails(2, "takes no seed", "split", ratings, "--by", "leave-last", "--seed", "1", "--out", out);
    fails(
        2,
        "--fold-in applies to users",
        "split",
        ratings,
        "--by",
        "kfold:3",
        "--fold-in",
        ".5",
        "--out",
        out);
    fails(
        2,
        "seed of numpy's generator",
        "split",
        ratings,
        "--by",
        "vae:3",
        "--seed",
        "-1",
        "--out",
        out);
    fails(2, "--by RULE is missing", "split", ratings, "--out", out);
    fails(2, "--out DIR is missing", "split", ratings, "--by", "kfold:3");
    fails(2, "--temporal applies", "split", ratings, "--by", "kfold:3", "--out", out, "--temporal");
    fails(2, "go together", "split", "--train", ratings);
    fails(2, "nothing is cut", "split", "--train", ratings, "--test", ratings, "--by", "kfold:3");
    fails(3, "needs times", "split", "--train", ratings, "--test", ratings, "--temporal");
    fails(
        2,
        "do not apply with --lists",
        "split",
        ratings,
        "--lists",
        "--header",
        "no",
        "--by",
        "kfold:3",
        "--out",
        out);
    fails(3, "there are no rows", "split", ratings, "--lists", "--by", "kfold:3", "--out", out);
  }

  private void fails(int code, String message, String... args) {
    CommandLineRun run = CommandLineRun.of(args);
    assertThat(run.err()).contains(message);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(code);
    assertThat(folder.resolve("never")).doesNotExist();
  }

  /** A folder that cannot be made fails the last files; what was written before goes away too. */
  @Test
  void aFailureInTheMiddleLeavesNothing() throws IOException {
    Path out = Files.createDirectory(folder.resolve("half"));
    Files.writeString(out.resolve("fold3"), "in the way");
    CommandLineRun run =
        CommandLineRun.of("split", ratings, "--by", "kfold:3", "--force", "--out", out.toString());
    assertThat(run.code()).isEqualTo(5);
    assertThat(run.out()).isEmpty();
    try (Stream<Path> left = Files.list(out)) {
      assertThat(left).containsExactly(out.resolve("fold3"));
    }
    assertThat(out.resolve("fold3")).hasContent("in the way");
  }
}
