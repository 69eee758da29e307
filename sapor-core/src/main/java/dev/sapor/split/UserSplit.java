package dev.sapor.split;

import dev.sapor.data.Interactions;

/**
 * A split for strong generalisation: the users of the test part are not in the training part. A
 * model gets to know them by their fold-in part and is judged by the rest. All parts are over the
 * same users and items and disjoint.
 *
 * @param train of the users who are not held out
 * @param foldIn what is shown of the users held out
 * @param test what is to be predicted of them
 */
public record UserSplit(Interactions train, Interactions foldIn, Interactions test) {}
