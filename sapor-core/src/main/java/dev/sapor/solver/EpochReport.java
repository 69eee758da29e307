package dev.sapor.solver;

import dev.sapor.model.TrainingRecord;

/**
 * One epoch as it happened.
 *
 * @param epoch what goes into the training record
 * @param seconds how long it took, computation of the objective excluded
 */
public record EpochReport(TrainingRecord.Epoch epoch, double seconds) {}
