package dev.sapor.source;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How a text is laid out, found from its first records.
 *
 * <p>Delimiter: tab, {@code ::}, comma, semicolon or {@code |}, see {@link SampleCut}. Header: see
 * {@link ReadOptions.Header#AUTO}.
 *
 * @param delimiter between fields
 * @param quoting whether {@code "} encloses fields
 * @param header whether the first record that is not blank names the columns
 * @param columns the columns and their roles
 */
record TextLayout(String delimiter, boolean quoting, boolean header, ColumnLayout columns) {

  /** The layout of a text that begins with a sample. */
  static TextLayout detect(String source, byte[] sample, ReadOptions options) {
    SampleCut best = SampleCut.best(sample, options);
    DataFault firstFault = best.firstFault();
    if (best.columns() < 2 && firstFault != null) {
      throw DataException.of(firstFault, source).at(1, 0).exception();
    }
    if (best.records().isEmpty()) {
      throw DataException.of(DataFault.EMPTY_INPUT, source).exception();
    }
    boolean header = hasHeader(best, options);
    ColumnLayout columns =
        header
            ? ColumnLayout.byHeader(best.records().getFirst(), options, source)
            : ColumnLayout.byPosition(best.columns(), options, source);
    return new TextLayout(best.delimiter(), best.quoting(), header, columns);
  }

  private static boolean hasHeader(SampleCut cut, ReadOptions options) {
    return switch (options.header()) {
      case YES -> true;
      case NO -> false;
      case AUTO ->
          options.columns().needsHeader()
              || (cut.firstFault() == null
                  && (namesRoles(cut.records().getFirst(), options) || standsAboveNumbers(cut)));
    };
  }

  private static boolean namesRoles(List<String> cells, ReadOptions options) {
    int roles = 0;
    for (ColumnRole role : ColumnRole.values()) {
      boolean read = role != ColumnRole.EVENT || options.eventWeights().isPresent();
      roles += read && names(role, cells) ? 1 : 0;
    }
    return roles >= 2
        || (names(ColumnRole.USER, cells) && cells.stream().noneMatch(TextLayout::looksLikeNumber));
  }

  private static boolean names(ColumnRole role, List<String> cells) {
    return cells.stream().anyMatch(cell -> role.rank(cell).isPresent());
  }

  private static boolean standsAboveNumbers(SampleCut cut) {
    List<String> first = cut.records().getFirst();
    if (cut.records().size() < 2 || first.stream().anyMatch(TextLayout::looksLikeNumber)) {
      return false;
    }
    return cut.mostlyNumbers(2) || (cut.mostlyNumbers(0) && cut.mostlyNumbers(1));
  }

  private static boolean looksLikeNumber(String cell) {
    byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
    int first = bytes.length > 1 && (bytes[0] == '-' || bytes[0] == '+') ? 1 : 0;
    return bytes.length > 0
        && ((bytes[first] >= '0' && bytes[first] <= '9')
            || DecimalText.isDecimal(bytes, 0, bytes.length)
            || DecimalText.isNotFinite(bytes, 0, bytes.length));
  }
}
