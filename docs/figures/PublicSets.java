import dev.sapor.data.Interactions;
import dev.sapor.split.RandomHoldout;
import dev.sapor.split.Split;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Public data sets, of each only what a choice may look at: the base files of MovieLens 100K, and of
 * the others what {@code sapor train --holdout 0.1} trains on. A tenth of that is for validation.
 */
final class PublicSets {

  private static final long HOLDOUT_SEED = 42;
  private static final long VALIDATION_SEED = 2025;

  /** Sets with ratings. */
  static Map<String, Split> ratings(Path data) throws IOException {
    Map<String, Split> sets = new LinkedHashMap<>();
    for (int fold = 1; fold <= 5; fold += 2) {
      Path file = data.resolve("ml-100k/u" + fold + ".base");
      sets.put("u" + fold, validation(read(file, "\t", 3)));
    }
    sets.put("ml-latest-small", validation(trainingPart(latestSmall(data))));
    sets.put("ml-1m", validation(trainingPart(million(data))));
    return sets;
  }

  static Split validation(Interactions train) {
    return new RandomHoldout(.1, VALIDATION_SEED).split(train);
  }

  static Interactions trainingPart(Interactions data) {
    return new RandomHoldout(.1, HOLDOUT_SEED).split(data).train();
  }

  static Interactions million(Path data) throws IOException {
    return read(data.resolve("ml-1m/ratings.dat.gz"), "::", 3);
  }

  static Interactions latestSmall(Path data) throws IOException {
    return read(data.resolve("ml-latest-small/ratings.csv"), ",", 3);
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return new BufferedReader(
        new InputStreamReader(
            file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
            StandardCharsets.ISO_8859_1));
  }

  static Interactions read(Path file, String separator, int fields) throws IOException {
    var builder = Interactions.builder();
    try (BufferedReader reader = open(file)) {
      for (String line; (line = reader.readLine()) != null; ) {
        String[] parts = line.split(separator);
        if (parts.length >= fields && parts[2].matches("[0-9.]+")) {
          builder.add(parts[0], parts[1], Float.parseFloat(parts[2]));
        }
      }
    }
    return builder.build();
  }

  /** A base file of MovieLens 100K, with the times of the ratings. */
  static Interactions dated(Path file) throws IOException {
    var builder = Interactions.builder();
    try (BufferedReader reader = open(file)) {
      for (String line; (line = reader.readLine()) != null; ) {
        String[] parts = line.split("\t");
        builder.add(parts[0], parts[1], Float.parseFloat(parts[2]), Long.parseLong(parts[3]));
      }
    }
    return builder.build();
  }

  static Interactions lists(Path file) throws IOException {
    var builder = Interactions.builder();
    try (BufferedReader reader = open(file)) {
      for (String line; (line = reader.readLine()) != null; ) {
        String[] parts = line.trim().split(" ");
        for (int k = 1; k < parts.length; k++) {
          builder.click(parts[0], parts[k]);
        }
      }
    }
    return builder.build();
  }

  private PublicSets() {}
}
