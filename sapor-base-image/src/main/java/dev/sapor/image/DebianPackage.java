package dev.sapor.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * What is in a file {@code .deb}: an {@code ar} archive of {@code control.tar.xz}, about the
 * package, and {@code data.tar.xz}, its files.
 *
 * @param control the fields of the package, as dpkg keeps them
 * @param files by their paths, without a leading slash
 */
record DebianPackage(String control, SortedMap<String, LayerEntry> files) {

  /** Reads a package; {@code name} is only for messages. */
  static DebianPackage read(String name, byte[] bytes) throws IOException {
    SortedMap<String, LayerEntry> about = new TreeMap<>();
    SortedMap<String, LayerEntry> files = new TreeMap<>();
    try (ArArchiveInputStream parts = new ArArchiveInputStream(new ByteArrayInputStream(bytes))) {
      for (ArArchiveEntry part = parts.getNextEntry(); part != null; part = parts.getNextEntry()) {
        switch (part.getName()) {
          case "control.tar.xz" -> unpack(parts, about);
          case "data.tar.xz" -> unpack(parts, files);
          case "debian-binary" -> {}
          default -> throw new IOException(name + ": cannot read its part " + part.getName());
        }
      }
    }
    LayerEntry control = about.get("control");
    if (control == null || files.isEmpty()) {
      throw new IOException(name + ": not a whole package");
    }
    return new DebianPackage(new String(control.content(), StandardCharsets.UTF_8), files);
  }

  private static void unpack(ArArchiveInputStream part, SortedMap<String, LayerEntry> entries)
      throws IOException {
    // Not closed: that would close the archive around it.
    TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(part));
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      String path = plain(entry.getName());
      if (path.isEmpty()) {
        continue;
      }
      int mode = entry.getMode() & 07777;
      if (entry.isDirectory()) {
        entries.put(path, LayerEntry.folder(mode, 0));
      } else if (entry.isSymbolicLink()) {
        entries.put(path, LayerEntry.link(entry.getLinkName()));
      } else if (entry.isLink()) {
        LayerEntry first = entries.get(plain(entry.getLinkName()));
        if (first == null) {
          throw new IOException("a hard link to nothing: " + entry.getName());
        }
        entries.put(path, first);
      } else if (entry.isFile()) {
        entries.put(path, LayerEntry.file(mode, tar.readAllBytes()));
      } else {
        throw new IOException("neither a file, a folder nor a link: " + entry.getName());
      }
    }
  }

  /** Without ./ in front and / behind. */
  private static String plain(String name) {
    String path = name.startsWith("./") ? name.substring(2) : name;
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Its name. */
  String name() {
    return control
        .lines()
        .filter(line -> line.startsWith("Package: "))
        .findFirst()
        .orElseThrow()
        .substring("Package: ".length());
  }
}
