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
 * How much native memory a training takes at its peak, by the shape of the data alone.
 *
 * @param data bytes of the interactions, in both views, and of what is kept apart from them
 * @param solver bytes of factors and working memory
 */
record MemoryNeed(long data, long solver) {

  private static final Pattern AMOUNT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([kmgt]?)(?:i?b)?");

  /** An int and a float in each of the two views. */
  private static final long BYTES_PER_INTERACTION = 16;

  /** What a solver needs on data that were read, of which a part may be kept for validation. */
  static MemoryNeed of(Interactions train, Solver solver, TrainingPlan plan, int threads) {
    long perInteraction =
        BYTES_PER_INTERACTION
            + (train.times().isPresent() ? Long.BYTES : 0)
            + (train.ordinals().isPresent() ? Long.BYTES : 0);
    long data =
        train.size() * perInteraction
            + Long.BYTES * (2L + train.users().size() + train.items().size());
    long withValidation = plan.stopsEarly() ? 2 * data : data;
    return new MemoryNeed(
        withValidation,
        solver.memoryBytes(train.users().size(), train.items().size(), train.size(), threads));
  }

  long total() {
    return data + solver;
  }

  /**
   * @param limit bytes that may be used
   * @throws CommandException if the need is greater
   */
  void requireWithin(long limit) {
    if (total() > limit) {
      throw new CommandException(
          ExitCode.LIMITS,
          ("training needs about %s (data %s, factors and working memory %s) and may use %s; allow"
                  + " more by --max-memory and SAPOR_JAVA_OPTS=-Xmx…, or lower --factors or"
                  + " --threads")
              .formatted(
                  Numbers.bytes(total()),
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
