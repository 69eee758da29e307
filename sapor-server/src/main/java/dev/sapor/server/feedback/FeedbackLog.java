package dev.sapor.server.feedback;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The events of users, in a file that only grows. An event is acknowledged when its line is on the
 * disk: one thread writes what has come together, forces it, and then tells all who wait, so that
 * many callers share the price of a force.
 *
 * <p>At the start the file is read whole. A line at its end that is not whole was never
 * acknowledged and is cut off; anywhere else it is damage, and the log is not opened. After a write
 * that failed nothing is taken any more: what is on the disk then is not known until the file is
 * read again.
 *
 * <p>All events are kept in memory by user, and their keys: about 300 bytes each.
 */
public final class FeedbackLog implements AutoCloseable {

  private static final Logger LOG = System.getLogger(FeedbackLog.class.getPackageName());

  private static final int MOST_WAITING = 4096;
  private static final int AT_ONCE = 1024;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Path file;
  private final FileChannel channel;
  private final String id;
  private final Map<String, FeedbackEvent> byKey = new HashMap<>();
  private final Map<String, List<FeedbackEvent>> byUser = new ConcurrentHashMap<>();
  private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread writer;
  private long sequence;
  private volatile boolean failed;
  private volatile boolean closing;

  private record Pending(List<FeedbackEvent> events, CompletableFuture<List<Receipt>> done) {}

  /**
   * What became of an event.
   *
   * @param sequence its place in the log
   * @param duplicate whether it was there before
   */
  public record Receipt(String key, long sequence, boolean duplicate) {}

  /** A key that stands for another event already. */
  public static final class KeyTakenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    KeyTakenException(String key) {
      super("the key '" + key + "' stands for another event already");
    }
  }

  private FeedbackLog(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    id = replay();
    writer = Thread.ofPlatform().daemon().name("feedback-log").start(this::write);
  }

  /**
   * Opens a log, or begins one.
   *
   * @throws FeedbackLogException if it is damaged, no log, or open elsewhere
   * @throws IOException if it cannot be read or written
   */
  public static FeedbackLog open(Path file) throws IOException {
    boolean fresh = !Files.exists(file);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock(channel, file);
      FeedbackLog log = new FeedbackLog(file, channel);
      if (fresh) {
        forceFolder(file);
      }
      return log;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(FileChannel channel, Path file) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // Said below.
    }
    throw new FeedbackLogException("another process writes to " + file);
  }

  private static void forceFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }

  /** Reads what is there; returns the name of the log. */
  private String replay() throws IOException {
    FeedbackReplay replay = FeedbackReplay.of(channel, file);
    replay.events().forEach(this::keep);
    sequence = replay.events().size();
    if (replay.end() < channel.size()) {
      LOG.log(
          Level.WARNING,
          "the end of the feedback log was not whole and never acknowledged; {0} bytes are cut off",
          channel.size() - replay.end());
      channel.truncate(replay.end());
      channel.force(true);
    }
    channel.position(replay.end());
    if (!replay.id().isEmpty()) {
      return replay.id();
    }
    String name =
        HexFormat.of()
            .toHexDigits(System.currentTimeMillis() ^ ProcessHandle.current().pid() << 44);
    append(FeedbackLine.header(name));
    channel.force(true);
    return name;
  }

  private void keep(FeedbackEvent event) {
    byKey.put(event.key(), event);
    byUser.compute(
        event.user(),
        (user, before) -> {
          // Readers hold lists that never change.
          List<FeedbackEvent> all = before == null ? new ArrayList<>() : new ArrayList<>(before);
          all.add(event);
          return List.copyOf(all);
        });
  }

  /** The name of the log: what a model says that has its events already. */
  public String id() {
    return id;
  }

  /** The events of a user, in their order. */
  public List<FeedbackEvent> of(String user) {
    return byUser.getOrDefault(user, List.of());
  }

  /**
   * Takes events, all or none; returns when they are on the disk.
   *
   * @param events their sequences do not matter
   * @throws KeyTakenException if the key of one stands for another event
   * @throws IOException if they could not be written, or too many callers wait
   */
  public List<Receipt> add(List<FeedbackEvent> events) throws IOException {
    CompletableFuture<List<Receipt>> done = new CompletableFuture<>();
    if (failed || closing) {
      throw new IOException("the feedback log takes no events");
    }
    if (!queue.offer(new Pending(List.copyOf(events), done))) {
      throw new IOException("too many events wait to be written");
    }
    try {
      return done.get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("the disk takes too long", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KeyTakenException taken) {
        throw taken;
      }
      throw new IOException("the events could not be written", e.getCause());
    }
  }

  private void write() {
    List<Pending> some = new ArrayList<>();
    while (!(closing && queue.isEmpty())) {
      some.clear();
      try {
        Pending first = queue.poll(50, TimeUnit.MILLISECONDS);
        if (first != null) {
          some.add(first);
          queue.drainTo(some, AT_ONCE - 1);
          write(some);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    queue.forEach(pending -> pending.done.completeExceptionally(new IOException("closed")));
  }

  private void write(List<Pending> some) {
    List<Runnable> receipts = new ArrayList<>();
    try {
      if (failed) {
        throw new IOException("an earlier write failed");
      }
      List<FeedbackEvent> fresh = new ArrayList<>();
      Map<String, FeedbackEvent> keys = new HashMap<>();
      for (Pending pending : some) {
        place(pending, fresh, keys)
            .ifPresent(list -> receipts.add(() -> pending.done.complete(list)));
      }
      if (!fresh.isEmpty()) {
        append(FeedbackLine.of(fresh));
        channel.force(false);
      }
      sequence += fresh.size();
      fresh.forEach(this::keep);
      receipts.forEach(Runnable::run);
    } catch (IOException | RuntimeException e) {
      failed = true;
      LOG.log(Level.ERROR, "the feedback log cannot be written: {0}", e.toString());
      some.forEach(pending -> pending.done.completeExceptionally(e));
    }
  }

  /** Gives the events of a caller their places; empty if they were refused. */
  private Optional<List<Receipt>> place(
      Pending pending, List<FeedbackEvent> fresh, Map<String, FeedbackEvent> keys) {
    List<Receipt> receipts = new ArrayList<>();
    List<FeedbackEvent> placed = new ArrayList<>();
    Map<String, FeedbackEvent> own = new HashMap<>();
    for (FeedbackEvent event : pending.events) {
      FeedbackEvent before = before(event.key(), own, keys);
      if (before == null) {
        FeedbackEvent at = event.at(sequence + fresh.size() + placed.size() + 1);
        placed.add(at);
        own.put(at.key(), at);
        receipts.add(new Receipt(at.key(), at.sequence(), false));
      } else if (before.saysTheSame(event)) {
        receipts.add(new Receipt(before.key(), before.sequence(), true));
      } else {
        pending.done.completeExceptionally(new KeyTakenException(event.key()));
        return Optional.empty();
      }
    }
    fresh.addAll(placed);
    keys.putAll(own);
    return Optional.of(receipts);
  }

  private @Nullable FeedbackEvent before(
      String key, Map<String, FeedbackEvent> own, Map<String, FeedbackEvent> keys) {
    FeedbackEvent before = own.get(key);
    before = before == null ? keys.get(key) : before;
    return before == null ? byKey.get(key) : before;
  }

  private void append(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Writes what waits, and ends. */
  @Override
  public void close() throws IOException {
    closing = true;
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    channel.close();
  }
}
