package dev.sapor.solver.bayes;

import dev.sapor.data.IdMap;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A column of a table of users or items, as categories: each value is a feature of its own, and a
 * row with k values has each with the weight 1/√k.
 *
 * @param name what the column is called
 * @param values for the ids of a training by id the values of a row; ids that are not there have
 *     none
 */
public record FeatureColumn(String name, Function<IdMap, Map<String, List<String>>> values) {

  /** A column that is in memory. */
  public static FeatureColumn of(String name, Map<String, List<String>> values) {
    Map<String, List<String>> copy = Map.copyOf(values);
    return new FeatureColumn(name, ids -> copy);
  }

  /** Rows in the order of the ids x values in their order. */
  CsrMatrix matrix(IdMap ids) {
    Map<String, List<String>> byId = values.apply(ids);
    TreeMap<String, Integer> indices = new TreeMap<>();
    List<List<String>> rows = new ArrayList<>();
    long size = 0;
    for (String id : ids.ids()) {
      List<String> row = List.copyOf(new TreeSet<>(byId.getOrDefault(id, List.of())));
      rows.add(row);
      row.forEach(value -> indices.put(value, 0));
      size += row.size();
    }
    int next = 0;
    for (Map.Entry<String, Integer> entry : indices.entrySet()) {
      entry.setValue(next++);
    }
    long[] offsets = new long[rows.size() + 1];
    IntColumn columns = IntColumn.zeros(size);
    FloatColumn weights = FloatColumn.zeros(size);
    long to = 0;
    for (int n = 0; n < rows.size(); n++) {
      List<String> row = rows.get(n);
      for (String value : row) {
        columns.set(to, indices.getOrDefault(value, 0));
        weights.set(to++, (float) (1 / Math.sqrt(row.size())));
      }
      offsets[n + 1] = to;
    }
    return new CsrMatrix(next, offsets, columns, weights);
  }
}
