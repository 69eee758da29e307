package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every failure: its exit code, one line on stderr, nothing on stdout, no file at --out. */
class ErrorLinesTest {

  @TempDir private static Path folder;
  private static Path model = Path.of("");

  @BeforeAll
  static void train() throws IOException {
    model = folder.resolve("model.sapor");
    CommandLineRun.ok("train", SampleData.ratings(folder).toString(), "--out", model.toString());
  }

  private static void fails(int code, String expected, String... args) {
    CommandLineRun run = CommandLineRun.of(args);
    assertThat(run.err()).contains(expected).endsWith("\n");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).doesNotContain("Exception").doesNotContain("dev.sapor");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(code);
  }

  private static void trainFails(int code, String expected, String content, String... more)
      throws IOException {
    Path data = Files.writeString(Files.createTempFile(folder, "data", ".csv"), content);
    Path out = folder.resolve("never.sapor");
    String[] args = new String[4 + more.length];
    args[0] = "train";
    args[1] = data.toString();
    args[2] = "--out";
    args[3] = out.toString();
    System.arraycopy(more, 0, args, 4, more.length);
    fails(code, expected.replace("FILE", data.toString()), args);
    assertThat(out).doesNotExist();
  }

  @Test
  void ratingIsNotANumber() throws IOException {
    trainFails(
        3,
        "sapor: error E_DATA: the rating is not a finite number: FILE:3:3 (got 'NaN'); ",
        "user,item,rating\na,x,3\nb,y,NaN\n");
  }

  @Test
  void optionsOfBiasesNeedBiases() throws IOException {
    trainFails(
        2,
        "sapor: error E_USAGE: --bias-regularization, --bias-kappa and --centred do not apply with"
            + " --no-biases",
        "user,item,rating\na,x,3\nb,y,4\n",
        "--algorithm",
        "sgd",
        "--centred",
        "false",
        "--no-biases");
  }

  @Test
  void columnIsMissing() throws IOException {
    trainFails(
        3,
        "sapor: error E_DATA: no column for the item (found: user, rating): FILE; ",
        "user,rating\na,3\n");
  }

  @Test
  void fileIsEmpty() throws IOException {
    trainFails(3, "sapor: error E_DATA: there are no rows: FILE", "");
  }

  @Test
  void quoteIsNeverClosed() throws IOException {
    trainFails(
        3,
        "sapor: error E_DATA: the quote is never closed: FILE:2:2 ",
        "user,item,rating\na,\"x,3\nb,y,4\n");
  }

  @Test
  void noRatingsForAnAlgorithmThatNeedsThem() throws IOException {
    trainFails(
        3, "the data have no ratings, which sgd needs", "user,item\na,x\n", "--algorithm", "sgd");
  }

  @Test
  void duplicatesAreForbidden() throws IOException {
    trainFails(3, "E_DATA", "user,item,rating\na,x,3\na,x,4\n", "--duplicates", "error");
  }

  @Test
  void dataIsADirectory() {
    fails(5, "sapor: error E_IO: is a directory", "train", folder.toString(), "--out", out());
  }

  @Test
  void dataIsMissing() {
    fails(5, "sapor: error E_IO: no such file: no.csv", "train", "no.csv", "--out", out());
  }

  @Test
  void folderOfTheModelIsMissing() throws IOException {
    String data = SampleData.ratings(folder).toString();
    fails(5, "--out: no such folder: ", "train", data, "--out", folder + "/no/m.sapor");
  }

  @Test
  void modelIsAFolder() throws IOException {
    String data = SampleData.ratings(folder).toString();
    fails(5, "--out: is a folder", "train", data, "--out", folder.toString());
  }

  @Test
  void modelIsMissing() {
    fails(5, "sapor: error E_IO: no such file or folder: 'no.sapor'", "info", "no.sapor");
  }

  @Test
  void userIsUnknown() {
    fails(
        3,
        "sapor: error E_DATA: the model knows no user 'u1x'; did you mean 'u1'",
        "recommend",
        model.toString(),
        "--user",
        "u1x");
  }

  @Test
  void itemIsUnknown() {
    fails(
        3,
        "sapor: error E_DATA: the model knows no item 'nothing like it'; it has ids such as 'i0'",
        "similar",
        model.toString(),
        "--item",
        "nothing like it");
  }

  @Test
  void controlCharactersInArgumentsAreEscaped() {
    fails(
        3,
        "knows no user 'x\\n2026 sapor: all is well\\x1b[2J\\u202e'",
        "recommend",
        model.toString(),
        "--user",
        "x\n2026 sapor: all is well\u001b[2J\u202e");
  }

  @Test
  void modelIsNoModel() throws IOException {
    Path text = Files.writeString(folder.resolve("text.sapor"), "hello");
    fails(4, "sapor: error E_MODEL: ", "verify", text.toString());
    fails(4, "sapor: error E_MODEL: ", "recommend", text.toString(), "--user", "u1");
  }

  @Test
  void modelIsDamaged() throws IOException {
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length / 2] ^= 1;
    Path damaged = Files.write(folder.resolve("damaged.sapor"), bytes);
    for (String command : List.of("verify", "recommend")) {
      String[] args =
          command.equals("verify")
              ? new String[] {command, damaged.toString()}
              : new String[] {command, damaged.toString(), "--user", "u1"};
      fails(4, "sapor: error E_MODEL: ", args);
    }
  }

  @Test
  void modelWithoutHistoryCannotLeaveOutSeenItems() throws IOException {
    String lean = folder.resolve("lean.sapor").toString();
    String data = SampleData.ratings(folder).toString();
    CommandLineRun.ok("train", data, "--out", lean, "--no-history");
    fails(4, "add --include-seen", "recommend", lean, "--user", "u1");
    assertThat(CommandLineRun.of("recommend", lean, "--user", "u1", "--include-seen").code())
        .isZero();
  }

  @Test
  void trainingWouldNotFit() throws IOException {
    trainFails(
        6,
        "sapor: error E_MEMORY: training needs about ",
        "user,item,rating\na,x,3\nb,y,4\n",
        "--max-memory",
        "1k");
  }

  @Test
  void trainingDiverges() throws IOException {
    String rows = String.join("\n", SampleData.ratingRows());
    trainFails(
        7,
        "sapor: error E_TRAINING: training diverged in epoch 1 ",
        "user,item,rating\n" + rows + "\n",
        "--algorithm",
        "sgd",
        "--learning-rate",
        "1000",
        "--no-early-stopping");
  }

  @Test
  void namesOfOtherLibraries() throws IOException {
    String ok = "user,item,rating\na,x,3\nb,y,4\n";
    for (String theirs : OtherNames.all()) {
      String ours = OtherNames.of(theirs).orElseThrow();
      trainFails(2, "'%s', did you mean '%s'?".formatted(theirs, ours), ok, theirs, "3");
    }
    fails(2, "unknown option '--lambda'; run", "info", "model.sapor", "--lambda", "3");
  }

  @Test
  void badOptions() throws IOException {
    String ok = "user,item,rating\na,x,3\nb,y,4\n";
    trainFails(2, "unknown option '--facters', did you mean '--factors'?", ok, "--facters", "3");
    trainFails(2, "'abc' is not an int", ok, "--factors", "abc");
    trainFails(2, "factors must be at least 1 (got 0)", ok, "--factors", "0");
    trainFails(2, "did you mean 'als'?", ok, "--algorithm", "alss");
    trainFails(
        2,
        "--learning-rate does not apply to the algorithm als",
        ok,
        "--algorithm",
        "als",
        "--learning-rate",
        "1");
    trainFails(
        2,
        "--alpha0 does not apply to the algorithm sgd",
        ok,
        "--algorithm",
        "sgd",
        "--alpha0",
        "1");
    trainFails(2, "--momentum does not apply", ok, "--momentum", "0.5");
    trainFails(
        2,
        "--goal predict does not fit --algorithm implicit-als",
        ok,
        "--goal",
        "predict",
        "--algorithm",
        "implicit-als");
    trainFails(2, "--test and --holdout exclude each other", ok, "--test", "x", "--holdout", "0.1");
    trainFails(2, "--holdout must be above 0 and below 1 (got 1.0)", ok, "--holdout", "1");
    trainFails(2, "--patience needs --validation", ok, "--patience", "3");
    trainFails(2, "needs --decay", ok, "--algorithm", "sgd", "--schedule", "inverse");
    trainFails(2, "--max-memory must be an amount", ok, "--max-memory", "much");
    trainFails(2, "--threads must be at least 1", ok, "--threads", "0");
    trainFails(2, "--encoding must be utf-8 or latin1", ok, "--encoding", "ebcdic");
    trainFails(2, "expected strict or skip:N", ok, "--on-bad-row", "skip");
    trainFails(2, "the data are named more than once", ok, "--sql", "SELECT 1");
    trainFails(
        2,
        "--jdbc-query, --jdbc-user and --jdbc-password-file need --jdbc-url",
        ok,
        "--jdbc-user",
        "me");
  }

  @Test
  void reportThatCannotBeWritten() throws IOException {
    String file = model.toString();
    fails(2, "--threads must be at least 1", "report", file, "--threads", "0");
    fails(2, "--slice needs test data", "report", file, "--slice", "activity");
    fails(2, "--user and --no-examples exclude", "report", file, "--user", "a", "--no-examples");
    fails(2, "--out names a file that is read: ", "report", file, "--out", file);
    fails(3, "the model knows no user 'u1x'; did you mean", "report", file, "--user", "u1x");
    fails(5, "no such file or folder: 'no.sapor'", "report", "no.sapor");
    fails(5, "--out: no such folder: ", "report", file, "--out", folder + "/no/r.html");
    Path models = Files.createDirectory(folder.resolve("no models"));
    fails(3, "no model (*.sapor) in the folder: ", "report", models.toString());
    Files.copy(model, models.resolve("good.sapor"));
    fails(
        3, "no model of the folder knows the user 'x'", "report", models.toString(), "--user", "x");
    Files.writeString(models.resolve("text.sapor"), "hello");
    fails(4, "sapor: error E_MODEL: ", "report", models.toString());
    assertThat(models.resolve("report.html")).doesNotExist();
    assertThat(folder.resolve("model.html")).doesNotExist();
  }

  @Test
  void noData() {
    fails(2, "no data given", "train", "--out", out());
  }

  @Test
  void stdinTwice() {
    fails(2, "stdin can be read once only", "train", "-", "--test", "-", "--out", out());
  }

  @Test
  void unknownCommand() {
    fails(2, "unknown command 'trian', did you mean 'train'?; run 'sapor --help'", "trian");
  }

  @Test
  void missingOption() {
    fails(2, "missing required option", "train", "x.csv");
    fails(2, "missing required argument", "recommend", model.toString());
    fails(2, "mutually exclusive", "recommend", model.toString(), "--user", "a", "--all-users");
    fails(2, "--all-users needs --out", "recommend", model.toString(), "--all-users");
    fails(2, "-n must be", "similar", model.toString(), "--item", "i1", "-n", "0");
  }

  @Test
  void textThatIsNotUtf8() throws IOException {
    Path latin = folder.resolve("latin.csv");
    Files.write(latin, "user,item,rating\nJosé,x,3\nb,y,4\n".getBytes(StandardCharsets.ISO_8859_1));
    fails(3, "the bytes are not valid UTF-8: ", "train", latin.toString(), "--out", out());
    String made = folder.resolve("latin.sapor").toString();
    CommandLineRun.ok("train", latin.toString(), "--out", made, "--encoding", "latin1");
    CommandLineRun.ok("predict", made, "--user", "José", "--item", "x");
  }

  @Test
  void debugShowsWhereAnErrorCameFrom() {
    CommandLineRun run = CommandLineRun.of("info", "no.sapor", "--debug");
    assertThat(run.code()).isEqualTo(5);
    assertThat(run.err()).contains("NoSuchFileException").contains("\tat dev.sapor");
  }

  private static String out() {
    return folder.resolve("never.sapor").toString();
  }

  @Test
  void whatIsReadIsNotWrittenOver() throws IOException {
    Path data = SampleData.ratings(Files.createTempDirectory(folder, "kept"));
    byte[] before = Files.readAllBytes(data);
    byte[] modelBefore = Files.readAllBytes(model);
    String refused = "--out names a file that is read: ";
    fails(2, refused, "train", data.toString(), "--out", data.toString());
    fails(
        2,
        refused,
        "train",
        data.toString(),
        "--test",
        model.toString(),
        "--out",
        model.toString());
    String checkpoint = "--checkpoint names a file that is read: ";
    fails(
        2,
        checkpoint,
        "train",
        data.toString(),
        "--out",
        folder.resolve("new.sapor").toString(),
        "--checkpoint",
        data.toString());
    fails(2, refused, "recommend", model.toString(), "--all-users", "--out", model.toString());
    fails(
        2,
        refused,
        "recommend",
        model.toString(),
        "--users",
        data.toString(),
        "--out",
        data.toString());
    fails(
        2,
        refused,
        "predict",
        model.toString(),
        "--pairs",
        data.toString(),
        "--out",
        data.toString());
    assertThat(Files.readAllBytes(data)).isEqualTo(before);
    assertThat(Files.readAllBytes(model)).isEqualTo(modelBefore);
  }

  @Test
  void numbersAreTheSameInEveryLocale() throws IOException {
    Path three =
        Files.writeString(
            Files.createTempFile(folder, "three", ".csv"), "user,item,rating\na,x,3\nb,y,4\n");
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-u-nu-arab"));
      fails(
          3,
          "5 folds of 2 interactions",
          "split",
          three.toString(),
          "--by",
          "surprise-kfold:5",
          "--out",
          folder.resolve("never").toString());
    } finally {
      Locale.setDefault(usual);
    }
  }
}
