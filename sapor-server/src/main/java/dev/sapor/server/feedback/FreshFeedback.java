package dev.sapor.server.feedback;

import dev.sapor.model.FactorModel;
import dev.sapor.model.Goal;
import dev.sapor.model.History;
import dev.sapor.solver.als.HistoryEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The latest word of a user on an item, where a model does not have it yet.
 *
 * <p>The record of a model may name a log and its last event that was considered. What comes before
 * is in the model if it is in the history, and does not count a second time; a model of clicks can
 * hold no dislike, so those stay out of the history and go on counting from the log. Of a model
 * without a history all that came before is taken to be in it.
 *
 * @param event the event
 * @param value what it is to the model, as {@link HistoryEntry#values} has it
 * @param isInHistory whether the history of the model has the pair, with an earlier word
 */
public record FreshFeedback(FeedbackEvent event, float value, boolean isInHistory) {

  /** What the index of an item is that the model does not know. */
  private static final int UNKNOWN = -1;

  /**
   * Whether it says that the user does not want the item and a model of clicks cannot hold it.
   *
   * @param model the model that it is fresh for
   */
  public boolean isAgainst(FactorModel model) {
    return model.goal() == Goal.RECOMMEND && value < 0;
  }

  /**
   * What a user said since.
   *
   * @param model the model
   * @param log the name of the log
   * @param user id of the user
   * @param events all events of the user, in their order
   */
  public static List<FreshFeedback> of(
      FactorModel model, String log, String user, List<FeedbackEvent> events) {
    if (events.isEmpty()) {
      return List.of();
    }
    Map<String, FeedbackEvent> latest = new LinkedHashMap<>();
    for (FeedbackEvent event : events) {
      latest.remove(event.item());
      latest.put(event.item(), event);
    }
    List<FeedbackEvent> words = new ArrayList<>(latest.values());
    List<HistoryEntry> entries =
        words.stream()
            .map(event ->
                new HistoryEntry(
                    model.items().indexOf(event.item()).orElse(UNKNOWN),
                    event.value(),
                    event.disliked()))
            .toList();
    float[] values = HistoryEntry.values(entries, model);
    long through = model.record().feedbackThrough(log);
    List<FreshFeedback> fresh = new ArrayList<>();
    for (int k = 0; k < values.length; k++) {
      FeedbackEvent event = words.get(k);
      boolean had = has(model, user, entries.get(k).itemIndex());
      if (event.sequence() > through || !(had || model.history().isEmpty())) {
        fresh.add(new FreshFeedback(event, values[k], had));
      }
    }
    return fresh;
  }

  private static boolean has(FactorModel model, String user, int item) {
    History history = model.history().orElse(null);
    OptionalInt row = model.users().indexOf(user);
    return history != null
        && row.isPresent()
        && item != UNKNOWN
        && history.contains(row.getAsInt(), item);
  }
}
