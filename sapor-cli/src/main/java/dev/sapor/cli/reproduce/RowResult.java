package dev.sapor.cli.reproduce;

import java.util.List;

/**
 * A row beside ours.
 *
 * @param row what was published
 * @param ours what we measured
 * @param seconds how long that took, reading included
 */
public record RowResult(PublishedRow row, List<MeasuredFigure> ours, double seconds) {

  /** Ours for a published figure. */
  public MeasuredFigure ours(PublishedFigure published) {
    return ours.stream()
        .filter(figure -> figure.metric().equals(published.metric()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(row.name() + " lacks " + published.metric()));
  }

  /** Whether every figure of ours lies in its band. */
  public boolean passed() {
    return row.figures().stream().allMatch(figure -> figure.allows(ours(figure).value()));
  }
}
