package dev.sapor.model.io;

import dev.sapor.data.Catalog;
import dev.sapor.data.IdMap;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.model.Calendar;
import dev.sapor.model.DayEffects;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.model.History;
import dev.sapor.model.Posterior;
import dev.sapor.model.RatingLevels;
import dev.sapor.model.TrainingRecord;
import dev.sapor.model.ValueRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** A model of fixed numbers: three users, four items, two factors. */
final class TinyModel {

  /** With everything a model can have. */
  static FactorModel full() {
    return of(Goal.PREDICT, 3.5f, catalog(items()), history());
  }

  /** Without what is optional. */
  static FactorModel bare() {
    return of(Goal.RECOMMEND, 0, Catalog.empty(4), null).withoutHistory();
  }

  /** The same as the mean over two samples of one factor each, with days and levels. */
  static FactorModel sampled() {
    FactorModel full = full();
    DayEffects days =
        new DayEffects(
            new Calendar(86_400, new long[] {-3, 10, 1L << 40}),
            FloatMatrix.of(new float[][] {{1, -2}, {0.5f, 3}, {-1, 0}}),
            FloatMatrix.of(new float[][] {{0.25f, -0.5f, 1}, {2, 0, -1}}),
            FloatMatrix.of(new float[][] {{4, 2}, {0.5f, 1}}));
    Posterior posterior =
        new Posterior(
            FloatMatrix.of(new float[][] {{3.5f, 2}, {3.25f, 0.5f}}),
            FloatMatrix.of(new float[][] {{0, -1}, {2, 4}, {1, 0.5f}, {8, 16}}),
            FloatMatrix.of(new float[][] {{1, 2, 3, 4}, {-1, -2, -3, -4}}),
            FloatMatrix.of(
                new float[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10}, {11, 12}, {0, 0}, {-1, 1}}),
            days,
            new RatingLevels(
                new float[] {0.5f, 3, 5},
                FloatMatrix.of(new float[][] {{-1, 0.5f}, {0, 2}}),
                FloatMatrix.of(new float[][] {{1, -1, 0}, {0.5f, 0.25f, -0.125f}})));
    return new FactorModel(
        full.goal(),
        full.factors(),
        full.users(),
        full.items(),
        new int[] {2, 1, 3},
        new int[] {2, 2, 0, 2},
        full.range(),
        full.record(),
        full.catalog(),
        new History(full.history().orElseThrow().byUser(), IntColumn.of(0, 2, 1, 2, 0, 0)),
        posterior);
  }

  static IdMap users() {
    // In the order of UTF-8 bytes, which is not that of UTF-16: U+FF21 comes before U+1D4B6.
    return IdMap.of(List.of("007", "\uFF21nna", "\uD835\uDCB6nna"));
  }

  static IdMap items() {
    return IdMap.of(List.of("7", "a,b\n\"c\"", "caf\u00e9", "z"));
  }

  private static FactorModel of(
      Goal goal, float mean, Catalog catalog, @org.jspecify.annotations.Nullable History history) {
    return new FactorModel(
        goal,
        factors(mean),
        users(),
        items(),
        new int[] {2, 1, 3},
        new int[] {2, 2, 0, 2},
        new ValueRange(0.5f, 5),
        record(),
        catalog,
        history);
  }

  static Factors factors(float mean) {
    return new Factors(
        FloatMatrix.of(new float[][] {{0.25f, -1.5f}, {1e-30f, 3}, {-0.0f, Float.MIN_VALUE}}),
        FloatMatrix.of(
            new float[][] {{1, 2}, {-3.75f, 4}, {Float.MAX_VALUE, -Float.MAX_VALUE}, {0, 0.1f}}),
        mean,
        new float[] {0.125f, -0.25f, 0},
        new float[] {1, -1, 0.5f, -0.0625f});
  }

  private static TrainingRecord record() {
    TreeMap<String, String> parameters = new TreeMap<>();
    parameters.put("factors", "2");
    parameters.put("regularization", "0.05");
    return new TrainingRecord(
        "als",
        parameters,
        42,
        "crc32c:0badcafe",
        6,
        List.of(
            new TrainingRecord.Epoch(1, 12.5, OptionalDouble.of(0.9), OptionalDouble.empty()),
            new TrainingRecord.Epoch(2, 1 / 3.0, OptionalDouble.empty(), OptionalDouble.of(0.95))));
  }

  private static Catalog catalog(IdMap items) {
    Catalog.Builder catalog = Catalog.builder(items, List.of("title", "year"));
    catalog.put("7", List.of("Seven", "1995"));
    catalog.put("caf\u00e9", List.of("Caf\u00e9 \uD83C\uDFAC", ""));
    return catalog.build();
  }

  private static History history() {
    return new History(
        new CsrMatrix(
            4,
            new long[] {0, 2, 3, 6},
            IntColumn.of(0, 1, 3, 0, 1, 3),
            FloatColumn.of(5, 0.5f, 3, 4, 4.5f, 1)));
  }

  static byte[] bytes(FactorModel model) {
    return bytes(ModelEncoder.sections(model));
  }

  static byte[] bytes(SectionWriter file) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      file.writeTo(Channels.newChannel(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private TinyModel() {}
}
