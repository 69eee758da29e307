package dev.sapor.server.api;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.History;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.RankedItems;
import dev.sapor.server.feedback.FeedbackEvent;
import dev.sapor.server.feedback.FeedbackLog;
import dev.sapor.server.feedback.FreshFeedback;
import dev.sapor.server.http.ProblemException;
import dev.sapor.server.live.ServedModel;
import dev.sapor.solver.als.Explanation;
import dev.sapor.solver.als.FoldIn;
import dev.sapor.solver.als.FoldedUser;
import dev.sapor.solver.als.HistoryEntry;
import java.util.List;
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
    FeedbackLog log = service.feedback();
    List<FeedbackEvent> events = log == null ? List.of() : log.of(id);
    List<FreshFeedback> fresh =
        log == null
            ? List.of()
            : FreshFeedback.of(served.model(), log.id(), id, events).stream()
                .filter(one -> served.model().items().indexOf(one.event().item()).isPresent())
                .toList();
    long through = through(served, log, events);
    if (user.isEmpty() && fresh.isEmpty()) {
      throw ProblemException.notFound("the model knows no such user");
    }
    int[] items = new int[fresh.size()];
    float[] values = new float[items.length];
    for (int k = 0; k < items.length; k++) {
      items[k] = served.model().items().indexOf(fresh.get(k).event().item()).orElseThrow();
      values[k] = fresh.get(k).value();
    }
    FoldIn foldIn = served.foldIn().orElse(null);
    History history = served.model().history().orElse(null);
    if (foldIn == null || fresh.isEmpty() || (user.isPresent() && history == null)) {
      int index =
          user.orElseThrow(() -> ProblemException.unprocessable("the model takes no new users"));
      return trained(served, index, items, through);
    }
    FoldedUser folded =
        user.isPresent() && history != null
            ? foldIn.fold(history, user.getAsInt(), items, values)
            : foldIn.fold(items, values);
    return of(served, folded, through);
  }

  /** The last event that an answer about a user has, by the model or beside it. */
  private static long through(
      ServedModel served, @Nullable FeedbackLog log, List<FeedbackEvent> events) {
    if (log == null) {
      return 0;
    }
    long last = events.isEmpty() ? 0 : events.getLast().sequence();
    return Math.max(last, served.model().record().feedbackThrough(log.id()));
  }

  /** A user as trained; what came since is only left out of the lists. */
  private static Taste trained(ServedModel served, int user, int[] since, long through) {
    return new Taste(
        served,
        served.model().factors().users(),
        user,
        served.model().factors().userBiases()[user],
        served.model().history().map(History::byUser).orElse(null),
        null,
        since,
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
