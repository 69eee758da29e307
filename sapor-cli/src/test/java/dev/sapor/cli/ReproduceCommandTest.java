package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Terminal;
import dev.sapor.cli.reproduce.PublishedRow;
import dev.sapor.cli.reproduce.PublishedRows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ReproduceCommandTest {

  private static final Path PUBLIC = Path.of("..", "..", "shared", "data");

  @TempDir private Path root;

  @Test
  void theListNamesEveryRow() {
    CommandLineRun run = CommandLineRun.ok("reproduce", "--list");
    JsonNode json = CommandLineRun.json("reproduce", "--list");
    assertThat(json.size()).isEqualTo(PublishedRows.all().size());
    for (PublishedRow row : PublishedRows.all()) {
      assertThat(run.out()).contains(row.name()).contains(row.source());
    }
  }

  @Test
  void everyRowRunsOnAStandInAndSaysThatItsFiguresAreOthers() throws IOException {
    standIns();
    CommandLineRun run =
        CommandLineRun.of("reproduce", "--all", "--data", root.toString(), "--json");
    assertThat(run.code()).as(run.err()).isEqualTo(1);
    JsonNode json = run.json();
    assertThat(json.size()).isEqualTo(PublishedRows.all().size());
    boolean anyFailed = false;
    for (JsonNode row : json) {
      assertThat(row.path("published").size()).isEqualTo(row.path("ours").size());
      for (String metric : row.path("ours").propertyNames()) {
        assertThat(row.path("ours").path(metric).asDouble()).isBetween(0.0, 5.0);
        assertThat(row.path("interval").path(metric).get(0).asDouble())
            .isLessThanOrEqualTo(row.path("ours").path(metric).asDouble());
        assertThat(row.path("band").path(metric).size()).isEqualTo(2);
        if (row.path("protocol").asString().contains("seeds 42, 1, 2")) {
          assertThat(row.path("runs").path(metric).size()).isIn(3, 3 * 5);
        }
      }
      assertThat(row.path("name").asString()).startsWith(row.path("data").asString());
      assertThat(row.path("protocol").asString()).isNotBlank();
      anyFailed |= !row.path("passed").asBoolean();
    }
    assertThat(anyFailed).isTrue();
  }

  @Test
  void figuresDoNotDependOnTheNumberOfThreads() throws IOException {
    standIns();
    for (String row : List.of("ncf-ml-1m-ease", "gowalla-item-knn", "ml-100k-surprise-baseline")) {
      assertThat(figures(row, "3")).isEqualTo(figures(row, "1"));
    }
  }

  private String figures(String row, String threads) {
    CommandLineRun run =
        CommandLineRun.of(
            "reproduce", row, "--data", root.toString(), "--threads", threads, "--json");
    assertThat(run.json().get(0).path("ours").isObject()).isTrue();
    return run.out().replaceAll("\"seconds\":[0-9.E-]+", "");
  }

  @Test
  void aFigureOutsideItsBandIsPrintedAndExitsWithOne() throws IOException {
    standIns();
    CommandLineRun run =
        CommandLineRun.of("reproduce", "ml-1m-surprise-baseline", "--data", root.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("ml-1m-surprise-baseline")
        .contains("0.9090")
        .contains("FAILED")
        .contains("README of Surprise");
    assertThat(run.err()).doesNotContain("error");
  }

  @Test
  void rowsWithoutDataAreSkippedByAll() throws IOException {
    ratings("ml-100k/u.data", "\t");
    CommandLineRun run =
        CommandLineRun.of("reproduce", "--all", "--data", root.toString(), "--json");
    assertThat(run.json().size()).isEqualTo(1);
    assertThat(run.err())
        .contains("skipped gowalla-item-knn: no gowalla in " + root)
        .contains("skipped ncf-ml-1m-ease")
        .contains("skipped ml-100k-u3-bayes")
        .doesNotContain("skipped ml-100k-surprise");
  }

  @Test
  void missingDataIsAnErrorThatSaysHowToGetIt() {
    String folder = root.toString();
    fails(
        5,
        "no u.data in "
            + root.resolve("ml-100k")
            + "; put them there, or let --download fetch"
            + " them from files.grouplens.org",
        "ml-100k-surprise-baseline",
        "--data",
        folder);
    fails(5, "no published checksum", "ncf-ml-1m-ease", "--data", folder);
    fails(5, "no published checksum", "ncf-ml-1m-ease", "--data", folder, "--download");
    fails(5, "no data of any row in '" + folder + "'", "--all", "--data", folder);
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void aPersonIsAskedBeforeAnythingIsFetched() {
    for (String answer : List.of("n\n", "\n", "")) {
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      Console console =
          new Console(
              new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)),
              OutputStream.nullOutputStream(),
              err,
              Terminal.NONE,
              new Terminal(true, false, 80));
      ExitCode code =
          new CommandRunner(new CommandContext(console, new StopRequest(), Map.of()))
              .run("reproduce", "ml-100k-surprise-baseline", "--data", root.toString());
      assertThat(code).isEqualTo(ExitCode.ENVIRONMENT);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .contains("fetch it from files.grouplens.org? [y/N]")
          .contains("error E_IO: no u.data in ");
    }
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void wrongCommandLinesAreRefused() {
    fails(2, "name one row, or give --all or --list");
    fails(2, "name one row, or give --all or --list", "gowalla-item-knn", "--all");
    fails(2, "no row 'gowalla-itemknn', did you mean 'gowalla-item-knn'?", "gowalla-itemknn");
    fails(2, "--threads must be at least 1 (got 0)", "--all", "--threads", "0");
    fails(2, "--mirror needs --download", "--all", "--mirror", "http://localhost:1/");
    fails(2, "the address of a server", "--all", "--download", "--mirror", "nowhere");
  }

  @Test
  void damagedDataIsAnErrorWithItsPlace() throws IOException {
    standIns();
    Path file = root.resolve("ncf-ml-1m/ml-1m.test.negative");
    Files.writeString(file, "(u1,i1)\ti2\nu2\ti3\n");
    fails(
        3,
        "expected (user,item) and then items between tabs: " + file + ":2",
        "ncf-ml-1m-popularity",
        "--data",
        root.toString());
    ratings("ml-100k/u.data", ";");
    fails(3, "E_DATA", "ml-100k-surprise-baseline", "--data", root.toString());
  }

  @Test
  void aDownloadWithOtherBytesFailsAndLeavesNothing() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 3);
          exchange.getResponseBody().write(new byte[] {1, 2, 3});
          exchange.close();
        });
    server.start();
    try {
      fails(
          5,
          "/datasets/movielens/ml-100k.zip has other bytes than were published",
          "ml-100k-surprise-baseline",
          "--data",
          root.toString(),
          "--download",
          "--mirror",
          "http://127.0.0.1:" + server.getAddress().getPort() + "/");
    } finally {
      server.stop(0);
    }
    assertThat(root).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ncf-ml-1m-popularity",
        "ml-100k-surprise-baseline",
        "ml-1m-surprise-baseline",
      })
  void quickRowsPassOnTheRealData(String name) {
    String data = PublishedRows.named(name).orElseThrow().data().folder();
    if (!Files.exists(PUBLIC.resolve(data))) {
      System.out.println("skipped: ../shared/data/" + data + " is not there");
    }
    assumeTrue(Files.exists(PUBLIC.resolve(data)), "../shared/data/" + data + " is not there");
    CommandLineRun run = CommandLineRun.of("reproduce", name, "--data", PUBLIC.toString());
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("passed").doesNotContain("FAILED");
  }

  private static void fails(int code, String expected, String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "reproduce";
    System.arraycopy(args, 0, all, 1, args.length);
    CommandLineRun run = CommandLineRun.of(all);
    assertThat(run.err()).contains(expected);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(code);
  }

  /** Small data in the places and forms of the real ones. */
  private void standIns() throws IOException {
    ratings("ml-100k/u.data", "\t");
    ratings("ml-100k/u1.base", "\t");
    ratings("ml-100k/u1.test", "\t");
    write("ml-100k/u.item", "i1|Toy Story (1995)|01-Jan-1995||http://x" + "|0".repeat(18) + "|1\n");
    write("ml-100k/u.user", "u1|24|M|technician|85711\nu2|7|F|other|T8H1N\n");
    ratings("ml-100k/u3.base", "\t");
    ratings("ml-100k/u3.test", "\t");
    ratings("ml-1m/ratings.dat", "::");
    ratings("ncf-ml-1m/ml-1m.train.rating", "\t");
    StringBuilder test = new StringBuilder();
    StringBuilder negatives = new StringBuilder();
    StringBuilder trainLists = new StringBuilder();
    StringBuilder testLists = new StringBuilder();
    for (int user = 0; user < 40; user++) {
      test.append("u").append(user).append("\ti").append(user % 25).append("\t5\t0\n");
      negatives.append("(u").append(user).append(",i").append(user % 25).append(")");
      for (int k = 1; k < 15; k++) {
        negatives.append("\ti").append((user + k) % 25);
      }
      negatives.append("\n");
      trainLists.append(user);
      testLists.append(user).append(" ").append((user * 3 + 1) % 25).append("\n");
      for (int k = 0; k < 6; k++) {
        trainLists.append(" ").append((user * 3 + 2 + k * k) % 25);
      }
      trainLists.append("\n");
    }
    write("ncf-ml-1m/ml-1m.test.rating", test.toString());
    write("ncf-ml-1m/ml-1m.test.negative", negatives.toString());
    write("gowalla/train.txt", trainLists.toString());
    write("gowalla/test.txt", testLists.toString());
  }

  private void ratings(String file, String delimiter) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int user = 0; user < 40; user++) {
      for (int item = 0; item < 25; item++) {
        // Never the item that is held out below.
        if ((user * 7 + item * 5) % 4 == 0 && item != user % 25) {
          rows.append("u").append(user).append(delimiter).append("i").append(item);
          rows.append(delimiter).append(1 + (user + item * 3) % 5);
          rows.append(delimiter).append(1000 + item).append("\n");
        }
      }
    }
    write(file, rows.toString());
  }

  private void write(String file, String content) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}
