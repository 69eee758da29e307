package dev.sapor.server.feedback;

import dev.sapor.data.Interactions;
import dev.sapor.data.InteractionsBuilder;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.solver.als.ModelUpdate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a log of feedback changes in a model: interactions that come, and clicks on what turned out
 * to be disliked, which go.
 *
 * @param log the name of the log
 * @param through its last event
 * @param more interactions that the model does not have, or with other values
 * @param gone pairs that are taken out of its history
 */
public record FeedbackUpdate(String log, long through, Interactions more, Interactions gone) {

  /** What a log changes in a model. */
  public static FeedbackUpdate of(FactorModel model, FeedbackReplay replay) {
    Map<String, List<FeedbackEvent>> byUser = new LinkedHashMap<>();
    for (FeedbackEvent event : replay.events()) {
      byUser.computeIfAbsent(event.user(), user -> new ArrayList<>()).add(event);
    }
    InteractionsBuilder more = Interactions.builder();
    InteractionsBuilder gone = Interactions.builder();
    byUser.forEach((user, events) -> {
      for (FreshFeedback fresh : FreshFeedback.of(model, replay.id(), user, events)) {
        String item = fresh.event().item();
        if (!fresh.isAgainst(model)) {
          more.add(user, item, fresh.value());
        } else if (fresh.isInHistory()) {
          gone.click(user, item);
        }
      }
    });
    return new FeedbackUpdate(replay.id(), replay.events().size(), more.build(), gone.build());
  }

  /**
   * The model with the feedback; its record names the log and its last event.
   *
   * @throws IllegalArgumentException if the model keeps no history, or its record does not name the
   *     weights
   */
  public FactorModel applyTo(FactorModel model, Parallel parallel) {
    FactorModel updated = ModelUpdate.of(model, more, gone, parallel);
    return updated.withRecord(updated.record().withFeedback(log, through));
  }
}
