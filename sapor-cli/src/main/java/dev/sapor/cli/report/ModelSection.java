package dev.sapor.cli.report;

import java.util.List;
import java.util.Optional;

/**
 * What a page says of one model.
 *
 * @param name its name
 * @param headline what it is, in a sentence
 * @param facts size and origin
 * @param parameters every hyper-parameter and preparation
 * @param test figures on test data, if there are any
 * @param charts plots
 * @param examples users with their history and their recommendations
 * @param notes what a reader has to know of the examples
 */
public record ModelSection(
    String name,
    String headline,
    DataTable facts,
    DataTable parameters,
    Optional<TestResult> test,
    List<Chart> charts,
    List<ExampleUser> examples,
    List<String> notes) {
  public ModelSection {
    charts = List.copyOf(charts);
    examples = List.copyOf(examples);
    notes = List.copyOf(notes);
  }
}
