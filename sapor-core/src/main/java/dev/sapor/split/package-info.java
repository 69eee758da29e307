/**
 * Cuts interactions into a part to train on and a part to judge by.
 *
 * <p>A {@link dev.sapor.split.Splitter} cuts once ({@link dev.sapor.split.RandomHoldout}, {@link
 * dev.sapor.split.LeaveLastOut}, {@link dev.sapor.split.TemporalHoldout}), a {@link
 * dev.sapor.split.FoldSplitter} as often as there are folds ({@link dev.sapor.split.KFold}), and
 * {@link dev.sapor.split.UserHoldout} holds out whole users. They decide by ids, times and a seed,
 * never by the order of the input. The exceptions say so: leaving out the last of each user where
 * there are no times, and the replicas of published splits ({@link dev.sapor.split.SurpriseKFold},
 * {@link dev.sapor.split.SklearnHoldout}, {@link dev.sapor.split.VaeSplit}), which rest on {@link
 * dev.sapor.split.LegacyNumpyRandom}.
 *
 * <p>A {@link dev.sapor.split.SplitReport} counts what is in each part, a {@link
 * dev.sapor.split.LeakReport} finds what should not be in both.
 */
@NullMarked
package dev.sapor.split;

import org.jspecify.annotations.NullMarked;
