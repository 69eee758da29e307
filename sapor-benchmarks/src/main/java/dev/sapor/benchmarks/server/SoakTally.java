package dev.sapor.benchmarks.server;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What came of a soak: counts by kind, and faults, of which each kind ends the run in failure. */
final class SoakTally {

  private static final int EXAMPLES = 5;

  private final Map<String, AtomicLong> counts = new ConcurrentSkipListMap<>();
  private final Map<String, AtomicLong> faults = new ConcurrentHashMap<>();
  private final Queue<String> examples = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean over = new AtomicBoolean();

  /** Something went as it should. */
  void count(String kind) {
    counts.computeIfAbsent(kind, _ -> new AtomicLong()).incrementAndGet();
  }

  /** Something went as it must not. */
  void fault(String kind, String what) {
    if (faults.computeIfAbsent(kind, _ -> new AtomicLong()).incrementAndGet() <= EXAMPLES) {
      examples.add(kind + ": " + what);
    }
  }

  boolean isOver() {
    return over.get();
  }

  void end() {
    over.set(true);
  }

  long faults() {
    return faults.values().stream().mapToLong(AtomicLong::get).sum();
  }

  /** Both, as a table in Markdown, and examples of the faults. */
  String table() {
    StringBuilder text = new StringBuilder("| what | as it should | not so |\n|---|---|---|\n");
    faults.keySet().forEach(kind -> counts.computeIfAbsent(kind, _ -> new AtomicLong()));
    counts.forEach((kind, count) ->
        text.append(
            "| %s | %,d | %,d |%n"
                .formatted(kind, count.get(), faults.getOrDefault(kind, new AtomicLong()).get())));
    examples.forEach(example -> text.append(example).append('\n'));
    return text.toString();
  }
}
