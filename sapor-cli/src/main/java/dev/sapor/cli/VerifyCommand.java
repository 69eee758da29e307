package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.cli.console.Table;
import dev.sapor.model.io.ModelFile;
import dev.sapor.model.io.ModelFileReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sapor verify}: whether a model file is whole. */
@Command(
    name = "verify",
    description = {
      "Check every byte of a model file: checksums, lengths, ids, and that all numbers are finite.",
      "",
      "The exit code is 0 if the file is whole and 4 if it is not. With --without it is 1 if the file"
          + " is whole and has the user."
    },
    footer = {
      "",
      "Examples:",
      "  sapor verify my.sapor",
      "  sapor verify without42.sapor --without 42"
    })
final class VerifyCommand extends SaporCommand {

  @Parameters(paramLabel = "MODEL", description = "A model file.")
  private Path modelFile = Path.of("");

  @Option(
      names = "--without",
      order = 1,
      paramLabel = "ID",
      description = "Also that nothing of this user is in it: no id, no factors, no history.")
  private @Nullable String absent;

  VerifyCommand(CommandContext context) {
    super(context);
  }

  @Override
  Report execute() throws IOException {
    ModelFileReport report = ModelFile.verify(modelFile);
    for (var section : report.sections()) {
      if (section.fault().isPresent()) {
        console().say("sapor: section " + section.info().name() + " is not sound");
      }
    }
    if (report.fault().isPresent()) {
      throw report.fault().get();
    }
    boolean found = absent != null && ModelFile.open(modelFile).users().indexOf(absent).isPresent();
    return new Sound(report, absent, found);
  }

  /**
   * The sections of a file that is whole.
   *
   * @param report what was found
   * @param absent a user of whom nothing should be there, if one was named
   * @param found whether the user is there
   */
  record Sound(ModelFileReport report, @Nullable String absent, boolean found) implements Report {

    @Override
    public ExitCode exitCode() {
      return found ? ExitCode.NO : ExitCode.OK;
    }

    @Override
    public ObjectNode json() {
      ObjectNode json = Json.object();
      json.put("model", report.file().toString());
      json.put("sound", true);
      if (absent != null) {
        json.put("without", absent).put("absent", !found);
      }
      json.put("bytes", report.bytes());
      json.put("formatVersion", report.formatMajor() + "." + report.formatMinor());
      ArrayNode sections = json.putArray("sections");
      for (var section : report.sections()) {
        ObjectNode entry = sections.addObject();
        entry.put("section", section.info().name());
        entry.put("offset", section.info().offset());
        entry.put("length", section.info().length());
        entry.put("crc32c", hex(section.info().checksum()));
      }
      return json;
    }

    private static String hex(int checksum) {
      return String.format(Locale.ROOT, "%08x", checksum);
    }

    @Override
    public void print(Console console) {
      Table table = Table.of("section", ">offset", ">bytes", "CRC-32C");
      for (var section : report.sections()) {
        table.row(
            section.info().name(),
            Numbers.count(section.info().offset()),
            Numbers.count(section.info().length()),
            hex(section.info().checksum()));
      }
      console.print(table);
      console.print(
          "%s is whole: %s bytes, format %s.%s"
              .formatted(
                  PrintableText.quotable(report.file().toString()),
                  Numbers.count(report.bytes()),
                  report.formatMajor(),
                  report.formatMinor()));
      if (absent != null) {
        console.print(
            "%s user %s: every row of factors and history belongs to an id, and that is %s them"
                .formatted(
                    found ? "it has" : "it has no",
                    PrintableText.quotable(absent),
                    found ? "one of" : "none of"));
      }
    }
  }
}
