package dev.sapor.cli.report;

import java.util.List;

/**
 * How a model did on test data.
 *
 * @param headline on what it was judged, and who was left out
 * @param metrics a row for each metric: the model, its interval, and simple rules
 * @param leaks what the model has seen of the test data
 * @param remarks where a simple rule is not beaten
 * @param bars leading metrics: beside simple rules, and by slice
 * @param counts who and what was judged
 */
public record TestResult(
    String headline,
    DataTable metrics,
    List<String> leaks,
    List<String> remarks,
    List<BarTable> bars,
    DataTable counts) {
  public TestResult {
    leaks = List.copyOf(leaks);
    remarks = List.copyOf(remarks);
    bars = List.copyOf(bars);
  }
}
