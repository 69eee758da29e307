package dev.sapor.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a model comes from: the algorithm, every hyper-parameter, the seed, a digest of the data
 * and the course of the objective. It holds nothing that differs between two equal trainings: no
 * time, duration, thread count, path or host name.
 *
 * @param algorithm name of the algorithm, such as {@code als}
 * @param parameters every hyper-parameter and preparation by name, in plain text
 * @param seed seed of the random streams
 * @param dataDigest digest of the training interactions
 * @param interactions number of training interactions
 * @param epochs one entry for each epoch, in order
 */
public record TrainingRecord(
    String algorithm,
    SortedMap<String, String> parameters,
    long seed,
    String dataDigest,
    long interactions,
    List<Epoch> epochs) {

  /**
   * The parameter that says what the values of the data were: {@code ratings} or {@code weights}.
   */
  public static final String VALUES = "values";

  /** The parameter that counts interactions that came after the training. */
  private static final String UPDATED = "updated-interactions";

  /** The parameter that names a log of feedback which is in the model. */
  private static final String FEEDBACK_LOG = "feedback-log";

  /** The parameter that names its last event. */
  private static final String FEEDBACK_THROUGH = "feedback-through";

  /** The parameter that counts the users of the training who were taken out again. */
  private static final String FORGOTTEN = "forgotten-users";

  /**
   * One pass of training.
   *
   * @param number from 1
   * @param objective value of the objective after the epoch
   * @param trainRmse root mean squared error on the training part, for rating models
   * @param validationRmse the same on the part kept for early stopping, where there is one
   */
  public record Epoch(
      int number, double objective, OptionalDouble trainRmse, OptionalDouble validationRmse) {}

  public TrainingRecord {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    epochs = List.copyOf(epochs);
  }

  /**
   * Whether the data had ratings, which a model that recommends takes as clicks of weight 1; so it
   * is said of models that do not tell.
   */
  public boolean isOfRatings() {
    return parameters.getOrDefault(VALUES, "ratings").equals("ratings");
  }

  /** How many users of the training were taken out again. */
  public int forgottenUsers() {
    return Integer.parseInt(parameters.getOrDefault(FORGOTTEN, "0"));
  }

  /** The same with one more of them. */
  TrainingRecord withOneForgotten() {
    SortedMap<String, String> more = new TreeMap<>(parameters);
    more.put(FORGOTTEN, Integer.toString(forgottenUsers() + 1));
    return new TrainingRecord(algorithm, more, seed, dataDigest, interactions, epochs);
  }

  /** How many interactions came after the training. */
  public long updatedInteractions() {
    return Long.parseLong(parameters.getOrDefault(UPDATED, "0"));
  }

  /**
   * The record of a model that more interactions were added to.
   *
   * @param more how many
   * @param changed parameters that take the place of those of the training
   * @param digest of all interactions
   * @param all how many they are
   */
  public TrainingRecord updated(long more, Map<String, String> changed, String digest, long all) {
    SortedMap<String, String> now = new TreeMap<>(parameters);
    now.putAll(changed);
    now.put(UPDATED, Long.toString(updatedInteractions() + more));
    return new TrainingRecord(algorithm, now, seed, digest, all, epochs);
  }

  /** The last event of a log of feedback that is in the model; 0 if none is. */
  public long feedbackThrough(String log) {
    if (!log.equals(parameters.get(FEEDBACK_LOG))) {
      return 0;
    }
    try {
      return Long.parseLong(parameters.getOrDefault(FEEDBACK_THROUGH, "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /**
   * The record of a model that has the feedback of a log.
   *
   * @param log the name of the log
   * @param through its last event that is in the model, from 1
   */
  public TrainingRecord withFeedback(String log, long through) {
    SortedMap<String, String> now = new TreeMap<>(parameters);
    now.put(FEEDBACK_LOG, log);
    now.put(FEEDBACK_THROUGH, Long.toString(through));
    return new TrainingRecord(algorithm, now, seed, dataDigest, interactions, epochs);
  }
}
