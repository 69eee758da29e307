package dev.sapor.server.feedback;

import java.io.IOException;

/** A log that is not whole, or is none. */
public final class FeedbackLogException extends IOException {

  private static final long serialVersionUID = 1;

  FeedbackLogException(String message) {
    super(message);
  }
}
