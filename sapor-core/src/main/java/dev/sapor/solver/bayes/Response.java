package dev.sapor.solver.bayes;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.objective.Objective;
import java.util.SortedMap;

/** What ties ratings to scores, and what is unknown of that. */
sealed interface Response permits NormalResponse, OrdinalResponse {

  /** w₀. */
  float level();

  /** The precision of what the sides are regressed on. */
  float precision();

  /** Draws its unknowns given the scores, and prepares what the sides are regressed on. */
  void draw(TrainingScores scores, long seed, int epoch, Parallel parallel);

  /**
   * The objective at the scores: the error of the ratings they mean, or how improbable those are.
   */
  Objective.Value objective(TrainingScores scores, Parallel parallel);

  /** The rating that a score means. */
  double rating(double score);

  void save(SortedMap<String, FloatMatrix> memory);

  void restore(SortedMap<String, FloatMatrix> memory);
}
