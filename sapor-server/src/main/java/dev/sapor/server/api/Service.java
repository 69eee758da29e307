package dev.sapor.server.api;

import dev.sapor.server.feedback.FeedbackLog;
import dev.sapor.server.http.ProblemException;
import dev.sapor.server.live.ModelHolder;
import dev.sapor.server.live.ServedModel;
import org.jspecify.annotations.Nullable;

/**
 * What the routes share.
 *
 * @param models the model in service
 * @param feedback the log of feedback; null where none is taken
 */
public record Service(ModelHolder models, @Nullable FeedbackLog feedback) {

  /**
   * The model in service; a call takes it once.
   *
   * @throws ProblemException if there is none yet
   */
  ServedModel model() {
    ServedModel served = models.current();
    if (served == null) {
      throw ProblemException.unavailable("no model is ready yet");
    }
    return served;
  }
}
