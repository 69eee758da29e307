package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.model.FactorModel;
import dev.sapor.model.io.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code sapor forget}: a model without some users. */
@Command(
    name = "forget",
    customSynopsis = "sapor forget MODEL --user ID [--user ID ...] --out MODEL2",
    description = {
      "Write a model in which nothing of some users is left: no id, no factors, no history.",
      "",
      "The other users and the items keep their factors to the bit. What the item factors learnt"
          + " from these users together with all others stays until the next training. sapor verify"
          + " MODEL2 --without ID shows that they are gone."
    },
    footer = {"", "Example:", "  sapor forget my.sapor --user 42 --out without42.sapor"})
final class ForgetCommand extends SaporCommand {

  @Parameters(paramLabel = "MODEL", description = "A model file.")
  private Path modelFile = Path.of("");

  @Option(
      names = "--user",
      order = 1,
      required = true,
      paramLabel = "ID",
      description = "A user to forget; may be given more than once.")
  private List<String> users = List.of();

  @Option(
      names = "--out",
      order = 2,
      required = true,
      paramLabel = "MODEL2",
      description = "The model file to write.")
  private Path out = Path.of("");

  ForgetCommand(CommandContext context) {
    super(context);
  }

  @Override
  Report execute() throws IOException {
    OutputPath.check("--out", out);
    OutputPath.checkNotRead("--out", out, modelFile);
    FactorModel model = ModelFile.open(modelFile);
    Set<String> distinct = new LinkedHashSet<>(users);
    for (String user : distinct) {
      // All of them are checked before any is taken out.
      ModelUse.user(model, user);
    }
    FactorModel rest = model;
    for (String user : distinct) {
      FactorModel before = rest;
      rest = Usage.data(() -> before.withoutUser(ModelUse.user(before, user)));
    }
    FactorModel result = rest;
    context()
        .stop()
        .inOrder(() -> {
          ModelFile.write(result, out);
          return true;
        });
    return new Forgotten(out, List.copyOf(distinct), result.users().size());
  }

  /**
   * What was done.
   *
   * @param model the file that was written
   * @param users who is not in it any more
   * @param left how many are
   */
  private record Forgotten(Path model, List<String> users, int left) implements Report {

    @Override
    public ObjectNode json() {
      ObjectNode json = Json.object();
      json.put("model", model.toString());
      users.forEach(json.putArray("forgotten")::add);
      json.put("users", left);
      return json;
    }

    @Override
    public void print(Console console) {
      console.print(
          "%s: without %s, with %s"
              .formatted(
                  PrintableText.quotable(model.toString()),
                  Numbers.of(users.size(), "user"),
                  Numbers.of(left, "other")));
    }

    @Override
    public List<String> next() {
      return List.of(
          "verify %s --without %s"
              .formatted(ShellWord.of(model.toString()), ShellWord.of(users.getFirst())));
    }
  }
}
