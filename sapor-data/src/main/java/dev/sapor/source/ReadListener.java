package dev.sapor.source;

/** Is told from time to time how far the reading is. */
@FunctionalInterface
public interface ReadListener {

  /** Wants to know nothing. */
  ReadListener NONE = (rows, bytes, totalBytes) -> {};

  /**
   * Called every {@value ReadTally#ROWS_PER_CALL} rows and at the end.
   *
   * @param rows rows read so far
   * @param bytes bytes taken from the files so far, as they are stored; 0 for queries
   * @param totalBytes bytes of all files, or 0 if that is not known
   */
  void progress(long rows, long bytes, long totalBytes);
}
