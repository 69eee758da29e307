package dev.sapor.cli;

import dev.sapor.cli.console.Numbers;
import dev.sapor.data.Interactions;
import dev.sapor.solver.Solver;
import dev.sapor.solver.TrainingPlan;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much memory the process takes at the peak of a training: what it holds once the data are
 * read, and what is still to come.
 *
 * @param held bytes that the process holds now
 * @param data bytes of copies of the data that are made to choose the number of epochs
 * @param solver bytes of the factors and of what else the solver takes
 */
record MemoryNeed(long held, long data, long solver) {

  private static final Pattern AMOUNT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([kmgt]?)(?:i?b)?");

  /** An int and a float. */
  private static final long BYTES_PER_ENTRY = 8;

  /** What the JVM takes for compiled code and short-lived objects once training is hot. */
  private static final long WARM_UP = 72L << 20;

  /** What a solver needs on data that were read, of which a part may be kept for validation. */
  static MemoryNeed of(Interactions train, Solver solver, TrainingPlan plan, int threads) {
    int users = train.users().size();
    int items = train.items().size();
    long last = solver.memoryBytes(users, items, train.size(), threads);
    if (!plan.stopsEarly()) {
      return new MemoryNeed(ResidentMemory.bytes(), 0, last + WARM_UP);
    }
    // The part that is trained on and the other, which are all of the data together.
    long perEntry =
        BYTES_PER_ENTRY
            + (train.times().isPresent() ? Long.BYTES : 0)
            + (train.ordinals().isPresent() ? Long.BYTES : 0);
    long parts = train.size() * perEntry + 2L * Long.BYTES * users;
    long kept = (long) (train.size() * (1 - plan.validation()));
    long first = parts + solver.memoryBytes(users, items, kept, threads);
    // What the first phase took is returned before the last one only where it is much.
    long peak = Math.max(first, last + Math.min(first, NativeMemory.SLACK));
    return new MemoryNeed(ResidentMemory.bytes(), parts, peak - parts + WARM_UP);
  }

  long total() {
    return held + data + solver;
  }

  /**
   * @param limit bytes that may be used
   * @throws CommandException if the need is greater
   */
  void requireWithin(long limit) {
    if (total() > limit) {
      throw new CommandException(
          ExitCode.LIMITS,
          ("training needs about %s (held %s, data %s, factors and working memory %s) and may use"
                  + " %s; allow more by --max-memory and SAPOR_JAVA_OPTS=-Xmx…, or lower --factors"
                  + " or --threads")
              .formatted(
                  Numbers.bytes(total()),
                  Numbers.bytes(held),
                  Numbers.bytes(data),
                  Numbers.bytes(solver),
                  Numbers.bytes(limit)));
    }
  }

  /**
   * What may be used: the given amount, such as {@code 4g}, but no more than the JVM allows. It
   * allows as much native memory as heap.
   *
   * @throws CommandException if the amount cannot be understood
   */
  static long limit(@Nullable String amount) {
    long allowed = Runtime.getRuntime().maxMemory();
    return amount == null ? allowed : Math.min(allowed, parse(amount));
  }

  private static long parse(String amount) {
    Matcher matcher = AMOUNT.matcher(amount.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw CommandException.usage(
          "--max-memory must be an amount such as 4g or 512m (got '" + amount + "')");
    }
    int power = "kmgt".indexOf(matcher.group(2)) + 1;
    long unit = matcher.group(2).isEmpty() ? 1 : 1L << (10 * power);
    return (long) (Double.parseDouble(matcher.group(1)) * unit);
  }
}
