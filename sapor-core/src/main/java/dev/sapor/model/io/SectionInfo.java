package dev.sapor.model.io;

/**
 * One entry of the section table.
 *
 * @param id four capital letters
 * @param index 0, or the number of the part where a file has several sections of one id
 * @param offset first byte of the payload in the file, a multiple of 64
 * @param length bytes of the payload, without the padding behind it
 * @param required whether a reader that does not know the id must refuse the file
 * @param checksum CRC-32C of the payload and its padding
 */
public record SectionInfo(
    String id, int index, long offset, long length, boolean required, int checksum) {

  /** Bytes of payload and padding. */
  long paddedLength() {
    return FileHeader.align(length);
  }

  /** The id, with the number of the part unless it is the only one. */
  public String name() {
    return index == 0 ? id : id + "[" + index + "]";
  }

  static String requireId(String id) {
    if (!isId(id)) {
      throw new IllegalArgumentException("a section id is four capital letters (got '" + id + "')");
    }
    return id;
  }

  static boolean isId(String id) {
    return id.length() == 4 && id.chars().allMatch(c -> c >= 'A' && c <= 'Z');
  }
}
