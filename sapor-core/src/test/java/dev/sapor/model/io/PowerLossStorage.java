package dev.sapor.model.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A file system that can lose its power. It keeps two states: what programs see, and what is on the
 * device. Content gets to the device when it is forced, names when the directory is. After each
 * operation it notes every state that a loss of power could leave behind, from nothing unforced to
 * all of it, so that one save gives all of its crashes.
 *
 * <p>It is as unkind as POSIX allows: a rename may reach the device before the content of the file
 * it names, and unforced content may be there in part.
 */
final class PowerLossStorage implements Storage {

  /** The steps of a save: each can fail, or be left out as if the code had no such step. */
  enum Step {
    OPEN_DIRECTORY,
    CREATE,
    WRITE,
    FORCE,
    CLOSE,
    REOPEN,
    READ,
    RENAME,
    FORCE_DIRECTORY,
    CLOSE_DIRECTORY,
    DELETE
  }

  /** What a step does when its turn has come. */
  interface Fault {
    void at(Step step, int count) throws IOException;
  }

  private static final class Content {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private byte[] forced = new byte[0];
  }

  private final Map<Path, Content> seen = new TreeMap<>();
  private final Map<Path, Content> named = new TreeMap<>();
  private final List<Map<Path, byte[]>> crashes = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private Fault fault = (_, _) -> {};
  private Optional<Step> leftOut = Optional.empty();
  private boolean corrupting;
  private int partOfWrites = Integer.MAX_VALUE;

  /** A device that already holds a file. */
  static PowerLossStorage holding(Path file, byte[] bytes) {
    PowerLossStorage storage = new PowerLossStorage();
    Content content = new Content();
    content.seen.writeBytes(bytes);
    content.forced = bytes.clone();
    storage.seen.put(file, content);
    storage.named.put(file, content);
    return storage;
  }

  PowerLossStorage failing(Fault newFault) {
    fault = newFault;
    return this;
  }

  PowerLossStorage leavingOut(Step step) {
    leftOut = Optional.of(step);
    return this;
  }

  /** Lets the device change one bit of every write. */
  PowerLossStorage corrupting() {
    corrupting = true;
    return this;
  }

  /** Lets a write take no more than so many bytes at once. */
  PowerLossStorage writingAtMost(int bytes) {
    partOfWrites = bytes;
    return this;
  }

  /** Every state that a loss of power in the course of the save could leave on the device. */
  List<Map<Path, byte[]>> crashes() {
    return crashes;
  }

  /** Those that a loss of power now could leave. */
  List<Map<Path, byte[]>> lastCrashes() {
    return crashes.subList(crashes.size() - 6, crashes.size());
  }

  List<Step> steps() {
    return steps;
  }

  Map<Path, byte[]> visible() {
    Map<Path, byte[]> files = new TreeMap<>();
    seen.forEach((path, content) -> files.put(path, content.seen.toByteArray()));
    return files;
  }

  /** Whether the step is to be done; notes it, and throws if it is to fail. */
  private boolean step(Step step) throws IOException {
    steps.add(step);
    fault.at(step, steps.size());
    return leftOut.filter(step::equals).isEmpty();
  }

  /** Old and new names crossed with forced content, all content and half of what is not forced. */
  private void noteCrashes() {
    for (Map<Path, Content> names : List.of(named, seen)) {
      for (int unforced = 0; unforced <= 2; unforced++) {
        Map<Path, byte[]> state = new TreeMap<>();
        for (var file : names.entrySet()) {
          byte[] all = file.getValue().seen.toByteArray();
          int forced = file.getValue().forced.length;
          int length = forced + (all.length - forced) * unforced / 2;
          state.put(file.getKey(), Arrays.copyOf(all, length));
        }
        crashes.add(state);
      }
    }
  }

  @Override
  public NewFile create(Path file, Path replaced) throws IOException {
    step(Step.CREATE);
    Content content = new Content();
    if (seen.putIfAbsent(file, content) != null) {
      throw new FileAlreadyExistsException(file.toString());
    }
    noteCrashes();
    return new MemoryFile(content);
  }

  private final class MemoryFile implements NewFile {
    private final Content content;
    private boolean open = true;

    MemoryFile(Content content) {
      this.content = content;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      step(Step.WRITE);
      byte[] bytes = new byte[Math.min(source.remaining(), partOfWrites)];
      source.get(bytes);
      content.sent.writeBytes(bytes);
      if (corrupting && bytes.length > 0) {
        bytes[bytes.length / 2] ^= 0x10;
      }
      content.seen.writeBytes(bytes);
      noteCrashes();
      return bytes.length;
    }

    @Override
    public void force() throws IOException {
      if (step(Step.FORCE)) {
        content.forced = content.seen.toByteArray();
      }
      noteCrashes();
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() throws IOException {
      open = false;
      step(Step.CLOSE);
    }
  }

  @Override
  public SeekableByteChannel open(Path file) throws IOException {
    boolean read = step(Step.REOPEN);
    Content content = seen.get(file);
    if (content == null) {
      throw new NoSuchFileException(file.toString());
    }
    // To leave out the reading is to believe that what was sent has arrived.
    return new ByteChannel((read ? content.seen : content.sent).toByteArray()) {
      @Override
      public int read(ByteBuffer target) throws IOException {
        step(Step.READ);
        return super.read(target);
      }
    };
  }

  @Override
  public void force(Path file) throws IOException {
    if (step(Step.FORCE)) {
      Content content = Objects.requireNonNull(seen.get(file));
      content.forced = content.seen.toByteArray();
    }
  }

  @Override
  public Directory openDirectory(Path directory) throws IOException {
    step(Step.OPEN_DIRECTORY);
    return new Directory() {
      @Override
      public void force() throws IOException {
        if (step(Step.FORCE_DIRECTORY)) {
          named.clear();
          named.putAll(seen);
        }
        noteCrashes();
      }

      @Override
      public void close() throws IOException {
        step(Step.CLOSE_DIRECTORY);
      }
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    if (step(Step.RENAME)) {
      Content content = seen.remove(from);
      if (content == null) {
        throw new NoSuchFileException(from.toString());
      }
      seen.put(to, content);
    }
    noteCrashes();
  }

  @Override
  public void delete(Path file) throws IOException {
    if (step(Step.DELETE)) {
      seen.remove(file);
    }
    noteCrashes();
  }
}
