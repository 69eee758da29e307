package dev.sapor.model.io;

import dev.sapor.model.Goal;
import dev.sapor.model.ValueRange;
import java.io.IOException;
import java.util.Set;

/** The sections of a model file. */
final class ModelSections {

  static final String MODEL = "MODL";
  static final String TRAINING_RECORD = "RECD";
  static final String USER_IDS = "UIDS";
  static final String ITEM_IDS = "IIDS";
  static final String USER_COUNTS = "UCNT";
  static final String ITEM_COUNTS = "ICNT";
  static final String USER_BIASES = "UBIA";
  static final String ITEM_BIASES = "IBIA";
  static final String CATALOG = "CATI";
  static final String USER_FACTORS = "UFAC";
  static final String ITEM_FACTORS = "IFAC";
  static final String HISTORY = "HIST";
  static final String SAMPLE_NOISE = "SNOI";
  static final String SAMPLE_USER_PRIORS = "SUPR";
  static final String SAMPLE_ITEM_BIASES = "SIBI";
  static final String SAMPLE_ITEM_WEIGHTS = "SIWT";
  static final String CALENDAR = "DAYS";
  static final String DAY_FACTORS = "SDFA";
  static final String DAY_BIASES = "SDBI";
  static final String DAY_PRECISIONS = "SDPR";
  static final String HISTORY_DAYS = "HDAY";
  static final String LEVELS = "LEVL";
  static final String THRESHOLDS = "STHR";
  static final String SAMPLE_USER_BIASES = "SUBI";

  static final FileKind KIND =
      new FileKind(
          1,
          "model",
          Set.of(
              MODEL,
              TRAINING_RECORD,
              USER_IDS,
              ITEM_IDS,
              USER_COUNTS,
              ITEM_COUNTS,
              USER_BIASES,
              ITEM_BIASES,
              CATALOG,
              USER_FACTORS,
              ITEM_FACTORS,
              HISTORY,
              SAMPLE_NOISE,
              SAMPLE_USER_PRIORS,
              SAMPLE_ITEM_BIASES,
              SAMPLE_ITEM_WEIGHTS,
              CALENDAR,
              DAY_FACTORS,
              DAY_BIASES,
              DAY_PRECISIONS,
              HISTORY_DAYS,
              LEVELS,
              THRESHOLDS,
              SAMPLE_USER_BIASES));

  /**
   * The section {@value #MODEL}: what the scores mean and how large the parts are.
   *
   * @param goal what the model is for
   * @param users number of users
   * @param items number of items
   * @param factors number of latent factors
   * @param mean the global mean, finite
   * @param range of the training values
   */
  record Head(Goal goal, int users, int items, int factors, float mean, ValueRange range) {

    void writeTo(RecordWriter out) throws IOException {
      out.writeInt(code(goal));
      out.writeInt(users);
      out.writeInt(items);
      out.writeInt(factors);
      out.writeFloat(mean);
      out.writeFloat(range.min());
      out.writeFloat(range.max());
      out.writeInt(0);
    }

    static Head readFrom(RecordReader in) throws IOException {
      Goal goal = goal(in);
      int users = in.readInt();
      int items = in.readInt();
      int factors = in.readInt();
      float mean = in.readFloat();
      ValueRange range = new ValueRange(in.readFloat(), in.readFloat());
      if (users < 0 || items < 0 || factors < 1 || !Float.isFinite(mean) || in.readInt() != 0) {
        throw in.corrupt("a value is out of its range");
      }
      return new Head(goal, users, items, factors, mean, range);
    }

    private static int code(Goal goal) {
      return switch (goal) {
        case PREDICT -> 1;
        case RECOMMEND -> 2;
      };
    }

    private static Goal goal(RecordReader in) throws IOException {
      int code = in.readInt();
      return switch (code) {
        case 1 -> Goal.PREDICT;
        case 2 -> Goal.RECOMMEND;
        default -> throw in.corrupt("there is no goal " + Integer.toUnsignedString(code));
      };
    }
  }

  private ModelSections() {}
}
