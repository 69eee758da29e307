package dev.sapor.server.live;

import dev.sapor.eval.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * How good a model was found to be: what {@code sapor evaluate --json} writes, to be shown beside
 * the model.
 *
 * @param name what people call it
 * @param digest SHA-256 of the file of the model that was judged; empty where the report does not
 *     say
 * @param count test interactions
 * @param judgedUsers users whose rankings were judged; empty where none were
 * @param figures of the model, at least one
 * @param baselines figures of simple rules on the same data, by the key of the rule
 * @param remarks where the model does not beat a rule
 */
public record EvaluationReport(
    String name,
    Optional<String> digest,
    long count,
    OptionalLong judgedUsers,
    List<Figure> figures,
    Map<String, List<Figure>> baselines,
    List<String> remarks) {

  /** Longest file that is taken for a report. */
  static final long MAX_BYTES = 16 << 20;

  private static final String SUFFIX = ".json";

  /** Copies the lists. */
  public EvaluationReport {
    figures = List.copyOf(figures);
    remarks = List.copyOf(remarks);
  }

  /**
   * Reads a report; it goes by the name of its file.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it holds something else; the message names the file and
   *     what is wrong
   */
  public static EvaluationReport read(Path file) throws IOException {
    ReportReader reader = new ReportReader("'" + file + "'");
    if (Files.size(file) > MAX_BYTES) {
      throw reader.wrong("it has more than " + MAX_BYTES + " bytes");
    }
    String name = String.valueOf(file.getFileName());
    return reader.read(
        name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name,
        Files.readAllBytes(file));
  }

  /**
   * A report that is in memory.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static EvaluationReport of(String name, JsonNode json) {
    return new ReportReader("'" + name + "'").read(name, json);
  }

  /** Whether it is of a model; empty where it does not say of which it is. */
  public Optional<Boolean> isOf(ServedModel model) {
    return digest.map(judged -> judged.equals(model.digest()));
  }
}
