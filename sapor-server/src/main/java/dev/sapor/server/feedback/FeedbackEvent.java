package dev.sapor.server.feedback;

import java.util.OptionalDouble;

/**
 * Something that a user did with an item.
 *
 * @param sequence its place in the log, from 1
 * @param key what the caller calls it: an event whose key is in the log already is not taken again
 * @param user id of the user
 * @param item id of the item
 * @param value a rating or a weight; empty for liked or disliked
 * @param disliked whether an event without a value is a dislike
 */
public record FeedbackEvent(
    long sequence, String key, String user, String item, OptionalDouble value, boolean disliked) {

  /** The same at a place in the log. */
  FeedbackEvent at(long place) {
    return new FeedbackEvent(place, key, user, item, value, disliked);
  }

  /** Whether another says the same, wherever it stands. */
  boolean saysTheSame(FeedbackEvent other) {
    return other.at(sequence).equals(this);
  }
}
