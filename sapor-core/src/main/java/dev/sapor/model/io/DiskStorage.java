package dev.sapor.model.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** The file system of the machine. */
final class DiskStorage implements Storage {

  private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

  @Override
  public NewFile create(Path file, Path replaced) throws IOException {
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    PosixFileAttributeView old = Files.getFileAttributeView(replaced, PosixFileAttributeView.class);
    if (old == null || !Files.exists(replaced)) {
      return new DiskFile(FileChannel.open(file, options));
    }
    // Given at creation, so that what others must not read is at no time open to them; and once
    // more if the mask of the process took some away.
    Set<PosixFilePermission> permissions = old.readAttributes().permissions();
    FileAttribute<?> attribute = PosixFilePermissions.asFileAttribute(permissions);
    DiskFile created = new DiskFile(FileChannel.open(file, options, attribute));
    try {
      if (!Files.getPosixFilePermissions(file).equals(permissions)) {
        Files.setPosixFilePermissions(file, permissions);
      }
    } catch (Throwable e) {
      try (created) {
        Files.delete(file);
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
    return created;
  }

  @Override
  public SeekableByteChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ);
  }

  @Override
  public void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  @Override
  public Directory openDirectory(Path directory) throws IOException {
    if (WINDOWS) {
      // There, a directory cannot be opened, and the file system logs renames by itself.
      return new UnforcedDirectory();
    }
    return new DiskDirectory(FileChannel.open(directory, StandardOpenOption.READ));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  private record DiskFile(FileChannel channel) implements NewFile {
    @Override
    public int write(ByteBuffer source) throws IOException {
      return channel.write(source);
    }

    @Override
    public void force() throws IOException {
      channel.force(true);
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private record DiskDirectory(FileChannel channel) implements Directory {
    @Override
    public void force() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private record UnforcedDirectory() implements Directory {
    @Override
    public void force() {}

    @Override
    public void close() {}
  }
}
