package dev.sapor.recommend;

/** An item id that the model does not know. */
public final class UnknownItemException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String itemId;

  public UnknownItemException(String itemId) {
    super("unknown item '" + itemId + "'");
    this.itemId = itemId;
  }

  /** The id as it was given. */
  public String itemId() {
    return itemId;
  }
}
