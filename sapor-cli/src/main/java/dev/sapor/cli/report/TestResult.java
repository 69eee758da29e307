package dev.sapor.cli.report;

import java.util.List;

/**
 * How a model did on test data.
 *
 * @param headline on what it was judged, and who was left out
 * @param metrics a row for each metric: the model, its interval, and simple rules
 * @param remarks where a simple rule is not beaten
 * @param bars leading metrics: beside simple rules, and by slice
 */
public record TestResult(
    String headline, DataTable metrics, List<String> remarks, List<BarTable> bars) {
  public TestResult {
    remarks = List.copyOf(remarks);
    bars = List.copyOf(bars);
  }
}
