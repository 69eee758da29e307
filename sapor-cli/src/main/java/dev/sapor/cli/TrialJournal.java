package dev.sapor.cli;

import dev.sapor.cli.console.PrintableText;
import dev.sapor.tune.Trial;
import dev.sapor.tune.TrialResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The finished trials of a search in a file, so that a search that was cut off goes on: a line of
 * JSON that says which search it is, then a line for each trial under each budget. A line is
 * appended with one write and forced; one that a kill has cut short has no line end and is taken
 * off when the file is opened again.
 */
final class TrialJournal implements AutoCloseable {

  private final FileChannel channel;
  private final Map<String, TrialResult> known = new HashMap<>();

  private TrialJournal(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Starts a journal.
   *
   * @param identity what the results depend on, trials and time excepted
   * @throws CommandException if the file exists: results are not thrown away
   */
  static TrialJournal create(Path file, ObjectNode identity) throws IOException {
    if (Files.exists(file)) {
      throw CommandException.usage(
          "--out: exists already: %s; go on with it by --resume, or name another"
              .formatted(PrintableText.quotable(file.toString())));
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    TrialJournal journal = new TrialJournal(channel);
    journal.append(identity);
    return journal;
  }

  /**
   * Goes on with a journal.
   *
   * @throws CommandException if it is of another search, or no journal
   */
  static TrialJournal resume(Path file, ObjectNode identity) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int whole = bytes.length;
    while (whole > 0 && bytes[whole - 1] != '\n') {
      whole--;
    }
    List<String> lines = new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().toList();
    if (!lines.isEmpty()) {
      JsonNode found = parse(file, 1, lines.getFirst());
      // Parsed again, so that numbers compare as they are read.
      if (!found.equals(JsonMapper.shared().readTree(Json.line(identity)))) {
        throw CommandException.usage(
            "--resume: %s is of another search: %s; name another file"
                .formatted(PrintableText.quotable(file.toString()), difference(found, identity)));
      }
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    channel.truncate(whole).position(whole);
    TrialJournal journal = new TrialJournal(channel);
    if (lines.isEmpty()) {
      journal.append(identity);
    }
    for (int line = 2; line <= lines.size(); line++) {
      journal.know(result(file, line, lines.get(line - 1)));
    }
    return journal;
  }

  private static JsonNode parse(Path file, int line, String text) {
    try {
      return JsonMapper.shared().readTree(text);
    } catch (JacksonException e) {
      throw noJournal(file, line);
    }
  }

  private static CommandException noJournal(Path file, int line) {
    return CommandException.data(
        "this is no line of a journal of trials: %s:%s; name a file that sapor tune wrote"
            .formatted(PrintableText.quotable(file.toString()), line));
  }

  private static String difference(JsonNode found, ObjectNode identity) {
    List<String> keys = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : identity.properties()) {
      JsonNode there = found.path(entry.getKey());
      if (!there.asString("").equals(entry.getValue().asString(""))) {
        keys.add(
            "its %s is '%s', not '%s'"
                .formatted(
                    entry.getKey(),
                    PrintableText.quotable(there.asString("")),
                    PrintableText.quotable(entry.getValue().asString(""))));
      }
    }
    return keys.isEmpty() ? "it says other things" : keys.getFirst();
  }

  private static TrialResult result(Path file, int number, String line) {
    JsonNode json = parse(file, number, line);
    boolean complete =
        json.path("trial").isInt() && json.path("epochs").isInt() && json.path("folds").isArray();
    if (!complete) {
      throw noJournal(file, number);
    }
    SortedMap<String, String> parameters = new TreeMap<>();
    json.path("parameters")
        .properties()
        .forEach(entry -> parameters.put(entry.getKey(), entry.getValue().asString()));
    List<Double> figures = new ArrayList<>();
    json.path("folds").forEach(figure -> figures.add(figure.asDouble()));
    return new TrialResult(
        new Trial(json.path("trial").intValue(), parameters),
        json.path("epochs").intValue(),
        figures,
        json.path("seconds").asDouble(0));
  }

  /** The JSON of a result, as in a journal and in a report. */
  static ObjectNode json(TrialResult result) {
    ObjectNode json = Json.object();
    json.put("trial", result.trial().number());
    json.put("epochs", result.epochs());
    ObjectNode parameters = json.putObject("parameters");
    result.trial().parameters().forEach(parameters::put);
    json.put("diverged", result.diverged());
    ArrayNode folds = json.putArray("folds");
    result.figures().forEach(folds::add);
    json.put("seconds", result.seconds());
    return json;
  }

  /** The result of a trial, if it was finished before. */
  Optional<TrialResult> find(Trial trial, int epochs) {
    return Optional.ofNullable(known.get(key(trial, epochs)))
        .filter(result -> result.trial().equals(trial));
  }

  /** Keeps a result. */
  void add(TrialResult result) throws IOException {
    append(json(result));
    know(result);
  }

  private void know(TrialResult result) {
    known.put(key(result.trial(), result.epochs()), result);
  }

  private static String key(Trial trial, int epochs) {
    return trial.number() + " " + epochs;
  }

  private void append(ObjectNode json) throws IOException {
    ByteBuffer line = ByteBuffer.wrap((Json.line(json) + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      channel.write(line);
    }
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
