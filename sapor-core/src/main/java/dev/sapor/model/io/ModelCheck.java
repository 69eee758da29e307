package dev.sapor.model.io;

import dev.sapor.model.DayEffects;
import dev.sapor.model.Posterior;
import dev.sapor.model.RatingLevels;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks a model file without building the model: each section for itself, then that their shapes
 * are those of one model.
 */
final class ModelCheck {

  private final SectionReader file;
  // What the sections are, by id: the rows and columns of each that has some.
  private final Map<String, ArraySection.Shape> shapes = new HashMap<>();

  private long historyEntries;

  private ModelCheck(SectionReader file) {
    this.file = file;
  }

  static ModelFileReport check(SeekableByteChannel channel, Path path) throws IOException {
    long bytes = channel.size();
    try (SectionReader file = SectionReader.read(channel, path, ModelSections.KIND)) {
      return new ModelCheck(file).report(path, bytes);
    } catch (ModelFileException e) {
      return new ModelFileReport(path, bytes, 0, 0, List.of(), Optional.of(e));
    }
  }

  private ModelFileReport report(Path path, long bytes) throws IOException {
    List<ModelFileReport.Section> sections = new ArrayList<>();
    for (SectionInfo section : file.sections()) {
      sections.add(new ModelFileReport.Section(section, fault(() -> check(section))));
    }
    Optional<ModelFileException> fault =
        sections.stream().flatMap(s -> s.fault().stream()).findFirst();
    if (fault.isEmpty()) {
      fault = fault(this::checkShapes);
    }
    FileHeader header = file.header();
    return new ModelFileReport(path, bytes, header.major(), header.minor(), sections, fault);
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private static Optional<ModelFileException> fault(Step step) throws IOException {
    try {
      step.run();
      return Optional.empty();
    } catch (ModelFileException e) {
      return Optional.of(e);
    }
  }

  private void check(SectionInfo section) throws IOException {
    if (section.index() != 0 || !isRead(section.id())) {
      file.pass(section);
      return;
    }
    shapes.put(section.id(), file.read(section, in -> shape(section.id(), in)));
  }

  /** Whether a model is made of it: parts of what is not there are passed over. */
  private boolean isRead(String id) {
    return switch (id) {
      case ModelSections.SAMPLE_USER_PRIORS,
          ModelSections.SAMPLE_ITEM_BIASES,
          ModelSections.SAMPLE_ITEM_WEIGHTS,
          ModelSections.LEVELS,
          ModelSections.CALENDAR ->
          file.contains(ModelSections.SAMPLE_NOISE, 0);
      case ModelSections.DAY_FACTORS, ModelSections.DAY_BIASES, ModelSections.DAY_PRECISIONS ->
          isRead(ModelSections.CALENDAR) && file.contains(ModelSections.CALENDAR, 0);
      case ModelSections.THRESHOLDS, ModelSections.SAMPLE_USER_BIASES ->
          isRead(ModelSections.LEVELS) && file.contains(ModelSections.LEVELS, 0);
      case ModelSections.HISTORY_DAYS -> file.contains(ModelSections.HISTORY, 0);
      default -> ModelSections.KIND.sections().contains(id);
    };
  }

  private ArraySection.Shape shape(String id, SectionInput in) throws IOException {
    return switch (id) {
      case ModelSections.MODEL -> shapeOf(ModelSections.Head.readFrom(in));
      case ModelSections.TRAINING_RECORD -> column(TrainingRecordSection.read(in).epochs().size());
      case ModelSections.USER_IDS, ModelSections.ITEM_IDS ->
          column(StringTable.readIds(in, _ -> {}));
      case ModelSections.USER_COUNTS, ModelSections.ITEM_COUNTS -> ArraySection.checkCounts(in);
      case ModelSections.CATALOG -> CatalogSection.check(in);
      case ModelSections.HISTORY -> {
        CsrSection.Checked history = CsrSection.check(in);
        historyEntries = history.entries();
        yield history.shape();
      }
      case ModelSections.CALENDAR -> column(CalendarSection.read(in).size());
      case ModelSections.HISTORY_DAYS -> ArraySection.checkIndices(in);
      default -> ArraySection.checkFloats(in);
    };
  }

  private static ArraySection.Shape column(int rows) {
    return new ArraySection.Shape(rows, 1);
  }

  /** The shape of the head is that of the model: users x items. */
  private static ArraySection.Shape shapeOf(ModelSections.Head head) {
    return new ArraySection.Shape(head.users(), head.items());
  }

  private void checkShapes() throws IOException {
    int factors = file.record(ModelSections.MODEL, 0, ModelSections.Head::readFrom).factors();
    ArraySection.Shape model = shape(ModelSections.MODEL);
    shape(ModelSections.TRAINING_RECORD);
    require(column(model.rows()), ModelSections.USER_IDS);
    require(column(model.columns()), ModelSections.ITEM_IDS);
    require(column(model.rows()), ModelSections.USER_COUNTS);
    require(column(model.columns()), ModelSections.ITEM_COUNTS);
    require(column(model.rows()), ModelSections.USER_BIASES);
    require(column(model.columns()), ModelSections.ITEM_BIASES);
    require(new ArraySection.Shape(model.rows(), factors), ModelSections.USER_FACTORS);
    require(new ArraySection.Shape(model.columns(), factors), ModelSections.ITEM_FACTORS);
    if (file.contains(ModelSections.HISTORY, 0)) {
      require(model, ModelSections.HISTORY);
    }
    if (file.contains(ModelSections.SAMPLE_NOISE, 0)) {
      checkPosterior(factors, model);
    }
    checkHistoryDays();
    if (file.contains(ModelSections.CATALOG, 0)) {
      int columns = shape(ModelSections.CATALOG).columns();
      require(new ArraySection.Shape(model.columns(), columns), ModelSections.CATALOG);
    }
  }

  /** What is small is read, for some of it must be above 0. */
  private void checkPosterior(int rank, ArraySection.Shape model) throws IOException {
    int items = model.columns();
    int samples = Math.max(1, shape(ModelSections.SAMPLE_NOISE).rows());
    int unknowns = rank / samples + 1;
    require(rank % samples == 0, "%s factors are not those of %s samples".formatted(rank, samples));
    require(new ArraySection.Shape(samples, 2), ModelSections.SAMPLE_NOISE);
    require(new ArraySection.Shape(2 * samples, unknowns), ModelSections.SAMPLE_USER_PRIORS);
    require(new ArraySection.Shape(samples, items), ModelSections.SAMPLE_ITEM_BIASES);
    if (file.contains(ModelSections.SAMPLE_ITEM_WEIGHTS, 0)) {
      require(new ArraySection.Shape(samples * items, unknowns), ModelSections.SAMPLE_ITEM_WEIGHTS);
    }
    if (file.contains(ModelSections.CALENDAR, 0)) {
      int days = shape(ModelSections.CALENDAR).rows();
      require(new ArraySection.Shape(days, rank), ModelSections.DAY_FACTORS);
      require(new ArraySection.Shape(samples, days), ModelSections.DAY_BIASES);
      require(new ArraySection.Shape(samples, unknowns), ModelSections.DAY_PRECISIONS);
    }
    if (file.contains(ModelSections.LEVELS, 0)) {
      int levels = shape(ModelSections.LEVELS).rows();
      require(column(levels), ModelSections.LEVELS);
      require(new ArraySection.Shape(samples, levels - 1), ModelSections.THRESHOLDS);
      require(new ArraySection.Shape(samples, model.rows()), ModelSections.SAMPLE_USER_BIASES);
    }
    try {
      if (file.contains(ModelSections.LEVELS, 0)) {
        RatingLevels.requireGrowing(
            file.floats(ModelSections.LEVELS, 0), file.matrix(ModelSections.THRESHOLDS, 0));
      }
      Posterior.requirePrecisions(
          file.matrix(ModelSections.SAMPLE_NOISE, 0),
          file.matrix(ModelSections.SAMPLE_USER_PRIORS, 0));
      if (file.contains(ModelSections.CALENDAR, 0)) {
        DayEffects.requirePrecisions(file.matrix(ModelSections.DAY_PRECISIONS, 0));
      }
    } catch (IllegalArgumentException e) {
      throw file.corrupt(String.valueOf(e.getMessage()));
    }
  }

  private void checkHistoryDays() throws ModelFileException {
    if (!file.contains(ModelSections.HISTORY_DAYS, 0) || !file.contains(ModelSections.HISTORY, 0)) {
      return;
    }
    ArraySection.Shape days = shape(ModelSections.HISTORY_DAYS);
    boolean known =
        file.contains(ModelSections.SAMPLE_NOISE, 0) && file.contains(ModelSections.CALENDAR, 0);
    int size = known ? shape(ModelSections.CALENDAR).rows() : 0;
    require(
        days.rows() == historyEntries && days.columns() <= size,
        "section HDAY has %s entries of %s days where the model needs %s of at most %s"
            .formatted(days.rows(), days.columns(), historyEntries, size));
  }

  private void require(boolean holds, String otherwise) throws ModelFileException {
    if (!holds) {
      throw file.corrupt(otherwise);
    }
  }

  private void require(ArraySection.Shape expected, String section) throws ModelFileException {
    ArraySection.Shape shape = shape(section);
    if (!shape.equals(expected)) {
      throw file.corrupt(
          "section %s is %s x %s where the model needs %s x %s"
              .formatted(
                  section, shape.rows(), shape.columns(), expected.rows(), expected.columns()));
    }
  }

  private ArraySection.Shape shape(String section) throws ModelFileException {
    ArraySection.Shape shape = shapes.get(section);
    if (shape == null) {
      throw file.corrupt("there is no section " + section);
    }
    return shape;
  }
}
