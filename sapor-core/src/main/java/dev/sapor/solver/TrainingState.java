package dev.sapor.solver;

import dev.sapor.model.TrainingRecord;
import java.util.List;

/**
 * Where a training stands after an epoch: enough to go on with the same bits.
 *
 * @param phase what it is doing
 * @param validationEpochs epochs of the validation phase so far; complete in the final phase
 * @param epochs epochs of the final phase so far
 * @param backoffs how often the learning rate was halved
 * @param run state of the run of the current phase
 */
public record TrainingState(
    TrainingListener.Phase phase,
    List<TrainingRecord.Epoch> validationEpochs,
    List<TrainingRecord.Epoch> epochs,
    int backoffs,
    RunState run) {

  public TrainingState {
    validationEpochs = List.copyOf(validationEpochs);
    epochs = List.copyOf(epochs);
  }
}
