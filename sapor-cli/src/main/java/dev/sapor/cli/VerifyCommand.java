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
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sapor verify}: whether a model file is whole. */
@Command(
    name = "verify",
    description = {
      "Check every byte of a model file: checksums, lengths, ids, and that all numbers are finite.",
      "",
      "The exit code is 0 if the file is whole and 4 if it is not."
    },
    footer = {"", "Example:", "  sapor verify my.sapor"})
final class VerifyCommand extends SaporCommand {

  @Parameters(paramLabel = "MODEL", description = "A model file.")
  private Path modelFile = Path.of("");

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
    return new Sound(report);
  }

  /**
   * The sections of a file that is whole.
   *
   * @param report what was found
   */
  record Sound(ModelFileReport report) implements Report {

    @Override
    public ObjectNode json() {
      ObjectNode json = Json.object();
      json.put("model", report.file().toString());
      json.put("sound", true);
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
    }
  }
}
