package dev.sapor.image;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packages of one architecture that a list names.
 *
 * @param snapshot when mirrors had them, as the archive of all packages that ever were writes it
 * @param packages in the order of the list
 */
record PackageList(String snapshot, List<PinnedPackage> packages) {

  private static final Pattern SNAPSHOT = Pattern.compile("snapshot (\\d{8}T\\d{6}Z)");
  private static final Pattern PACKAGE =
      Pattern.compile(
          "(\\w+) ([0-9a-f]{64}) (debian|debian-security)/(pool(?:/[\\w+~][\\w.+~-]*)+\\.deb)");

  /**
   * Reads a list of lines {@code snapshot TIME} and {@code ARCHITECTURE SHA256 PATH}; empty lines
   * and those that begin with # are comments.
   *
   * @throws IllegalArgumentException if a line is something else, or the list has nothing for this
   *     architecture
   */
  static PackageList read(List<String> lines, String architecture) {
    String snapshot = "";
    List<PinnedPackage> packages = new ArrayList<>();
    for (int line = 0; line < lines.size(); line++) {
      String text = lines.get(line);
      Matcher time = SNAPSHOT.matcher(text);
      Matcher pinned = PACKAGE.matcher(text);
      if (time.matches()) {
        snapshot = time.group(1);
      } else if (pinned.matches()) {
        if (pinned.group(1).equals(architecture)) {
          packages.add(new PinnedPackage(pinned.group(2), pinned.group(3), pinned.group(4)));
        }
      } else if (!text.isBlank() && !text.startsWith("#")) {
        throw new IllegalArgumentException(
            "list of packages, line %d: expected 'snapshot TIME' or 'ARCHITECTURE SHA256 PATH', got '%s'"
                .formatted(line + 1, text));
      }
    }
    if (packages.isEmpty() || snapshot.isEmpty()) {
      throw new IllegalArgumentException(
          "the list of packages has no snapshot, or no package for '%s'; name another base image by -Dsapor.image.base=…"
              .formatted(architecture));
    }
    return new PackageList(snapshot, List.copyOf(packages));
  }
}
