/**
 * Prepares interactions for training: which ratings count as positive, which users and items are
 * kept, and how much an interaction weighs.
 *
 * <p>A {@link dev.sapor.prepare.Preparation} says what is wanted and carries it out; each step
 * leaves a {@link dev.sapor.prepare.StepReport} of what it removed. A step that removes the last
 * interaction ends with a {@link dev.sapor.prepare.PreparationException}. Nothing depends on the
 * order of rows or on threads. Weights of event types belong to reading, where the events still
 * are.
 */
@NullMarked
package dev.sapor.prepare;

import org.jspecify.annotations.NullMarked;
