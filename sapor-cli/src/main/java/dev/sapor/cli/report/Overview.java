package dev.sapor.cli.report;

import java.util.List;
import java.util.Optional;

/**
 * Several models side by side.
 *
 * @param models a row for each
 * @param bars their leading metrics
 * @param comparisons paired differences from one of them
 */
public record Overview(DataTable models, List<BarTable> bars, Optional<DataTable> comparisons) {
  public Overview {
    bars = List.copyOf(bars);
  }
}
