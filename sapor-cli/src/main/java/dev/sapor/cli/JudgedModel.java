package dev.sapor.cli;

import dev.sapor.eval.Judgement;
import dev.sapor.split.LeakReport;
import java.util.Optional;

/**
 * A model file and how its model did on test data, if there are any.
 *
 * @param description what the file says
 * @param judgement for comparisons with others
 * @param figures beside simple rules
 * @param slices parts of the test data
 * @param leaks what is wrong between training and test data, where the model knows the former
 */
record JudgedModel(
    ModelDescription description,
    Optional<Judgement> judgement,
    Optional<TestFigures> figures,
    SliceFigures slices,
    Optional<LeakReport> leaks) {

  String name() {
    return ReportedModels.name(description.file());
  }
}
