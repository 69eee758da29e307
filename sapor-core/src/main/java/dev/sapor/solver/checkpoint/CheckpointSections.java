package dev.sapor.solver.checkpoint;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.Factors;
import dev.sapor.model.TrainingRecord;
import dev.sapor.model.io.FileKind;
import dev.sapor.model.io.ModelFileException;
import dev.sapor.model.io.RecordReader;
import dev.sapor.model.io.RecordWriter;
import dev.sapor.model.io.SectionReader;
import dev.sapor.model.io.SectionWriter;
import dev.sapor.solver.RunState;
import dev.sapor.solver.TrainingListener.Phase;
import dev.sapor.solver.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A checkpoint as sections; what they hold stands in {@code docs/formats.md}. */
final class CheckpointSections {

  private static final String STATE = "STAT";
  private static final String NAMES = "NAME";
  private static final String USER_FACTORS = "UFAC";
  private static final String ITEM_FACTORS = "IFAC";
  private static final String USER_BIASES = "UBIA";
  private static final String ITEM_BIASES = "IBIA";
  private static final String MEMORY = "MEMO";

  static final FileKind KIND =
      new FileKind(
          2,
          "checkpoint",
          Set.of(STATE, NAMES, USER_FACTORS, ITEM_FACTORS, USER_BIASES, ITEM_BIASES, MEMORY));

  private static final int VALIDATION_PHASE = 0;
  private static final int FINAL_PHASE = 1;
  private static final int EPOCH_BYTES = 2 * Integer.BYTES + 3 * Double.BYTES;

  /**
   * What a checkpoint holds.
   *
   * @param training which training it belongs to
   * @param state where the training stands
   */
  record Content(String training, TrainingState state) {}

  /** The single values of a checkpoint. */
  private record Head(
      String training,
      Phase phase,
      int backoffs,
      int epoch,
      float mean,
      List<TrainingRecord.Epoch> validationEpochs,
      List<TrainingRecord.Epoch> epochs) {}

  static void write(Path file, String training, TrainingState state) throws IOException {
    RunState run = state.run();
    Factors factors = run.factors();
    Head head =
        new Head(
            training,
            state.phase(),
            state.backoffs(),
            run.epoch(),
            factors.mean(),
            state.validationEpochs(),
            state.epochs());
    SectionWriter writer =
        new SectionWriter(KIND)
            .record(STATE, 0, out -> writeHead(out, head))
            .strings(NAMES, 0, List.copyOf(run.memory().keySet()))
            .floats(USER_BIASES, 0, factors.userBiases())
            .floats(ITEM_BIASES, 0, factors.itemBiases())
            .matrix(USER_FACTORS, 0, factors.users())
            .matrix(ITEM_FACTORS, 0, factors.items());
    int index = 0;
    for (FloatMatrix memory : run.memory().values()) {
      writer.matrix(MEMORY, index++, memory);
    }
    writer.save(file);
  }

  static Content read(Path file) throws IOException {
    try (SectionReader reader = SectionReader.open(file, KIND)) {
      Head head = reader.record(STATE, 0, in -> readHead(in));
      List<String> names = reader.strings(NAMES, 0);
      float[] userBiases = reader.floats(USER_BIASES, 0);
      float[] itemBiases = reader.floats(ITEM_BIASES, 0);
      FloatMatrix users = reader.matrix(USER_FACTORS, 0);
      FloatMatrix items = reader.matrix(ITEM_FACTORS, 0);
      SortedMap<String, FloatMatrix> memory = new TreeMap<>();
      for (int index = 0; index < names.size(); index++) {
        memory.put(names.get(index), reader.matrix(MEMORY, index));
      }
      reader.checkRest();
      return content(reader, head, users, items, userBiases, itemBiases, memory);
    }
  }

  private static Content content(
      SectionReader reader,
      Head head,
      FloatMatrix users,
      FloatMatrix items,
      float[] userBiases,
      float[] itemBiases,
      SortedMap<String, FloatMatrix> memory)
      throws ModelFileException {
    try {
      Factors factors = new Factors(users, items, head.mean, userBiases, itemBiases);
      RunState run = new RunState(head.epoch, factors, memory);
      TrainingState state =
          new TrainingState(head.phase, head.validationEpochs, head.epochs, head.backoffs, run);
      return new Content(head.training, state);
    } catch (IllegalArgumentException e) {
      throw reader.corrupt(String.valueOf(e.getMessage()));
    }
  }

  private static void writeHead(RecordWriter out, Head head) throws IOException {
    out.writeString(head.training);
    out.writeInt(head.phase == Phase.FINAL ? FINAL_PHASE : VALIDATION_PHASE);
    out.writeInt(head.backoffs);
    out.writeInt(head.epoch);
    out.writeFloat(head.mean);
    writeEpochs(out, head.validationEpochs);
    writeEpochs(out, head.epochs);
  }

  private static Head readHead(RecordReader in) throws IOException {
    String training = in.readString();
    int phase = in.readInt();
    int backoffs = in.readInt();
    int epoch = in.readInt();
    float mean = in.readFloat();
    if ((phase != FINAL_PHASE && phase != VALIDATION_PHASE) || backoffs < 0 || epoch < 0) {
      throw in.corrupt("phase %s, backoffs %s, epoch %s".formatted(phase, backoffs, epoch));
    }
    return new Head(
        training,
        phase == FINAL_PHASE ? Phase.FINAL : Phase.VALIDATION,
        backoffs,
        epoch,
        mean,
        readEpochs(in),
        readEpochs(in));
  }

  private static void writeEpochs(RecordWriter out, List<TrainingRecord.Epoch> epochs)
      throws IOException {
    out.writeInt(epochs.size());
    for (TrainingRecord.Epoch epoch : epochs) {
      out.writeInt(epoch.number());
      out.writeInt(
          (epoch.trainRmse().isPresent() ? 1 : 0) | (epoch.validationRmse().isPresent() ? 2 : 0));
      out.writeDouble(epoch.objective());
      out.writeDouble(epoch.trainRmse().orElse(0));
      out.writeDouble(epoch.validationRmse().orElse(0));
    }
  }

  private static List<TrainingRecord.Epoch> readEpochs(RecordReader in) throws IOException {
    int count = in.readCount(EPOCH_BYTES);
    List<TrainingRecord.Epoch> epochs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int number = in.readInt();
      int present = in.readInt();
      double objective = in.readDouble();
      epochs.add(
          new TrainingRecord.Epoch(
              number,
              objective,
              optional((present & 1) != 0, in.readDouble()),
              optional((present & 2) != 0, in.readDouble())));
    }
    return epochs;
  }

  private static OptionalDouble optional(boolean present, double value) {
    return present ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private CheckpointSections() {}
}
