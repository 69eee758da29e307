package dev.sapor.eval;

import java.util.Optional;

/**
 * What simple rules reach on the same test data.
 *
 * @param globalMean every rating is predicted as the mean; empty without ratings
 * @param userItemMean ratings are predicted by damped means of item and user; empty without ratings
 * @param popularity items are ranked by their number of training interactions; empty where no user
 *     is left to be judged
 */
public record BaselineEvaluation(
    Optional<RatingEvaluation> globalMean,
    Optional<RatingEvaluation> userItemMean,
    Optional<RankingEvaluation> popularity) {}
