package dev.sapor.cli.reproduce;

import dev.sapor.cli.reproduce.ReproduceException.Kind;
import dev.sapor.data.Interactions;
import dev.sapor.data.InteractionsBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The leave-one-out split of He et al., WWW 2017, all of it as clicks.
 *
 * @param train what to train on
 * @param test one item for each user
 * @param negatives for each user the items against which that one is ranked
 */
record NcfData(Interactions train, Interactions test, Interactions negatives) {

  private static final String COLUMNS = "user=1,item=2,rating=none,timestamp=none";
  private static final String NEGATIVES = "ml-1m.test.negative";

  /** {@code (user,item)} before the tab. */
  private static final Pattern PAIR = Pattern.compile("\\(([^,()]+),([^,()]+)\\)");

  static NcfData read(Workplace place, PublishedData data) {
    Interactions train = place.columns(data, "ml-1m.train.rating", "\t", COLUMNS);
    Interactions test = place.columns(data, "ml-1m.test.rating", "\t", COLUMNS);
    return new NcfData(train, test, negatives(place.folder().file(data, NEGATIVES)));
  }

  private static Interactions negatives(Path file) {
    InteractionsBuilder builder = Interactions.builder();
    try (InputStream bytes = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      int number = 1;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line, file, number++, builder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    return builder.build();
  }

  private static void add(String line, Path file, int number, InteractionsBuilder builder) {
    if (line.isBlank()) {
      return;
    }
    String[] cells = line.strip().split("\t", -1);
    Matcher pair = PAIR.matcher(cells[0]);
    if (!pair.matches() || cells.length < 2) {
      throw new ReproduceException(
          Kind.DATA, "expected (user,item) and then items between tabs: " + file + ":" + number);
    }
    for (int k = 1; k < cells.length; k++) {
      if (cells[k].isBlank()) {
        throw new ReproduceException(
            Kind.DATA, "an item has no id: " + file + ":" + number + ":" + (k + 1));
      }
      builder.click(pair.group(1), cells[k]);
    }
  }
}
