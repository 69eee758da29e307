package dev.sapor.server.feedback;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a log of feedback holds.
 *
 * @param id the name of the log; empty if the file has no whole line
 * @param events in their order; the sequence of the first is 1
 * @param end where the last whole line ends, in bytes
 */
public record FeedbackReplay(String id, List<FeedbackEvent> events, long end) {

  /**
   * Reads a log and leaves it as it is; a server may write to it meanwhile. A line at its end that
   * is not whole was never acknowledged and is not read.
   *
   * @throws FeedbackLogException if it is damaged or no log
   * @throws IOException if it cannot be read
   */
  public static FeedbackReplay read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      FeedbackReplay replay = of(channel, file);
      if (replay.id().isEmpty()) {
        throw new FeedbackLogException(file + " is not a feedback log");
      }
      return replay;
    }
  }

  static FeedbackReplay of(FileChannel channel, Path file) throws IOException {
    long end = 0;
    int line = 0;
    String id = "";
    List<FeedbackEvent> events = new ArrayList<>();
    LineBytes lines = new LineBytes(channel);
    for (byte[] bytes = lines.next(); bytes != null; bytes = lines.next()) {
      line++;
      String text = new String(bytes, StandardCharsets.UTF_8);
      Optional<JsonNode> json = lines.ended() ? FeedbackLine.read(text) : Optional.empty();
      if (json.isEmpty()) {
        if (lines.atEnd()) {
          break;
        }
        throw new FeedbackLogException("line %s of %s is damaged".formatted(line, file));
      }
      if (line == 1) {
        id =
            FeedbackLine.log(json.get())
                .orElseThrow(() -> new FeedbackLogException(file + " is not a feedback log"));
      } else {
        take(json.get(), line, file, events);
      }
      end = lines.position();
    }
    return new FeedbackReplay(id, List.copyOf(events), end);
  }

  private static void take(JsonNode json, int line, Path file, List<FeedbackEvent> events)
      throws FeedbackLogException {
    for (FeedbackEvent event : FeedbackLine.events(json)) {
      if (event.sequence() != events.size() + 1) {
        throw new FeedbackLogException(
            "line %s of %s has event %s where %s is expected"
                .formatted(line, file, event.sequence(), events.size() + 1));
      }
      events.add(event);
    }
  }
}
