package dev.sapor.eval;

/**
 * The size of a test set, and how much of it a model knows nothing of. A user or item without a
 * training interaction is cold, though it may have an index in the model.
 *
 * @param count test interactions
 * @param users distinct users with a test interaction
 * @param items distinct items with a test interaction
 * @param coldUsers how many of the users are unknown to the model
 * @param coldItems how many of the items are unknown to the model
 * @param coldInteractions test interactions whose user or item or both are unknown
 */
public record TestCounts(
    long count, int users, int items, int coldUsers, int coldItems, long coldInteractions) {}
