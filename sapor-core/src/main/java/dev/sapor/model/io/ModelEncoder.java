package dev.sapor.model.io;

import dev.sapor.data.IdMap;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.model.DayEffects;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.History;
import dev.sapor.model.Posterior;
import dev.sapor.model.RatingLevels;
import java.util.stream.IntStream;

/** A model as sections, in the order of the file: what is small and read by all comes first. */
final class ModelEncoder {

  static SectionWriter sections(FactorModel model) {
    Factors factors = model.factors();
    ModelSections.Head head =
        new ModelSections.Head(
            model.goal(),
            model.users().size(),
            model.items().size(),
            factors.rank(),
            factors.mean(),
            model.range());
    int[] userCounts = IntStream.range(0, head.users()).map(model::userCount).toArray();
    int[] itemCounts = IntStream.range(0, head.items()).map(model::itemCount).toArray();
    SectionWriter file =
        new SectionWriter(ModelSections.KIND)
            .record(ModelSections.MODEL, 0, head::writeTo)
            .record(
                ModelSections.TRAINING_RECORD,
                0,
                out -> TrainingRecordSection.write(out, model.record()))
            .add(ModelSections.USER_IDS, 0, true, ids(model.users()))
            .add(ModelSections.ITEM_IDS, 0, true, ids(model.items()))
            .ints(ModelSections.USER_COUNTS, 0, userCounts)
            .ints(ModelSections.ITEM_COUNTS, 0, itemCounts)
            .floats(ModelSections.USER_BIASES, 0, factors.userBiases())
            .floats(ModelSections.ITEM_BIASES, 0, factors.itemBiases())
            .add(ModelSections.CATALOG, 0, false, new CatalogSection(model.catalog()));
    model.history().ifPresent(history -> addHistory(file, history));
    model.posterior().ifPresent(posterior -> addPosterior(file, posterior));
    return file.matrix(ModelSections.USER_FACTORS, 0, factors.users())
        .matrix(ModelSections.ITEM_FACTORS, 0, factors.items());
  }

  private static void addHistory(SectionWriter file, History history) {
    file.add(
        ModelSections.HISTORY, 0, false, out -> CsrSection.write(out, "history", history.byUser()));
    IntColumn days = history.days();
    if (days != null) {
      file.add(ModelSections.HISTORY_DAYS, 0, false, out -> ArraySection.write(out, days));
    }
  }

  private static void addPosterior(SectionWriter file, Posterior posterior) {
    file.matrix(ModelSections.SAMPLE_NOISE, 0, posterior.noise())
        .matrix(ModelSections.SAMPLE_USER_PRIORS, 0, posterior.userPriors())
        .matrix(ModelSections.SAMPLE_ITEM_BIASES, 0, posterior.itemBiases());
    FloatMatrix weights = posterior.itemWeights();
    if (weights != null) {
      file.matrix(ModelSections.SAMPLE_ITEM_WEIGHTS, 0, weights);
    }
    RatingLevels levels = posterior.levels();
    if (levels != null) {
      file.floats(ModelSections.LEVELS, 0, levels.values())
          .matrix(ModelSections.THRESHOLDS, 0, levels.thresholds())
          .matrix(ModelSections.SAMPLE_USER_BIASES, 0, levels.userBiases());
    }
    DayEffects days = posterior.days();
    if (days != null) {
      file.record(ModelSections.CALENDAR, 0, out -> CalendarSection.write(out, days.calendar()))
          .matrix(ModelSections.DAY_FACTORS, 0, days.factors())
          .matrix(ModelSections.DAY_BIASES, 0, days.biases())
          .matrix(ModelSections.DAY_PRECISIONS, 0, days.precisions());
    }
  }

  private static SectionContent ids(IdMap ids) {
    return new StringTable(ids.size(), ids::id);
  }

  private ModelEncoder() {}
}
