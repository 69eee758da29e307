package dev.sapor.eval;

/** A simple rule that a model has to beat. */
public enum Baseline {
  /** Every rating is predicted as the mean. */
  GLOBAL_MEAN("globalMean", "global mean"),
  /** Ratings are predicted by damped means of item and user. */
  USER_ITEM_MEAN("userItemMean", "damped means"),
  /** Items are ranked by their number of training interactions. */
  POPULARITY("popularity", "popularity"),
  /** Items are ranked by the sum of their cosines to those the user had. */
  ITEM_KNN("itemKnn", "item-kNN"),
  /** Items are ranked by a linear model over items, in closed form. */
  EASE("ease", "EASE");

  private final String key;
  private final String label;

  Baseline(String key, String label) {
    this.key = key;
    this.label = label;
  }

  /** Name for programs. */
  public String key() {
    return key;
  }

  /** Whether it predicts ratings; otherwise it ranks items. */
  public boolean predicts() {
    return this == GLOBAL_MEAN || this == USER_ITEM_MEAN;
  }

  /** Name for people. */
  public String label() {
    return label;
  }
}
