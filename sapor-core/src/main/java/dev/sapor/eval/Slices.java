package dev.sapor.eval;

import dev.sapor.data.Catalog;
import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Ways to cut test data into parts that are judged on their own. */
public final class Slices {

  /** Least numbers of training interactions of the parts by activity. */
  private static final int[] ACTIVITY = {0, 1, 10, 30, 100, 300, 1000};

  /** Most parts of a column; the values with fewest test interactions go together. */
  private static final int MOST = 20;

  private static final String OTHER = "(other)";
  private static final String NONE = "(none)";

  /** Users by their number of training interactions. Parts without users are left out. */
  public static List<Slice> byActivity(Interactions train, Interactions test) {
    int[] counts = counts(train.byUser(), train.users(), test.users());
    List<Slice> slices = new ArrayList<>();
    for (int part = 0; part < ACTIVITY.length; part++) {
      int from = ACTIVITY[part];
      int to = part + 1 < ACTIVITY.length ? ACTIVITY[part + 1] - 1 : Integer.MAX_VALUE;
      if (Arrays.stream(counts).anyMatch(count -> count >= from && count <= to)) {
        slices.add(
            Slice.ofUsers(
                "activity", range(from, to), row -> counts[row] >= from && counts[row] <= to));
      }
    }
    return slices;
  }

  private static String range(int from, int to) {
    if (to == from) {
      return Integer.toString(from);
    }
    return to == Integer.MAX_VALUE ? from + "+" : from + "-" + to;
  }

  /**
   * Items by popularity: ordered by their number of training interactions (ties by item order), the
   * first that hold a third of all training interactions, those that hold the next third, the
   * others; and items that are new.
   */
  public static List<Slice> byPopularity(Interactions train, Interactions test) {
    int[] inTrain = columnCounts(train.byUser());
    int[] byItem = thirds(inTrain);
    int[] part = new int[test.items().size()];
    for (int column = 0; column < part.length; column++) {
      int item = train.items().indexOf(test.items().id(column)).orElse(-1);
      part[column] = item < 0 || inTrain[item] == 0 ? 3 : byItem[item];
    }
    String[] labels = {"popular third", "middle third", "rare third", "new items"};
    List<Slice> slices = new ArrayList<>();
    for (int label = 0; label < labels.length; label++) {
      int wanted = label;
      if (Arrays.stream(part).anyMatch(found -> found == wanted)) {
        slices.add(Slice.ofItems("popularity", labels[label], column -> part[column] == wanted));
      }
    }
    return slices;
  }

  private static int[] thirds(int[] counts) {
    long all = Arrays.stream(counts).asLongStream().sum();
    int[] order =
        IntStream.range(0, counts.length)
            .boxed()
            .sorted(Comparator.comparingInt((Integer item) -> -counts[item]))
            .mapToInt(item -> item)
            .toArray();
    int[] part = new int[counts.length];
    long before = 0;
    for (int item : order) {
      part[item] = (int) Math.min(2, 3 * before / Math.max(1, all));
      before += counts[item];
    }
    return part;
  }

  /**
   * Users by a column of what is known of them.
   *
   * @param users over the users of the test data
   * @throws IllegalArgumentException if there is no such column
   */
  public static List<Slice> byUserColumn(Catalog users, String column, Interactions test) {
    CsrMatrix matrix = test.byUser();
    int[] weights = new int[matrix.rows()];
    Arrays.setAll(weights, matrix::count);
    List<Slice> slices = new ArrayList<>();
    parts(users, column, weights)
        .forEach((label, rows) -> slices.add(Slice.ofUsers("user " + column, label, rows::get)));
    return slices;
  }

  /**
   * Items by a column of what is known of them. A cell with several values between {@code |}, such
   * as {@code Comedy|Drama}, belongs to several parts.
   *
   * @param items over the items of the test data
   * @throws IllegalArgumentException if there is no such column
   */
  public static List<Slice> byItemColumn(Catalog items, String column, Interactions test) {
    List<Slice> slices = new ArrayList<>();
    parts(items, column, columnCounts(test.byUser()))
        .forEach(
            (label, columns) -> slices.add(Slice.ofItems("item " + column, label, columns::get)));
    return slices;
  }

  private static Map<String, BitSet> parts(Catalog catalog, String column, int[] weights) {
    if (!catalog.columns().contains(column)) {
      throw new IllegalArgumentException(
          "there is no column '%s'; there are %s"
              .formatted(column, String.join(", ", catalog.columns())));
    }
    Map<String, BitSet> parts = new TreeMap<>();
    Map<String, Long> sizes = new HashMap<>();
    for (int index = 0; index < weights.length; index++) {
      if (weights[index] > 0) {
        for (String value : catalog.value(index, column).orElse(NONE).split("\\|", -1)) {
          String label = value.isBlank() ? NONE : value.strip();
          parts.computeIfAbsent(label, any -> new BitSet()).set(index);
          sizes.merge(label, (long) weights[index], Long::sum);
        }
      }
    }
    return parts.size() <= MOST ? parts : merged(parts, sizes);
  }

  private static Map<String, BitSet> merged(Map<String, BitSet> parts, Map<String, Long> sizes) {
    List<String> largest =
        parts.keySet().stream()
            .sorted(Comparator.comparingLong((String label) -> -sizes.getOrDefault(label, 0L)))
            .limit(MOST - 1)
            .toList();
    Map<String, BitSet> kept = new TreeMap<>();
    parts.forEach((label, part) ->
        kept.computeIfAbsent(largest.contains(label) ? label : OTHER, any -> new BitSet())
            .or(part));
    return kept;
  }

  /** For each row of the test data the training interactions of the same id. */
  private static int[] counts(CsrMatrix train, IdMap trainIds, IdMap testIds) {
    int[] counts = new int[testIds.size()];
    for (int row = 0; row < counts.length; row++) {
      int index = trainIds.indexOf(testIds.id(row)).orElse(-1);
      counts[row] = index < 0 ? 0 : train.count(index);
    }
    return counts;
  }

  private static int[] columnCounts(CsrMatrix matrix) {
    int[] counts = new int[matrix.columns()];
    for (long at = 0; at < matrix.nonZeros(); at++) {
      counts[matrix.column(at)]++;
    }
    return counts;
  }

  private Slices() {}
}
