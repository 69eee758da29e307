package dev.sapor.recommend;

/** A user id that the model does not know. */
public final class UnknownUserException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String userId;

  public UnknownUserException(String userId) {
    super("unknown user '" + userId + "'");
    this.userId = userId;
  }

  /** The id as it was given. */
  public String userId() {
    return userId;
  }
}
