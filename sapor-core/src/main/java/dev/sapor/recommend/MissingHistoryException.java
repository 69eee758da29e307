package dev.sapor.recommend;

/**
 * Something was asked for that needs the training interactions, and the model was saved without.
 */
public final class MissingHistoryException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param purpose what the history is needed for, such as {@code "to leave out seen items"}
   */
  public MissingHistoryException(String purpose) {
    super("the model has no history, which is needed " + purpose);
  }
}
