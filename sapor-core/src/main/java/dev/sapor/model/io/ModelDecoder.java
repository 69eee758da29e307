package dev.sapor.model.io;

import dev.sapor.data.Catalog;
import dev.sapor.data.IdMap;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.model.DayEffects;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.History;
import dev.sapor.model.Posterior;
import dev.sapor.model.RatingLevels;
import dev.sapor.model.TrainingRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model from its sections. */
final class ModelDecoder {

  static FactorModel decode(SectionReader file) throws IOException {
    ModelSections.Head head = file.record(ModelSections.MODEL, 0, ModelSections.Head::readFrom);
    TrainingRecord record =
        file.record(ModelSections.TRAINING_RECORD, 0, TrainingRecordSection::read);
    IdMap users = ids(file, ModelSections.USER_IDS);
    IdMap items = ids(file, ModelSections.ITEM_IDS);
    require(file, users.size() == head.users(), ModelSections.USER_IDS);
    require(file, items.size() == head.items(), ModelSections.ITEM_IDS);
    int[] userCounts = counts(file, ModelSections.USER_COUNTS, head.users());
    int[] itemCounts = counts(file, ModelSections.ITEM_COUNTS, head.items());
    Factors factors = factors(file, head);
    Catalog catalog =
        file.contains(ModelSections.CATALOG, 0)
            ? file.read(ModelSections.CATALOG, 0, in -> CatalogSection.read(in, items))
            : Catalog.empty(items.size());
    History history = history(file, head);
    try {
      Posterior posterior = posterior(file);
      file.checkRest();
      return new FactorModel(
          head.goal(),
          factors,
          users,
          items,
          userCounts,
          itemCounts,
          head.range(),
          record,
          catalog,
          history,
          posterior);
    } catch (IllegalArgumentException e) {
      throw file.corrupt(String.valueOf(e.getMessage()));
    }
  }

  private static IdMap ids(SectionReader file, String section) throws IOException {
    List<String> ids = new ArrayList<>();
    file.read(section, 0, in -> StringTable.readIds(in, ids::add));
    return IdMap.of(ids);
  }

  private static int[] counts(SectionReader file, String section, int rows) throws IOException {
    int[] counts = file.read(section, 0, ArraySection::readCounts);
    require(file, counts.length == rows, section);
    return counts;
  }

  private static Factors factors(SectionReader file, ModelSections.Head head) throws IOException {
    float[] userBiases = file.floats(ModelSections.USER_BIASES, 0);
    float[] itemBiases = file.floats(ModelSections.ITEM_BIASES, 0);
    FloatMatrix users = file.matrix(ModelSections.USER_FACTORS, 0);
    FloatMatrix items = file.matrix(ModelSections.ITEM_FACTORS, 0);
    require(file, userBiases.length == head.users(), ModelSections.USER_BIASES);
    require(file, itemBiases.length == head.items(), ModelSections.ITEM_BIASES);
    requireShape(file, users, head.users(), head.factors(), ModelSections.USER_FACTORS);
    requireShape(file, items, head.items(), head.factors(), ModelSections.ITEM_FACTORS);
    return new Factors(users, items, head.mean(), userBiases, itemBiases);
  }

  private static @Nullable History history(SectionReader file, ModelSections.Head head)
      throws IOException {
    if (!file.contains(ModelSections.HISTORY, 0)) {
      return null;
    }
    CsrMatrix byUser = file.csr(ModelSections.HISTORY, 0);
    require(file, byUser.rows() == head.users(), ModelSections.HISTORY);
    require(file, byUser.columns() == head.items(), ModelSections.HISTORY);
    if (!file.contains(ModelSections.HISTORY_DAYS, 0)) {
      return new History(byUser);
    }
    IntColumn days = file.read(ModelSections.HISTORY_DAYS, 0, ArraySection::readIndices);
    require(file, days.size() == byUser.nonZeros(), ModelSections.HISTORY_DAYS);
    return new History(byUser, days);
  }

  private static @Nullable Posterior posterior(SectionReader file) throws IOException {
    if (!file.contains(ModelSections.SAMPLE_NOISE, 0)) {
      return null;
    }
    return new Posterior(
        file.matrix(ModelSections.SAMPLE_NOISE, 0),
        file.matrix(ModelSections.SAMPLE_USER_PRIORS, 0),
        file.matrix(ModelSections.SAMPLE_ITEM_BIASES, 0),
        file.contains(ModelSections.SAMPLE_ITEM_WEIGHTS, 0)
            ? file.matrix(ModelSections.SAMPLE_ITEM_WEIGHTS, 0)
            : null,
        days(file),
        levels(file));
  }

  private static @Nullable RatingLevels levels(SectionReader file) throws IOException {
    return file.contains(ModelSections.LEVELS, 0)
        ? new RatingLevels(
            file.floats(ModelSections.LEVELS, 0),
            file.matrix(ModelSections.THRESHOLDS, 0),
            file.matrix(ModelSections.SAMPLE_USER_BIASES, 0))
        : null;
  }

  private static @Nullable DayEffects days(SectionReader file) throws IOException {
    return file.contains(ModelSections.CALENDAR, 0)
        ? new DayEffects(
            file.record(ModelSections.CALENDAR, 0, CalendarSection::read),
            file.matrix(ModelSections.DAY_FACTORS, 0),
            file.matrix(ModelSections.DAY_BIASES, 0),
            file.matrix(ModelSections.DAY_PRECISIONS, 0))
        : null;
  }

  private static void requireShape(
      SectionReader file, FloatMatrix matrix, int rows, int columns, String section)
      throws ModelFileException {
    require(file, matrix.rows() == rows && matrix.columns() == columns, section);
  }

  private static void require(SectionReader file, boolean fits, String section)
      throws ModelFileException {
    if (!fits) {
      throw file.corrupt("section %s does not fit the others".formatted(section));
    }
  }

  private ModelDecoder() {}
}
