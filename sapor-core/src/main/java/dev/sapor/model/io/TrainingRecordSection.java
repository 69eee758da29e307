package dev.sapor.model.io;

import dev.sapor.data.IdMap;
import dev.sapor.model.TrainingRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** The training record as a section of single values. */
final class TrainingRecordSection {

  private static final int HAS_TRAIN = 1;
  private static final int HAS_VALIDATION = 2;
  private static final int EPOCH_BYTES = 2 * Integer.BYTES + 3 * Double.BYTES;
  private static final int PARAMETER_BYTES = 2 * Integer.BYTES;

  static void write(RecordWriter out, TrainingRecord record) throws IOException {
    out.writeString(record.algorithm());
    out.writeLong(record.seed());
    out.writeString(record.dataDigest());
    out.writeLong(record.interactions());
    // In the order of bytes, whatever order the map came with.
    SortedMap<String, String> parameters = new TreeMap<>(IdMap::compare);
    parameters.putAll(record.parameters());
    out.writeInt(parameters.size());
    for (var parameter : parameters.entrySet()) {
      out.writeString(parameter.getKey());
      out.writeString(parameter.getValue());
    }
    out.writeInt(record.epochs().size());
    for (TrainingRecord.Epoch epoch : record.epochs()) {
      write(out, epoch);
    }
  }

  private static void write(RecordWriter out, TrainingRecord.Epoch epoch) throws IOException {
    out.writeInt(epoch.number());
    out.writeInt(
        (epoch.trainRmse().isPresent() ? HAS_TRAIN : 0)
            | (epoch.validationRmse().isPresent() ? HAS_VALIDATION : 0));
    out.writeDouble(epoch.objective());
    out.writeDouble(epoch.trainRmse().orElse(0));
    out.writeDouble(epoch.validationRmse().orElse(0));
  }

  static TrainingRecord read(RecordReader in) throws IOException {
    String algorithm = in.readString();
    long seed = in.readLong();
    String dataDigest = in.readString();
    long interactions = in.readLong();
    if (interactions < 0) {
      throw in.corrupt("the number of interactions is negative");
    }
    return new TrainingRecord(
        algorithm, readParameters(in), seed, dataDigest, interactions, readEpochs(in));
  }

  private static SortedMap<String, String> readParameters(RecordReader in) throws IOException {
    SortedMap<String, String> parameters = new TreeMap<>();
    int count = in.readCount(PARAMETER_BYTES);
    String previous = null;
    for (int i = 0; i < count; i++) {
      String name = in.readString();
      if (previous != null && IdMap.compare(previous, name) >= 0) {
        throw in.corrupt("the names of the parameters are not in order");
      }
      parameters.put(name, in.readString());
      previous = name;
    }
    return parameters;
  }

  private static List<TrainingRecord.Epoch> readEpochs(RecordReader in) throws IOException {
    int count = in.readCount(EPOCH_BYTES);
    List<TrainingRecord.Epoch> epochs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int number = in.readInt();
      int flags = in.readInt();
      if (number < 0 || (flags & ~(HAS_TRAIN | HAS_VALIDATION)) != 0) {
        throw in.corrupt("an epoch has an impossible number or unknown flags");
      }
      epochs.add(
          new TrainingRecord.Epoch(
              number,
              in.readDouble(),
              readOptional(in, (flags & HAS_TRAIN) != 0),
              readOptional(in, (flags & HAS_VALIDATION) != 0)));
    }
    return epochs;
  }

  private static OptionalDouble readOptional(RecordReader in, boolean present) throws IOException {
    double value = in.readDouble();
    if (present) {
      return OptionalDouble.of(value);
    }
    if (Double.doubleToRawLongBits(value) != 0) {
      throw in.corrupt("a value that is absent is not zero");
    }
    return OptionalDouble.empty();
  }

  private TrainingRecordSection() {}
}
