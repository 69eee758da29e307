package dev.sapor.cli.reproduce;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All rows that can be computed again. */
public final class PublishedRows {

  private static final List<PublishedRow> ALL =
      Stream.of(NcfRows.all(), GowallaRows.all(), SurpriseRows.all(), MyFmRows.all())
          .flatMap(List::stream)
          .toList();

  /** The rows, those of one data set together. */
  public static List<PublishedRow> all() {
    return ALL;
  }

  /** A row by its name. */
  public static Optional<PublishedRow> named(String name) {
    return ALL.stream().filter(row -> row.name().equals(name)).findFirst();
  }

  private PublishedRows() {}
}
