package dev.sapor.source;

import java.io.InputStream;
import java.util.List;

/** Where rows are. */
public sealed interface Source permits TextSource, SqlSource, JdbcSource {

  /** A name for messages, without credentials. */
  String name();

  /**
   * The source that a list of names means: {@code -} is the given stream, a name with {@code *},
   * {@code ?}, <code>{</code> or {@code [} that is no file is a pattern for files, in sorted order;
   * {@code .parquet}, {@code .jsonl} and {@code .ndjson} go to the query engine and everything else
   * is text, compressed by gzip or not.
   *
   * @param names at least one; all text or all of one other kind
   * @param standardInput what {@code -} stands for
   * @throws IllegalArgumentException if the list is empty, mixes kinds, or names a database (for
   *     which {@link JdbcSource} needs a query or a table)
   * @throws InputAccessException if a file is missing, may not be read or is a directory, or no
   *     file matches a pattern
   */
  static Source of(List<String> names, InputStream standardInput) {
    return SourceNames.resolve(names, standardInput);
  }
}
