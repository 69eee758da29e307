package dev.sapor.cli.report;

import java.util.List;
import java.util.Optional;

/**
 * What a page says.
 *
 * @param title of the page
 * @param overview where there are several models
 * @param models at least one
 */
public record ReportPage(String title, Optional<Overview> overview, List<ModelSection> models) {

  /**
   * @throws IllegalArgumentException if there is no model
   */
  public ReportPage {
    models = List.copyOf(models);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("a report needs a model");
    }
  }
}
