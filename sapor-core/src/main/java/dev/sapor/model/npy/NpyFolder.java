package dev.sapor.model.npy;

/** Names of the files in a folder. */
final class NpyFolder {

  static final String USER_FACTORS = "user_factors.npy";
  static final String ITEM_FACTORS = "item_factors.npy";
  static final String USER_BIASES = "user_biases.npy";
  static final String ITEM_BIASES = "item_biases.npy";
  static final String USERS = "users.txt";
  static final String ITEMS = "items.txt";
  static final String MODEL = "model.json";

  /** Name of the number in {@value #MODEL} that a reader takes over. */
  static final String GLOBAL_MEAN = "globalMean";

  private NpyFolder() {}
}
