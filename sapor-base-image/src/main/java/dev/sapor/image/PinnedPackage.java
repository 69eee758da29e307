package dev.sapor.image;

/**
 * A package of Debian of which nothing is left open.
 *
 * @param sha256 of the file, in hex
 * @param archive {@code debian}, or {@code debian-security}
 * @param path below the archive, such as {@code pool/main/z/zlib/zlib1g_1.3_amd64.deb}
 */
record PinnedPackage(String sha256, String archive, String path) {

  /** The last part of the path. */
  String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
