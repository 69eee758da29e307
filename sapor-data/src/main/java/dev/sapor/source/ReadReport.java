package dev.sapor.source;

import java.util.List;

/**
 * What was read and what became of every line. With the counts, this always holds:
 *
 * <pre>
 * rows = interactions + mergedDuplicates + weightless rows
 * </pre>
 *
 * @param sources names of what was read, in order
 * @param counts what became of the lines
 * @param columns the columns of the first file and why they were taken
 * @param notes remarks that a person should see, such as columns that were left out
 * @param users distinct users among the rows
 * @param items distinct items among the rows
 * @param interactions distinct (user, item) pairs
 * @param mergedDuplicates rows that were merged into another one of the same user and item
 */
public record ReadReport(
    List<String> sources,
    LineCounts counts,
    List<ColumnUse> columns,
    List<String> notes,
    int users,
    int items,
    long interactions,
    long mergedDuplicates) {

  public ReadReport {
    sources = List.copyOf(sources);
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
    if (counts.rows() != interactions + mergedDuplicates + counts.weightless()) {
      throw new IllegalArgumentException(
          "%s rows are not %s interactions + %s duplicates + %s without weight"
              .formatted(counts.rows(), interactions, mergedDuplicates, counts.weightless()));
    }
  }
}
