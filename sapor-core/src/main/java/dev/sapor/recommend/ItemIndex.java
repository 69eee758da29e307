package dev.sapor.recommend;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.QuantizedPanels;
import dev.sapor.linalg.RowPanels;
import dev.sapor.linalg.TopK;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The items of a model, made ready for one query after the other: the best items of a row of
 * factors, which may be that of a user of the model or of one who came a minute ago. Answers are
 * exact, to the bit those of {@link Recommender}, and a query runs on the calling thread.
 *
 * <p>Of few items all scores are computed. From {@value #QUANTIZED_FROM} elements on, items x
 * factors, a query is bound by reading them, and the items are kept in codes of eight bits as well,
 * the longest rows first: bounds from the codes rule nearly all items out, what is left is scored
 * exactly, and the search ends where no item to come is long enough ({@link QuantizedPanels}). A
 * list of allowed items that is short is gone through item by item. Filters hold inside the search,
 * so that a list has fewer than n items only where fewer are eligible.
 *
 * <p>Immutable; safe for use by several threads.
 */
public final class ItemIndex {

  /** Elements, items x factors, from which on codes pay: 8 MiB of floats. */
  static final long QUANTIZED_FROM = 1L << 21;

  /** How a query goes through the items. */
  public enum Search {
    /** All scores. */
    SCAN,
    /** Bounds from codes of eight bits, then exact scores. */
    QUANTIZED
  }

  private final Factors factors;
  private final long[] rankable;
  private final @Nullable RowPanels panels;
  private final @Nullable QuantizedPanels codes;

  private ItemIndex(FactorModel model, Search search) {
    factors = model.factors();
    rankable = ItemSets.where(model.items().size(), item -> model.itemCount(item) > 0);
    boolean scan = search == Search.SCAN;
    panels = scan ? RowPanels.of(factors.items(), factors.itemBiases()) : null;
    codes = scan ? null : QuantizedPanels.of(factors.items(), factors.itemBiases());
  }

  /** Indexes the items of a model in the way that their number asks for. */
  public static ItemIndex of(FactorModel model) {
    return of(model, choose(model.items().size(), model.factors().rank()).search());
  }

  /** Indexes the items of a model in a given way. */
  public static ItemIndex of(FactorModel model, Search search) {
    return new ItemIndex(model, search);
  }

  /** Chooses the way for so many items and factors. */
  public static Choice choose(int items, int factors) {
    boolean few = (long) items * factors < QUANTIZED_FROM;
    return new Choice(few ? Search.SCAN : Search.QUANTIZED, items, factors);
  }

  /**
   * Which way is taken, and by what it is chosen: by the size alone, so that it is the same on
   * every machine. How early a search over codes ends is up to how much the rows differ in length;
   * they do not change the choice.
   *
   * @param search the way
   * @param items number of items
   * @param factors number of latent factors
   */
  public record Choice(Search search, int items, int factors) {

    /** Bytes of native memory beside the model. */
    public long bytes() {
      return search == Search.SCAN
          ? RowPanels.bytesFor(items, factors)
          : QuantizedPanels.bytesFor(items, factors);
    }

    /** The choice in words, for people. */
    public String reason() {
      boolean scan = search == Search.SCAN;
      return String.format(
          Locale.ROOT,
          "%s: %,d items x %,d factors are %,d elements, %s %,d",
          scan
              ? "all scores are computed"
              : "codes of eight bits rule items out, the longest rows first, until no row to come is"
                  + " long enough",
          items,
          factors,
          (long) items * factors,
          scan ? "below" : "no fewer than",
          QUANTIZED_FROM);
    }
  }

  /** How queries go through the items. */
  public Search search() {
    return panels == null ? Search.QUANTIZED : Search.SCAN;
  }

  /** Number of items that can be in a list: those with training interactions. */
  public int rankable() {
    return ItemSets.size(rankable);
  }

  /**
   * The best items of a row of user factors.
   *
   * @param users rows x F
   * @param row which of them
   * @param userBias added to all scores
   * @param n how many, at least 1; fewer come back only where fewer are eligible
   * @param filter which items the list may hold
   * @param seen rows x items: what each row has had; null if it is not known
   * @throws IndexOutOfBoundsException if there is no such row
   * @throws IllegalArgumentException if n is below 1, the shapes differ or the filter names an item
   *     that is not there
   * @throws MissingHistoryException if seen items are to be left out and are not known
   */
  public RankedItems best(
      FloatMatrix users,
      int row,
      float userBias,
      int n,
      ItemFilter filter,
      @Nullable CsrMatrix seen) {
    if (n < 1) {
      throw new IllegalArgumentException("n must be at least 1 (got " + n + ")");
    }
    Objects.checkIndex(row, users.rows());
    int items = factors.items().rows();
    Candidates candidates = Candidates.of(rankable, items, filter, seen);
    TopK best = new TopK(Math.min(n, items));
    float offset = factors.mean() + userBias;
    var wanted = new Kernels.Wanted(candidates.shared(), candidates.left());
    if (codes != null) {
      Kernels.get().best(users, row, offset, codes, wanted, best);
    } else {
      Kernels.get()
          .best(
              users,
              new int[] {row},
              0,
              1,
              new float[] {offset},
              Objects.requireNonNull(panels),
              wanted,
              new TopK[] {best});
    }
    return RankedItems.drain(best);
  }
}
