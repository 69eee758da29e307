package dev.sapor.server.live;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a folder of models again and again and hands over each file that is new or was replaced,
 * once it has stood still between two looks. The newest comes last. A file that could not be loaded
 * is tried again when it changes.
 */
public final class FolderWatch implements AutoCloseable {

  private static final Logger LOG = System.getLogger(FolderWatch.class.getPackageName());

  /** What tells that a file is another than before. */
  private record Stamp(FileTime modified, long size, @Nullable Object key) {}

  /** Receives new files. */
  @FunctionalInterface
  public interface Listener {
    void found(ModelFolder.Entry entry);
  }

  private final ModelFolder folder;
  private final Listener listener;
  private final Duration period;
  private final Map<String, Stamp> handled = new HashMap<>();
  private Map<String, Stamp> last = new HashMap<>();
  private final Thread thread;

  /**
   * Looks at a folder.
   *
   * @param period time between two looks
   */
  public FolderWatch(ModelFolder folder, Duration period, Listener listener) throws IOException {
    this.folder = folder;
    this.listener = listener;
    this.period = period;
    // What is there at the start is known already.
    handled.putAll(stamps());
    last.putAll(handled);
    thread = Thread.ofPlatform().daemon().name("model-folder").unstarted(this::run);
  }

  /** Begins to look. */
  public FolderWatch start() {
    thread.start();
    return this;
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(period);
        look();
      } catch (InterruptedException e) {
        return;
      } catch (IOException | RuntimeException e) {
        LOG.log(Level.WARNING, "the folder of models could not be looked at: {0}", e.toString());
      }
    }
  }

  /** One look. */
  void look() throws IOException {
    Map<String, Stamp> now = stamps();
    List<String> fresh =
        now.entrySet().stream()
            .filter(entry -> entry.getValue().equals(last.get(entry.getKey())))
            .filter(entry -> !entry.getValue().equals(handled.get(entry.getKey())))
            .sorted((a, b) -> a.getValue().modified().compareTo(b.getValue().modified()))
            .map(Map.Entry::getKey)
            .toList();
    for (String name : fresh) {
      handled.put(name, Objects.requireNonNull(now.get(name)));
      folder.find(name).ifPresent(listener::found);
    }
    last = now;
  }

  private Map<String, Stamp> stamps() throws IOException {
    Map<String, Stamp> stamps = new HashMap<>();
    for (ModelFolder.Entry entry : folder.list()) {
      try {
        BasicFileAttributes attributes =
            Files.readAttributes(
                entry.file(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        stamps.put(
            entry.name(),
            new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "{0} went away", entry.name());
      }
    }
    return stamps;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
