package dev.sapor.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;

/** Makes files {@code .deb}. */
final class TestPackages {

  /** A package; a content that begins with {@code -> } makes a link, an empty one a folder. */
  static byte[] of(String name, Map<String, String> files) throws IOException {
    String control = "Package: " + name + "\nVersion: 1\nDescription: made up\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ArArchiveOutputStream deb = new ArArchiveOutputStream(bytes)) {
      part(deb, "debian-binary", "2.0\n".getBytes(StandardCharsets.UTF_8));
      part(deb, "control.tar.xz", tar(new TreeMap<>(Map.of("./control", control))));
      part(deb, "data.tar.xz", tar(new TreeMap<>(files)));
    }
    return bytes.toByteArray();
  }

  private static void part(ArArchiveOutputStream deb, String name, byte[] bytes)
      throws IOException {
    deb.putArchiveEntry(new ArArchiveEntry(name, bytes.length));
    deb.write(bytes);
    deb.closeArchiveEntry();
  }

  private static byte[] tar(SortedMap<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new XZCompressorOutputStream(bytes))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = {};
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        if (file.getValue().startsWith("-> ")) {
          entry = new TarArchiveEntry(file.getKey(), TarConstants.LF_SYMLINK);
          entry.setLinkName(file.getValue().substring(3));
        } else {
          content = file.getValue().getBytes(StandardCharsets.UTF_8);
          entry.setSize(content.length);
        }
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private TestPackages() {}
}
