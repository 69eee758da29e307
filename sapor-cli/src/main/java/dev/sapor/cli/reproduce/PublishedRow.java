package dev.sapor.cli.reproduce;

import java.util.List;

/**
 * One row of a published table.
 *
 * @param name begins with the folder of the data
 * @param data what it is computed from
 * @param protocol how the data are cut, what is ranked or predicted, and by which algorithm with
 *     which parameters
 * @param source where the figures were published
 * @param figures what was published
 * @param computation computes ours
 */
public record PublishedRow(
    String name,
    PublishedData data,
    String protocol,
    String source,
    List<PublishedFigure> figures,
    Computation computation) {

  /** Of rows that say so, the first of which is the default of {@code train}. */
  static final List<Long> SEEDS = List.of(42L, 1L, 2L);

  /** Computes the figures of a row. */
  @FunctionalInterface
  public interface Computation {

    /**
     * Computes ours: one figure for each that was published, by the same keys.
     *
     * @throws ReproduceException if the data are not as they should be, or there is not the memory
     */
    List<MeasuredFigure> compute(Workplace place);
  }

  public PublishedRow {
    figures = List.copyOf(figures);
    if (!name.startsWith(data.folder() + "-")) {
      throw new IllegalArgumentException(
          "a name must begin with its data, " + data.folder() + " (got " + name + ")");
    }
  }

  /** Computes ours. */
  public RowResult run(Workplace place) {
    long start = System.nanoTime();
    List<MeasuredFigure> ours = computation.compute(place);
    return new RowResult(this, ours, (System.nanoTime() - start) * 1e-9);
  }
}
