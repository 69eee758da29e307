/**
 * From a model to ranked items and predicted ratings.
 *
 * <p>A {@link dev.sapor.recommend.Scorer} gives the scores of all items for a block of users;
 * {@link dev.sapor.recommend.FactorScorer} is that of factor models and {@link
 * dev.sapor.recommend.PopularityScorer} the baseline. {@link dev.sapor.recommend.Recommender} turns
 * any scorer into top-n lists under an {@link dev.sapor.recommend.ItemFilter}, for one user or for
 * all, block by block, so that a users x items table never exists. {@link
 * dev.sapor.recommend.SimilarItems} compares items by their factors, and {@link
 * dev.sapor.recommend.Predictor} predicts the rating of a pair by what is known of it.
 *
 * <p>Every list is in one order: score descending, then item index ascending. Items without a
 * training interaction are never in one.
 */
@NullMarked
package dev.sapor.recommend;

import org.jspecify.annotations.NullMarked;
