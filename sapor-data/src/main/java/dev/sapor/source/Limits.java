package dev.sapor.source;

/** How long things may be before they are taken for damage. */
final class Limits {

  /** Longest id, in bytes of UTF-8. */
  static final int ID_BYTES = 1024;

  /** Longest record, in bytes; also the most that is ever buffered of one. */
  static final int RECORD_BYTES = 1 << 20;

  private Limits() {}
}
