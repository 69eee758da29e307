package dev.sapor.data;

/** The data holds a (user, item) pair twice where the policy forbids it. */
public final class DuplicateInteractionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String userId;
  private final String itemId;
  private final long ordinal;

  DuplicateInteractionException(String userId, String itemId, long ordinal) {
    super("user '" + userId + "' and item '" + itemId + "' occur together more than once");
    this.userId = userId;
    this.itemId = itemId;
    this.ordinal = ordinal;
  }

  public String userId() {
    return userId;
  }

  public String itemId() {
    return itemId;
  }

  /** Ordinal of the second row of the pair, counted from 0 in the order of adding. */
  public long ordinal() {
    return ordinal;
  }
}
