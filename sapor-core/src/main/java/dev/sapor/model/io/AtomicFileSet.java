package dev.sapor.model.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Writes several files into one folder. All of them are written, forced and read back under
 * temporary names, as {@link AtomicFile} does it, before the first is renamed: a failure up to then
 * leaves the folder as it was. The renames follow each other in the order of the files, so a reader
 * that waits for the last one finds all.
 */
public final class AtomicFileSet {

  /**
   * Writes the files.
   *
   * @param folder made unless it exists; the folder above it must exist
   * @param files by name
   * @throws IOException if one could not be written
   */
  public static void write(Path folder, SequencedMap<String, AtomicFile.Body> files)
      throws IOException {
    boolean made = !Files.isDirectory(folder);
    if (made) {
      Files.createDirectory(folder);
    }
    try {
      write(AtomicFile.DISK, targets(folder, files));
    } catch (IOException | RuntimeException e) {
      if (made) {
        removeEmpty(folder, e);
      }
      throw e;
    }
    if (made) {
      try (Storage.Directory above =
          AtomicFile.DISK.openDirectory(AtomicFile.directory(folder.toAbsolutePath()))) {
        above.force();
      }
    }
  }

  private static SequencedMap<Path, AtomicFile.Body> targets(
      Path folder, SequencedMap<String, AtomicFile.Body> files) throws IOException {
    SequencedMap<Path, AtomicFile.Body> targets = new LinkedHashMap<>();
    for (var file : files.entrySet()) {
      targets.put(AtomicFile.prepare(folder.resolve(file.getKey())), file.getValue());
    }
    return targets;
  }

  static void write(Storage storage, SequencedMap<Path, AtomicFile.Body> files) throws IOException {
    write(storage, files.sequencedEntrySet().iterator(), new ArrayList<>(), new ArrayList<>());
  }

  /**
   * Writes the files that are left and, when none is, renames them all: a block within a block for
   * each, so that each is closed whatever happens to the others.
   */
  private static void write(
      Storage storage,
      Iterator<Map.Entry<Path, AtomicFile.Body>> rest,
      List<PendingFile> pending,
      List<Storage.Directory> directories)
      throws IOException {
    if (rest.hasNext()) {
      var file = rest.next();
      try (Storage.Directory directory =
              storage.openDirectory(AtomicFile.directory(file.getKey()));
          PendingFile written = pending(storage, file.getKey(), file.getValue())) {
        pending.add(written);
        directories.add(directory);
        write(storage, rest, pending, directories);
      }
      return;
    }
    for (PendingFile file : pending) {
      file.rename();
    }
    for (Storage.Directory directory : directories) {
      directory.force();
    }
  }

  private static PendingFile pending(Storage storage, Path file, AtomicFile.Body body)
      throws IOException {
    try {
      return PendingFile.write(storage, file, body);
    } catch (IOException e) {
      throw SaveFailure.of(file, file, e);
    }
  }

  private static void removeEmpty(Path folder, Throwable cause) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private AtomicFileSet() {}
}
