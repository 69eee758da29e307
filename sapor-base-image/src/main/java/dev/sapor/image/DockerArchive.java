package dev.sapor.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** An image of one layer, in the form of {@code docker save}. */
final class DockerArchive {

  private final Instant date;

  /** All files get this date. */
  DockerArchive(Instant date) {
    this.date = date;
  }

  /** Writes the image; {@code architecture} is that of its programs. */
  void write(Path file, String architecture, SortedMap<String, LayerEntry> entries)
      throws IOException {
    byte[] layer = tar(entries);
    SortedMap<String, LayerEntry> parts = new TreeMap<>();
    parts.put("layer.tar", LayerEntry.file(0644, layer));
    parts.put("config.json", text(configuration(architecture, PackageStore.sha256(layer))));
    parts.put(
        "manifest.json",
        text("[{\"Config\":\"config.json\",\"RepoTags\":null,\"Layers\":[\"layer.tar\"]}]\n"));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, tar(parts));
  }

  /**
   * Jib takes over from its base what it has no setting for, the health check among it. The program
   * is one of the image that stands on this base.
   */
  private String configuration(String architecture, String sha256) {
    return """
    {"architecture":"%s","os":"linux","created":"%s",\
    "config":{"Env":["PATH=/usr/bin","LANG=C.UTF-8"],"User":"%d:%d",\
    "Healthcheck":{"Test":["CMD","/usr/lib/sapor/bin/healthcheck"],\
    "Interval":30000000000,"Timeout":10000000000,"StartPeriod":120000000000,"Retries":3}},\
    "rootfs":{"type":"layers","diff_ids":["sha256:%s"]},\
    "history":[{"created":"%s","created_by":"packages of Debian"}]}
    """
        .formatted(architecture, date, BaseContents.USER, BaseContents.USER, sha256, date);
  }

  private static LayerEntry text(String text) {
    return LayerEntry.file(0644, text.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] tar(SortedMap<String, LayerEntry> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = open(bytes)) {
      for (Map.Entry<String, LayerEntry> each : entries.entrySet()) {
        LayerEntry entry = each.getValue();
        TarArchiveEntry header = header(each.getKey(), entry);
        header.setMode(entry.mode());
        header.setIds(entry.owner(), entry.owner());
        header.setNames("", "");
        header.setModTime(Date.from(date));
        header.setSize(entry.content().length);
        tar.putArchiveEntry(header);
        tar.write(entry.content());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static TarArchiveOutputStream open(OutputStream out) {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    return tar;
  }

  private static TarArchiveEntry header(String path, LayerEntry entry) {
    return switch (entry.kind()) {
      case FILE -> new TarArchiveEntry(path);
      case FOLDER -> new TarArchiveEntry(path + "/");
      case LINK -> {
        TarArchiveEntry link = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
        link.setLinkName(entry.target());
        yield link;
      }
    };
  }
}
