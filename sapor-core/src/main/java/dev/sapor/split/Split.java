package dev.sapor.split;

import dev.sapor.data.Interactions;

/**
 * Two disjoint parts of one set of interactions, over the same users and items.
 *
 * @param train the part to train on
 * @param test the part to judge by
 */
public record Split(Interactions train, Interactions test) {}
