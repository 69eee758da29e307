/**
 * How good a model is, on interactions that it was not trained on.
 *
 * <p>An {@link dev.sapor.eval.Evaluator} works by an {@link dev.sapor.eval.EvaluationProtocol}: the
 * metrics, what becomes of ties and of unknown users, and how intervals are taken. It judges each
 * user once: a {@link dev.sapor.eval.Judgement} holds, for each user, the sums of errors of
 * predicted ratings and where the relevant items stand in the ranking of all candidates. All else
 * is taken from there: the {@link dev.sapor.eval.Evaluation} with its {@link
 * dev.sapor.eval.Figure}s and their intervals, the figures of a {@link dev.sapor.eval.Slice}, and
 * the paired {@link dev.sapor.eval.Comparison} of two models.
 *
 * <p>{@link dev.sapor.eval.RatingMetric}s are functions of sums of errors; {@link
 * dev.sapor.eval.RankingMetric}s of the {@link dev.sapor.eval.UserRanks} of one user. Test data
 * come with ids of their own and are matched by id; what the model does not know is predicted by
 * what is known and counted in {@link dev.sapor.eval.TestCounts}. A figure means little alone:
 * {@link dev.sapor.eval.Baseline}s are judged by the same code.
 *
 * <p>Sums are taken in double, for each user first and then over users in the order of their ids,
 * and each replicate of an interval has a random stream of its own, so figures are the same bits at
 * any number of threads.
 */
@NullMarked
package dev.sapor.eval;

import org.jspecify.annotations.NullMarked;
