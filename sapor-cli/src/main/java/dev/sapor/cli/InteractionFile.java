package dev.sapor.cli;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.LongColumn;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Interactions as rows of CSV with the columns user, item and, where the data have them, rating and
 * timestamp. What is read back has the same ids and the same bits. Rows are in the order of user
 * and item index, or in that of the file that they came from.
 */
final class InteractionFile {

  private static final float MOST_EXACT = 1 << 24;

  /**
   * What all files of a split have in common.
   *
   * @param valued whether there is a column for the value
   * @param inFileOrder whether rows keep the order in which they were read; ordinals must be there
   */
  record Form(boolean valued, boolean inFileOrder) {

    /** Clicks that were all counted once need no column for it. */
    static Form of(Interactions all, boolean inFileOrder) {
      return new Form(all.rated() || !allOnes(all), inFileOrder);
    }
  }

  /** Writes a file. */
  static void write(Interactions data, Form form, WritableByteChannel channel) throws IOException {
    BufferedWriter text =
        new BufferedWriter(
            new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8));
    CsvWriter rows = new CsvWriter(text);
    boolean valued = form.valued();
    LongColumn times = data.times().orElse(null);
    try {
      rows.row(header(valued, times != null));
      if (form.inFileOrder()) {
        writeInFileOrder(data, valued, times, rows);
      } else {
        writeByUser(data, valued, times, rows);
      }
      rows.flush();
    } catch (UncheckedIOException e) {
      throw e.getCause() == null ? new IOException(e.getMessage(), e) : e.getCause();
    }
  }

  private static void writeByUser(
      Interactions data, boolean valued, @Nullable LongColumn times, CsvWriter rows) {
    CsrMatrix matrix = data.byUser();
    for (int user = 0; user < matrix.rows(); user++) {
      for (long at = matrix.start(user); at < matrix.end(user); at++) {
        rows.row(fields(data, user, at, valued, times));
      }
    }
  }

  private static void writeInFileOrder(
      Interactions data, boolean valued, @Nullable LongColumn times, CsvWriter rows) {
    CsrMatrix matrix = data.byUser();
    LongColumn ordinals = data.ordinals().orElseThrow();
    int size = Math.toIntExact(data.size());
    int[] users = new int[size];
    for (int user = 0; user < matrix.rows(); user++) {
      Arrays.fill(users, (int) matrix.start(user), (int) matrix.end(user), user);
    }
    Integer[] order = new Integer[size];
    Arrays.setAll(order, at -> at);
    Arrays.sort(order, (a, b) -> Long.compare(ordinals.get(a), ordinals.get(b)));
    for (int at : order) {
      rows.row(fields(data, users[at], at, valued, times));
    }
  }

  private static boolean allOnes(Interactions data) {
    for (long at = 0; at < data.size(); at++) {
      if (data.byUser().value(at) != 1) {
        return false;
      }
    }
    return true;
  }

  private static String[] header(boolean valued, boolean timed) {
    List<String> names = new ArrayList<>(List.of("user", "item"));
    if (valued) {
      names.add("rating");
    }
    if (timed) {
      names.add("timestamp");
    }
    return names.toArray(String[]::new);
  }

  private static String[] fields(
      Interactions data, int user, long at, boolean valued, @Nullable LongColumn times) {
    String[] fields = new String[2 + (valued ? 1 : 0) + (times == null ? 0 : 1)];
    fields[0] = data.users().id(user);
    fields[1] = data.items().id(data.byUser().column(at));
    if (valued) {
      fields[2] = number(data.byUser().value(at));
    }
    if (times != null) {
      fields[fields.length - 1] = Long.toString(times.get(at));
    }
    return fields;
  }

  /** The shortest text from which the same bits are read: {@code 4}, {@code 3.5}. */
  static String number(float value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) <= MOST_EXACT;
    boolean negativeZero = Float.floatToRawIntBits(value) == Float.floatToRawIntBits(-0f);
    return whole && !negativeZero ? Integer.toString((int) value) : Float.toString(value);
  }

  private InteractionFile() {}
}
