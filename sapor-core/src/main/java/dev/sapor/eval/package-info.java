/**
 * How good a model is, on interactions that it was not trained on.
 *
 * <p>An {@link dev.sapor.eval.Evaluator} works by an {@link dev.sapor.eval.EvaluationProtocol},
 * which lists the metrics. {@link dev.sapor.eval.RatingMetric}s compare predicted with actual
 * ratings. {@link dev.sapor.eval.RankingMetric}s judge top-k lists drawn from all items, never from
 * a sample of them. Test data come with ids of their own and are matched by id; what the model does
 * not know is predicted by what is known and counted in {@link dev.sapor.eval.TestCounts}.
 *
 * <p>A figure means little alone: {@link dev.sapor.eval.GlobalMeanBaseline}, {@link
 * dev.sapor.eval.UserItemMeanBaseline} and popularity are judged by the same code, in {@link
 * dev.sapor.eval.BaselineEvaluation}.
 *
 * <p>Sums are taken in double, for each user first and then over users in the order of their ids,
 * so figures are the same bits at any number of threads.
 */
@NullMarked
package dev.sapor.eval;

import org.jspecify.annotations.NullMarked;
