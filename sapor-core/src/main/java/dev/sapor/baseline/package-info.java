/**
 * Simple rules and scorers that are no factor models: what a factor model is measured against.
 *
 * <p>Ratings are predicted by {@link dev.sapor.baseline.GlobalMeanBaseline} and {@link
 * dev.sapor.baseline.UserItemMeanBaseline}. Items are ranked by two scorers: {@link
 * dev.sapor.baseline.ItemKnnScorer} adds the similarities of an item to those that a user has, and
 * {@link dev.sapor.baseline.EaseScorer} is the linear model with the least squared error, in closed
 * form. Each scorer has a configuration record, says what memory it takes before it allocates, and
 * gives the same bits at any number of threads.
 */
@NullMarked
package dev.sapor.baseline;

import org.jspecify.annotations.NullMarked;
