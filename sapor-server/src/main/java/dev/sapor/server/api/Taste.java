package dev.sapor.server.api;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.History;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.RankedItems;
import dev.sapor.server.feedback.FeedbackEvent;
import dev.sapor.server.http.ProblemException;
import dev.sapor.server.live.ServedModel;
import dev.sapor.solver.als.Explanation;
import dev.sapor.solver.als.FoldIn;
import dev.sapor.solver.als.FoldedUser;
import dev.sapor.solver.als.HistoryEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Somebody as the model in service sees them: a user as trained, a user with what came since, or
 * somebody it never saw.
 */
final class Taste {

  private final ServedModel served;
  private final FloatMatrix factors;
  private final int row;
  private final float bias;
  private final @Nullable CsrMatrix seen;
  private final @Nullable FoldedUser folded;
  private final int[] left;
  private final long through;

  private Taste(
      ServedModel served,
      FloatMatrix factors,
      int row,
      float bias,
      @Nullable CsrMatrix seen,
      @Nullable FoldedUser folded,
      int[] left,
      long through) {
    this.served = served;
    this.factors = factors;
    this.row = row;
    this.bias = bias;
    this.seen = seen;
    this.folded = folded;
    this.left = left;
    this.through = through;
  }

  /**
   * A user by id.
   *
   * @throws ProblemException if neither the model nor the feedback knows one
   */
  static Taste ofUser(Service service, ServedModel served, String id) {
    OptionalInt user = served.model().users().indexOf(id);
    List<FeedbackEvent> events = Watermark.fresh(service.feedback(), served, id);
    Map<Integer, HistoryEntry> entries = new LinkedHashMap<>();
    long through = 0;
    for (FeedbackEvent event : events) {
      OptionalInt item = served.model().items().indexOf(event.item());
      if (item.isPresent()) {
        // The latest word on an item counts.
        entries.remove(item.getAsInt());
        entries.put(
            item.getAsInt(), new HistoryEntry(item.getAsInt(), event.value(), event.disliked()));
      }
      through = event.sequence();
    }
    if (user.isEmpty() && entries.isEmpty()) {
      throw ProblemException.notFound("the model knows no such user");
    }
    List<HistoryEntry> list = new ArrayList<>(entries.values());
    FoldIn foldIn = served.foldIn().orElse(null);
    History history = served.model().history().orElse(null);
    if (foldIn == null || list.isEmpty() || (user.isPresent() && history == null)) {
      int index =
          user.orElseThrow(() -> ProblemException.unprocessable("the model takes no new users"));
      return trained(served, index, list, through);
    }
    int[] items = list.stream().mapToInt(HistoryEntry::itemIndex).toArray();
    float[] values = HistoryEntry.values(list, served.model());
    FoldedUser folded =
        user.isPresent() && history != null
            ? foldIn.fold(history, user.getAsInt(), items, values)
            : foldIn.fold(items, values);
    return of(served, folded, through);
  }

  /** A user as trained; what came since is only left out of the lists. */
  private static Taste trained(
      ServedModel served, int user, List<HistoryEntry> since, long through) {
    return new Taste(
        served,
        served.model().factors().users(),
        user,
        served.model().factors().userBiases()[user],
        served.model().history().map(History::byUser).orElse(null),
        null,
        since.stream().mapToInt(HistoryEntry::itemIndex).toArray(),
        through);
  }

  /**
   * Somebody new, by what they say of items.
   *
   * @throws ProblemException if the model takes no new users
   */
  static Taste ofHistory(ServedModel served, List<HistoryEntry> entries) {
    FoldIn foldIn =
        served
            .foldIn()
            .orElseThrow(() -> ProblemException.unprocessable("the model takes no new users"));
    int[] items = entries.stream().mapToInt(HistoryEntry::itemIndex).toArray();
    return of(served, foldIn.fold(items, HistoryEntry.values(entries, served.model())), 0);
  }

  private static Taste of(ServedModel served, FoldedUser folded, long through) {
    return new Taste(
        served, folded.factors(), 0, folded.bias(), folded.history(), folded, new int[0], through);
  }

  /** The last event of feedback that is in it; 0 for none. */
  long through() {
    return through;
  }

  /** The best items. */
  RankedItems best(int n, ItemFilter filter) {
    boolean unknown = seen == null && !filter.includesSeen();
    ItemFilter known = unknown ? filter.includingSeen() : filter;
    return served.index().best(factors, row, bias, n, known.denying(left), seen);
  }

  /** The score of an item. */
  float score(int item) {
    return folded == null
        ? served.model().factors().score(row, item)
        : folded.beside(served.model()).score(0, item);
  }

  /** The score of an item, taken apart. */
  Explanation explain(int item) {
    if (folded == null) {
      return served.explainer().explain(row, item);
    }
    return served.explainer().explain(folded, served.foldIn().orElseThrow(), item);
  }
}
