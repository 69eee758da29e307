package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.cli.console.Progress;
import dev.sapor.cli.reproduce.DataFolder;
import dev.sapor.cli.reproduce.Downloader;
import dev.sapor.cli.reproduce.PublishedData;
import dev.sapor.cli.reproduce.PublishedRow;
import dev.sapor.cli.reproduce.PublishedRows;
import dev.sapor.cli.reproduce.ReproduceException;
import dev.sapor.cli.reproduce.RowResult;
import dev.sapor.cli.reproduce.Workplace;
import dev.sapor.linalg.Parallel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sapor reproduce}: published figures, computed again. */
@Command(
    name = "reproduce",
    customSynopsis = "sapor reproduce NAME | --all | --list [--data DIR] [OPTIONS]",
    description = {
      "Compute the figures of a published table again, from data that you have.",
      "",
      "Prints the published figure, ours, its 95 %% interval and the protocol. The exit code is 1"
          + " when a figure of ours lies outside the band that is fixed beside its source."
    },
    footer = {
      "",
      "Examples:",
      "  sapor reproduce --list",
      "  sapor reproduce gowalla-item-knn --data data",
      "  sapor reproduce ml-100k-surprise-baseline --data data --download",
      "  sapor reproduce --all --data data --json"
    })
final class ReproduceCommand extends SaporCommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Which row; --list names them.")
  private @Nullable String name;

  @Option(names = "--list", order = 1, description = "Name the rows that can be computed.")
  private boolean list;

  @Option(names = "--all", order = 2, description = "Compute every row whose data is at hand.")
  private boolean all;

  @Option(
      names = "--data",
      order = 3,
      paramLabel = "DIR",
      description = "The folder that holds a folder for each data set. Default: data.")
  private Path data = Path.of("data");

  @Option(
      names = "--download",
      order = 4,
      description =
          "Fetch data that is not there from the site of its publisher; mind its terms of use.")
  private boolean download;

  @Option(
      names = "--mirror",
      order = 5,
      paramLabel = "URI",
      description = "Fetch from this server instead, from the same paths.")
  private @Nullable URI mirror;

  @Mixin private final ThreadsOption threads = new ThreadsOption();

  ReproduceCommand(CommandContext context) {
    super(context);
  }

  @Override
  Report execute() throws IOException {
    check();
    if (list) {
      return new ReproduceList(PublishedRows.all());
    }
    DataFolder folder = new DataFolder(data);
    try {
      return all ? computeAll(folder) : computeNamed(folder);
    } catch (ReproduceException e) {
      throw new CommandException(code(e), String.valueOf(e.getMessage()));
    }
  }

  private void check() {
    int asked = (name == null ? 0 : 1) + (list ? 1 : 0) + (all ? 1 : 0);
    if (asked != 1) {
      throw CommandException.usage("name one row, or give --all or --list");
    }
    threads.check();
    if (mirror != null && (!download || mirror.getHost() == null)) {
      throw CommandException.usage(
          "--mirror needs --download and the address of a server (got '" + mirror + "')");
    }
  }

  private static ExitCode code(ReproduceException e) {
    return switch (e.kind()) {
      case MISSING, DOWNLOAD -> ExitCode.ENVIRONMENT;
      case DATA -> ExitCode.DATA;
      case MEMORY -> ExitCode.LIMITS;
    };
  }

  private Report computeNamed(DataFolder folder) throws IOException {
    String wanted = name == null ? "" : name;
    PublishedRow row = PublishedRows.named(wanted).orElseThrow(() -> unknown(wanted));
    if (!folder.has(row.data()) && (download || agreed(row.data()))) {
      fetch(row.data(), folder);
    }
    folder.require(row.data());
    return new ReproduceReport(compute(List.of(row), folder));
  }

  private static CommandException unknown(String wanted) {
    String meant =
        Spelling.nearest(wanted, PublishedRows.all().stream().map(PublishedRow::name))
            .map(near -> ", did you mean '" + near + "'?")
            .orElse("");
    return CommandException.usage(
        "no row '%s'%s; sapor reproduce --list names them"
            .formatted(PrintableText.quotable(wanted), meant));
  }

  private Report computeAll(DataFolder folder) {
    List<PublishedRow> ready = new ArrayList<>();
    for (PublishedRow row : PublishedRows.all()) {
      if (!folder.has(row.data()) && download && !row.data().downloads().isEmpty()) {
        fetch(row.data(), folder);
      }
      if (folder.has(row.data())) {
        ready.add(row);
      } else {
        console()
            .say("sapor: skipped " + row.name() + ": no " + row.data().folder() + " in " + data);
      }
    }
    if (ready.isEmpty()) {
      throw CommandException.environment(
          "no data of any row in '%s'; name its folder by --data, or let --download fetch some"
              .formatted(PrintableText.quotable(data.toString())));
    }
    return new ReproduceReport(compute(ready, folder));
  }

  /** Asks a person at a terminal; anyone else has to say it by an option. */
  private boolean agreed(PublishedData wanted) throws IOException {
    Console console = console();
    if (wanted.downloads().isEmpty() || !console.errTerminal().interactive()) {
      return false;
    }
    console.say(
        "sapor: %s is not in %s; fetch it from %s? [y/N]"
            .formatted(wanted.folder(), data, wanted.downloads().getFirst().source().getHost()));
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
    String answer = reader.readLine();
    return answer != null && answer.strip().equalsIgnoreCase("y");
  }

  private void fetch(PublishedData wanted, DataFolder folder) {
    new Downloader(Optional.ofNullable(mirror))
        .fetch(wanted, folder, words -> console().say("sapor: " + words));
  }

  private List<RowResult> compute(List<PublishedRow> rows, DataFolder folder) {
    List<RowResult> results = new ArrayList<>();
    try (Parallel parallel = new Parallel(threads.count());
        Progress bar = Progress.start(console(), "reproducing", rows.size())) {
      for (PublishedRow row : rows) {
        bar.detail(row.name());
        Workplace place =
            new Workplace(folder, parallel, words -> bar.detail(row.name() + ": " + words));
        RowResult result = row.run(place);
        results.add(result);
        bar.update(results.size(), rows.size());
        bar.say("sapor: " + row.name() + " took " + Numbers.seconds(result.seconds()));
      }
    }
    return results;
  }
}
