package dev.sapor.server.api;

import dev.sapor.server.feedback.FeedbackEvent;
import dev.sapor.server.feedback.FeedbackLog;
import dev.sapor.server.live.ServedModel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of a log of feedback a model was trained on: two parameters of its record name the log
 * and the last event. What is before does not count a second time.
 */
final class Watermark {

  /** The parameter that names the log. */
  static final String LOG = "feedback-log";

  /** The parameter that names the last event. */
  static final String THROUGH = "feedback-through";

  /** The events of a user that a model does not have yet. */
  static List<FeedbackEvent> fresh(@Nullable FeedbackLog log, ServedModel served, String user) {
    return log == null ? List.of() : log.of(user, of(log, served));
  }

  /** The last event that is in a model; 0 for none. */
  static long of(FeedbackLog log, ServedModel served) {
    Map<String, String> parameters = served.model().record().parameters();
    if (!log.id().equals(parameters.get(LOG))) {
      return 0;
    }
    try {
      return Long.parseLong(parameters.getOrDefault(THROUGH, "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private Watermark() {}
}
