package dev.sapor.source;

import java.util.EnumMap;
import java.util.Map;

/** Counts lines while they are read, applies the policy for bad rows, and tells the listener. */
final class ReadTally {

  static final int ROWS_PER_CALL = 1 << 16;

  private final BadRowPolicy policy;
  private final ReadListener listener;
  private final long totalBytes;
  private final Map<DataFault, Long> rejectedByFault = new EnumMap<>(DataFault.class);
  private long lines;
  private long headerLines;
  private long blankLines;
  private long continuationLines;
  private long rows;
  private long rejected;
  private long weightless;
  private long bytesBefore;

  ReadTally(BadRowPolicy policy, ReadListener listener, long totalBytes) {
    this.policy = policy;
    this.listener = listener;
    this.totalBytes = totalBytes;
  }

  void lines(long count) {
    lines += count;
    continuationLines += count - 1;
  }

  void header() {
    headerLines++;
  }

  void blank() {
    blankLines++;
  }

  /** Counts a good row; true if it is time for {@link #progress}. */
  boolean row() {
    return (++rows & (ROWS_PER_CALL - 1)) == 0;
  }

  /** Counts a good row, one of {@link #row()}, that is left out for its event weighs nothing. */
  void weightless() {
    weightless++;
  }

  long rows() {
    return rows;
  }

  void progress(long bytesOfFile) {
    listener.progress(rows, bytesBefore + bytesOfFile, totalBytes);
  }

  void endOfFile(long bytesOfFile) {
    bytesBefore += bytesOfFile;
    progress(0);
  }

  /** Counts a bad row, or ends the reading if the policy has had enough. */
  void reject(DataFault fault, String source, long line, int column, String found) {
    rejected++;
    rejectedByFault.merge(fault, 1L, Long::sum);
    if (rejected <= policy.allowed()) {
      return;
    }
    if (policy.allowed() == 0) {
      throw DataException.of(fault, source)
          .at(line, column)
          .found(found)
          .advice("mend it, or leave out bad rows with --on-bad-row skip:N")
          .exception();
    }
    throw DataException.of(DataFault.TOO_MANY_BAD_ROWS, source)
        .problem("more than " + policy.allowed() + " bad rows, here " + fault.problem())
        .at(line, column)
        .found(found)
        .advice("mend them, or allow more with --on-bad-row skip:N")
        .exception();
  }

  LineCounts counts() {
    return new LineCounts(
        lines, headerLines, blankLines, continuationLines, rows, weightless, rejectedByFault);
  }
}
