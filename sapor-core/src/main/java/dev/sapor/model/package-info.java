/**
 * What training leaves behind. {@link dev.sapor.model.Factors} are the bare numbers by index;
 * {@link dev.sapor.model.FactorModel} adds the ids, the range of values, the {@link
 * dev.sapor.model.TrainingRecord} that says where it comes from and, unless it was declined, the
 * {@link dev.sapor.model.History} it was trained on.
 */
@NullMarked
package dev.sapor.model;

import org.jspecify.annotations.NullMarked;
