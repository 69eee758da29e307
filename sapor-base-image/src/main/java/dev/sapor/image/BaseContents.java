package dev.sapor.image;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The one layer of the base image: of each package the libraries, the licence and the record that
 * scanners for known faults look for; a user who is not root; the folder of models and feedback.
 */
final class BaseContents {

  /** Whom the image runs as. A number, so that a cluster can see that it is not root. */
  static final int USER = 10001;

  /** What the launcher calls and who looks into a container may want, all of them one program. */
  private static final List<String> COMMANDS =
      List.of(
          "cat",
          "df",
          "dirname",
          "du",
          "env",
          "find",
          "grep",
          "head",
          "id",
          "kill",
          "ls",
          "ps",
          "readlink",
          "sed",
          "sh",
          "sleep",
          "tail",
          "wget");

  /** Programs, documents and plug-ins of packages that nothing here asks for. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "usr/s?bin/(?!busybox$).+|etc/(update-motd\\.d|profile\\.d|skel|dpkg|issue.*|default).*"
              + "|usr/share/(?!doc|common-licenses).*|usr/share/doc/[^/]+/(?!copyright$).*"
              + "|(boot|home|var|usr/(games|include|src|local))(/.*)?"
              + "|usr/lib/(?!.*/ld-|.*/lib|locale|os-release|[^/]+$).*"
              + "|usr/lib/[^/]+/(gconv|audit)(/.*)?|usr/lib/[^/]+/(libmemusage|libpcprofile|libc_malloc_debug).*");

  private final SortedMap<String, LayerEntry> entries = new TreeMap<>();

  BaseContents(List<DebianPackage> packages) {
    for (DebianPackage each : packages) {
      each.files()
          .forEach((path, entry) -> {
            if (!LEFT_OUT.matcher(path).matches()) {
              entries.putIfAbsent(path, entry);
            }
          });
      text("var/lib/dpkg/status.d/" + each.name(), each.control());
    }
    for (String command : COMMANDS) {
      entries.put("usr/bin/" + command, LayerEntry.link("busybox"));
    }
    accounts();
    folder("tmp", 01777, 0);
    folder("etc/sapor", 0755, 0);
    folder("var/lib/sapor", 0755, USER);
    folder("var/lib/sapor/models", 0755, USER);
    foldersAbove();
  }

  private void accounts() {
    text(
        "etc/passwd",
        """
        root:x:0:0:root:/root:/bin/sh
        sapor:x:%1$d:%1$d:Sapor:/var/lib/sapor:/bin/sh
        """
            .formatted(USER));
    text("etc/group", "root:x:0:\nsapor:x:%d:\n".formatted(USER));
    text("etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n");
  }

  private void text(String path, String text) {
    entries.put(path, LayerEntry.file(0644, text.getBytes(StandardCharsets.UTF_8)));
  }

  private void folder(String path, int mode, int owner) {
    entries.put(path, LayerEntry.folder(mode, owner));
  }

  private void foldersAbove() {
    for (String path : List.copyOf(entries.keySet())) {
      for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
        entries.putIfAbsent(path.substring(0, slash), LayerEntry.folder(0755, 0));
      }
    }
  }

  /** All entries by their paths, folders before what is in them. */
  SortedMap<String, LayerEntry> entries() {
    return entries;
  }
}
