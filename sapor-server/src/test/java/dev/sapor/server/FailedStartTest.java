package dev.sapor.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.server.feedback.FeedbackLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that fails half-way leaves nothing open. */
final class FailedStartTest {

  @TempDir private Path folder = Path.of("");

  private static ServerSocket bind(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .count();
  }

  /** Threads end a moment after they are told to; a thread that was left never does. */
  private static void awaitThreads(String name, long count) throws InterruptedException {
    for (int look = 0; look < 3000 && threads(name) > count; look++) {
      Thread.sleep(10);
    }
    assertThat(threads(name)).as(name).isLessThanOrEqualTo(count);
  }

  @Test
  void aFolderThatCannotBeWatchedLeavesNoListenerAndNoLog() throws Exception {
    int port;
    try (ServerSocket free = bind(0)) {
      port = free.getLocalPort();
    }
    Path log = folder.resolve("feedback.log");
    ServerConfig config =
        ServerConfig.defaults()
            .withAddress("127.0.0.1", port, false)
            .withFolder(folder.resolve("nothing here"), true)
            .withFeedback(log);
    long watches = threads("connection-watch");
    assertThatThrownBy(() -> SaporServer.start(config)).isInstanceOf(NoSuchFileException.class);
    try (ServerSocket again = bind(port)) {
      assertThat(again.getLocalPort()).as("nobody listens there").isEqualTo(port);
    }
    FeedbackLog.open(log).close();
    awaitThreads("connection-watch", watches);
  }

  @Test
  void anAddressThatIsTakenLeavesNoLog() throws Exception {
    Path log = folder.resolve("feedback.log");
    long watches = threads("connection-watch");
    try (ServerSocket taken = bind(0)) {
      ServerConfig config =
          ServerConfig.defaults()
              .withAddress("127.0.0.1", taken.getLocalPort(), false)
              .withFeedback(log);
      assertThatThrownBy(() -> SaporServer.start(config)).isInstanceOf(IOException.class);
    }
    FeedbackLog.open(log).close();
    awaitThreads("connection-watch", watches);
  }

  @Test
  void allThatIsOpenIsClosedTheLastFirstAndFaultsAreKept() {
    List<String> closed = new ArrayList<>();
    Opened opened = new Opened();
    opened.add(() -> closed.add("first"));
    opened.add(() -> {
      throw new IllegalStateException("second");
    });
    opened.add(() -> {
      throw new IOException("third");
    });
    opened.add(() -> closed.add("fourth"));
    IOException failure = new IOException("the start");
    opened.closeAfter(failure);
    assertThat(closed).containsExactly("fourth", "first");
    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(failure.getSuppressed()[0]).hasMessage("third");
    assertThat(failure.getSuppressed()[0].getSuppressed()[0]).hasMessage("second");
  }
}
