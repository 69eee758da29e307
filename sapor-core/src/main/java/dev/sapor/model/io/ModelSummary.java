package dev.sapor.model.io;

import dev.sapor.model.Goal;
import dev.sapor.model.TrainingRecord;
import dev.sapor.model.ValueRange;
import java.io.IOException;
import java.util.List;

/**
 * What a model file says of its model.
 *
 * @param formatMajor version of the format: readers of another refuse it
 * @param formatMinor version within it
 * @param bytes length of the file
 * @param goal what the model is for
 * @param users number of users
 * @param items number of items
 * @param factors number of latent factors
 * @param mean the global mean, 0 in a model without biases
 * @param range of the training values
 * @param record where the model comes from
 * @param hasHistory whether it holds the interactions it was trained on
 * @param sections the parts of the file, in order
 */
public record ModelSummary(
    int formatMajor,
    int formatMinor,
    long bytes,
    Goal goal,
    int users,
    int items,
    int factors,
    float mean,
    ValueRange range,
    TrainingRecord record,
    boolean hasHistory,
    List<SectionInfo> sections) {

  public ModelSummary {
    sections = List.copyOf(sections);
  }

  static ModelSummary read(SectionReader file) throws IOException {
    ModelSections.Head head = file.record(ModelSections.MODEL, 0, ModelSections.Head::readFrom);
    TrainingRecord record =
        file.record(ModelSections.TRAINING_RECORD, 0, TrainingRecordSection::read);
    return new ModelSummary(
        file.header().major(),
        file.header().minor(),
        file.header().length(),
        head.goal(),
        head.users(),
        head.items(),
        head.factors(),
        head.mean(),
        head.range(),
        record,
        file.contains(ModelSections.HISTORY, 0),
        file.sections());
  }
}
