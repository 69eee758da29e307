package dev.sapor.source;

/**
 * A column that was read.
 *
 * @param role what it is
 * @param position where it stands, counted from 1
 * @param name its header, or empty
 * @param reason why it was taken: by its header, by its position, or because it was chosen
 */
public record ColumnUse(ColumnRole role, int position, String name, Reason reason) {

  /** Why a column was taken. */
  public enum Reason {
    CHOSEN,
    HEADER,
    POSITION
  }
}
