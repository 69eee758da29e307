package dev.sapor.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** What is in a tar. */
final class Unpacked {

  private final Map<String, TarArchiveEntry> headers = new LinkedHashMap<>();
  private final Map<String, byte[]> contents = new LinkedHashMap<>();

  Unpacked(byte[] tar) throws IOException {
    TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar));
    for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      headers.put(entry.getName(), entry);
      contents.put(entry.getName(), in.readAllBytes());
    }
  }

  Set<String> names() {
    return headers.keySet();
  }

  TarArchiveEntry header(String name) {
    return Objects.requireNonNull(headers.get(name), name);
  }

  byte[] bytes(String name) {
    return Objects.requireNonNull(contents.get(name), name);
  }

  String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }
}
