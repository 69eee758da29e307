package dev.sapor.source;

import java.util.List;

/**
 * What a catalog file held.
 *
 * @param source name of the file
 * @param rows rows, without header and blank lines; each is matched, unknown or repeated
 * @param matched rows whose id is one of the map
 * @param unknown rows whose id is not, which are left out
 * @param repeated rows whose id came before, which are left out
 * @param columns columns of the catalog
 */
public record CatalogReport(
    String source, long rows, long matched, long unknown, long repeated, List<String> columns) {

  public CatalogReport {
    columns = List.copyOf(columns);
    if (rows != matched + unknown + repeated) {
      throw new IllegalArgumentException(
          "%s rows are not %s matched + %s unknown + %s repeated"
              .formatted(rows, matched, unknown, repeated));
    }
  }
}
