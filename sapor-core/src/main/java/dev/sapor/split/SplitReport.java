package dev.sapor.split;

import dev.sapor.data.Interactions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What is in each part of a split.
 *
 * @param parts counts by the name of the part, the training part first
 */
public record SplitReport(SequencedMap<String, PartCounts> parts) {

  public SplitReport {
    parts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parts));
  }

  /**
   * Counts parts.
   *
   * @param parts by name; the first is the one to train on
   */
  public static SplitReport of(SequencedMap<String, Interactions> parts) {
    Interactions train = parts.firstEntry().getValue();
    SequencedMap<String, PartCounts> counts = new LinkedHashMap<>();
    parts.forEach((name, part) -> counts.put(name, PartCounts.of(part, train)));
    return new SplitReport(counts);
  }
}
