package dev.sapor.image;

/** A file, folder or symbolic link of a layer. */
final class LayerEntry {

  /** What an entry is. */
  enum Kind {
    FILE,
    FOLDER,
    LINK
  }

  private static final byte[] NOTHING = {};

  private final Kind kind;
  private final int mode;
  private final int owner;
  private final byte[] content;
  private final String target;

  private LayerEntry(Kind kind, int mode, int owner, byte[] content, String target) {
    this.kind = kind;
    this.mode = mode;
    this.owner = owner;
    this.content = content;
    this.target = target;
  }

  static LayerEntry file(int mode, byte[] content) {
    return new LayerEntry(Kind.FILE, mode, 0, content, "");
  }

  static LayerEntry folder(int mode, int owner) {
    return new LayerEntry(Kind.FOLDER, mode, owner, NOTHING, "");
  }

  static LayerEntry link(String target) {
    return new LayerEntry(Kind.LINK, 0777, 0, NOTHING, target);
  }

  Kind kind() {
    return kind;
  }

  /** Its permissions. */
  int mode() {
    return mode;
  }

  /** User and group. */
  int owner() {
    return owner;
  }

  /** Of a file; of others empty. Not a copy. */
  byte[] content() {
    return content;
  }

  /** Of a link; of others empty. */
  String target() {
    return target;
  }
}
