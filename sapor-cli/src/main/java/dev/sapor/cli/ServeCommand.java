package dev.sapor.cli;

import dev.sapor.cli.console.PrintableText;
import dev.sapor.server.ServerConfig;
import dev.sapor.server.http.TlsKeys;
import dev.sapor.server.http.Tokens;
import dev.sapor.server.live.EvaluationReport;
import dev.sapor.server.live.ModelFolder;
import dev.sapor.server.live.ServedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sapor serve}: a model behind HTTP, until a signal comes. */
@Command(
    name = "serve",
    description = {
      "Serve a model over HTTP, with a page for people, until stopped.",
      "",
      "One process, no database. Without more it listens on the loopback address, where nobody else"
          + " reaches it. The page is at /, the description of the interface at /openapi.json."
    },
    footer = {
      "",
      "Examples:",
      "  sapor serve my.sapor",
      "  sapor serve my.sapor --feedback feedback.log --port 9000",
      "  sapor serve my.sapor --evaluation my-test.json",
      "  sapor serve --models models --watch --host 0.0.0.0 --tokens tokens.txt"
          + " --tls-cert cert.pem --tls-key key.pem"
    })
final class ServeCommand extends SaporCommand {

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..1",
      description = "A model file. Default: the newest of --models.")
  private @Nullable Path modelFile;

  @Option(
      names = "--models",
      order = 1,
      paramLabel = "DIR",
      description =
          "A folder of models NAME.sapor; POST /admin/models/NAME lets one of them serve.")
  private @Nullable Path folder;

  @Option(
      names = "--watch",
      order = 1,
      description = "A model that is new in the folder, or replaced, serves by itself.")
  private boolean watch;

  @Option(
      names = "--host",
      order = 2,
      paramLabel = "HOST",
      description =
          "Address to listen at. One that others reach needs --tokens and --tls-cert, or"
              + " --insecure-plaintext. Default: ${DEFAULT-VALUE}.")
  private String host = ServerConfig.defaults().host();

  @Option(
      names = "--port",
      order = 2,
      paramLabel = "PORT",
      description = "Port; 0 for any that is free. Default: ${DEFAULT-VALUE}.")
  private int port = ServerConfig.defaults().port();

  @Option(
      names = "--tokens",
      order = 3,
      paramLabel = "FILE",
      description = "Who may ask: lines 'read TOKEN' or 'admin TOKEN'. Default: everybody.")
  private @Nullable Path tokens;

  @Option(
      names = "--tls-cert",
      order = 3,
      paramLabel = "FILE",
      description = "Certificate chain for TLS, PEM.")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      order = 3,
      paramLabel = "FILE",
      description = "Private key of the certificate, PEM (PKCS #8).")
  private @Nullable Path key;

  @Option(
      names = "--insecure-plaintext",
      order = 3,
      description = "Listen without tokens or TLS where others reach it.")
  private boolean insecure;

  @Option(
      names = "--feedback",
      order = 4,
      paramLabel = "FILE",
      description = "Take feedback (POST /v1/feedback) and keep it in this file.")
  private @Nullable Path feedback;

  @Option(
      names = "--evaluation",
      order = 4,
      paramLabel = "FILE",
      description =
          "Show with the model what 'sapor evaluate --json' wrote of it; may be given more than"
              + " once.")
  private List<Path> evaluationFiles = List.of();

  @Option(
      names = "--deadline",
      order = 5,
      paramLabel = "TIME",
      description = "Time within which a request is to be answered. Default: ${DEFAULT-VALUE}.")
  private String deadline = ServerConfig.defaults().patience().toSeconds() + "s";

  @Option(
      names = "--max-connections",
      order = 5,
      paramLabel = "N",
      description = "Connections at once. Default: ${DEFAULT-VALUE}.")
  private int maxConnections = ServerConfig.defaults().maxConnections();

  @Option(
      names = "--for",
      order = 6,
      paramLabel = "TIME",
      description = "End after this time, such as 10m. Default: when a signal comes.")
  private @Nullable String time;

  private @Nullable Duration end;
  private @Nullable Serving serving;

  ServeCommand(CommandContext context) {
    super(context);
  }

  @Override
  Report execute() throws IOException {
    if (modelFile == null && folder == null) {
      throw CommandException.usage("name a model file, or a folder of models by --models");
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw CommandException.environment("--models: not a folder: " + folder);
    }
    ServerConfig config = config();
    String given = time;
    if (given != null) {
      end = Usage.check(() -> TimeAmount.parse(given));
    }
    ModelFolder.Entry first = first();
    Serving started = Serving.start(config, first.name(), first.file());
    serving = started;
    sayOfOtherModels(config.evaluations(), started.first());
    return new ServeReport(started.url(), started.first(), config);
  }

  /** A report of another model is no error: that model may come to serve. */
  private void sayOfOtherModels(List<EvaluationReport> evaluations, ServedModel first) {
    for (EvaluationReport evaluation : evaluations) {
      if (!evaluation.isOf(first).orElse(true)) {
        console()
            .say(
                "sapor: WARNING: the evaluation '%s' is of another model than the one that serves, and is marked as such"
                    .formatted(evaluation.name()));
      }
    }
  }

  private ServerConfig config() throws IOException {
    Duration patience = Usage.check(() -> TimeAmount.parse(deadline));
    ServerConfig defaults = ServerConfig.defaults();
    SSLContext tls = tls();
    Path tokenFile = tokens;
    Tokens access =
        tokenFile == null ? Tokens.none() : Usage.checkReading(() -> Tokens.read(tokenFile));
    List<EvaluationReport> evaluations = new ArrayList<>();
    for (Path file : evaluationFiles) {
      evaluations.add(Usage.dataReading(() -> EvaluationReport.read(file)));
    }
    return Usage.check(() ->
        defaults
            .withAccess(access, tls)
            .withAddress(host, port, insecure)
            .withFolder(folder, watch)
            .withFeedback(feedback)
            .withEvaluations(evaluations)
            .withLimits(defaults.turns(), defaults.mostWaiting(), patience, maxConnections));
  }

  private @Nullable SSLContext tls() throws IOException {
    Path chain = certificate;
    Path secret = key;
    if ((chain == null) != (secret == null)) {
      throw CommandException.usage("--tls-cert and --tls-key go together");
    }
    return chain == null || secret == null
        ? null
        : Usage.checkReading(() -> TlsKeys.read(chain, secret));
  }

  /** The model that serves first: the one that is named, or the newest of the folder. */
  private ModelFolder.Entry first() throws IOException {
    if (modelFile != null) {
      String name = modelFile.getFileName().toString();
      int end = name.endsWith(ModelFolder.SUFFIX) ? name.length() - 6 : name.length();
      return new ModelFolder.Entry(name.substring(0, end), modelFile);
    }
    ModelFolder models = new ModelFolder(Objects.requireNonNull(folder));
    Optional<ModelFolder.Entry> newest =
        models.list().stream()
            .max(Comparator.comparingLong(entry -> entry.file().toFile().lastModified()));
    return newest.orElseThrow(() ->
        CommandException.environment(
            "--models: no file NAME.sapor in " + PrintableText.quotable(String.valueOf(folder))));
  }

  @Override
  void afterwards() throws IOException {
    Serving running = serving;
    if (running != null) {
      running.untilStopped(context().stop(), end);
    }
  }
}
