/**
 * Looks for hyper-parameters by training and judging. A {@link dev.sapor.tune.SearchSpace} of
 * {@link dev.sapor.tune.ParameterRange}s says where to look, a {@link dev.sapor.tune.TuningPlan}
 * for how long, {@link dev.sapor.tune.FoldTrials} train and judge one {@link dev.sapor.tune.Trial}
 * on the folds of the training data, and the {@link dev.sapor.tune.Tuner} spends the budget by
 * successive halving and decides whether the best trial really beats the defaults.
 */
@NullMarked
package dev.sapor.tune;

import org.jspecify.annotations.NullMarked;
