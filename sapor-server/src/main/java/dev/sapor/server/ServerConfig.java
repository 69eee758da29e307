package dev.sapor.server;

import dev.sapor.server.http.Tokens;
import dev.sapor.server.live.EvaluationReport;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a server serves.
 *
 * @param host name or address to listen at
 * @param port port, 0 to 65535; 0 for any that is free
 * @param tls keys for TLS; null for plain text
 * @param tokens who may ask
 * @param insecurePlaintext whether an address that others reach may go without tokens and TLS
 * @param folder folder of models; null for none
 * @param watch whether new models of the folder serve by themselves
 * @param feedback the file of the feedback log; null for none
 * @param turns requests that work at once, at least 1
 * @param mostWaiting requests that wait for a turn, at least 0
 * @param patience time within which a request is to be answered
 * @param maxConnections connections at once, at least 1
 * @param evaluations how good models were found to be, shown beside the one that serves
 */
public record ServerConfig(
    String host,
    int port,
    @Nullable SSLContext tls,
    Tokens tokens,
    boolean insecurePlaintext,
    @Nullable Path folder,
    boolean watch,
    @Nullable Path feedback,
    int turns,
    int mostWaiting,
    Duration patience,
    int maxConnections,
    List<EvaluationReport> evaluations) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a value is out of its bounds, or the address is one that
   *     others reach and neither tokens and TLS are there nor plain text is allowed
   */
  public ServerConfig {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be between 0 and 65535 (got " + port + ")");
    }
    if (turns < 1 || mostWaiting < 0 || maxConnections < 1) {
      throw new IllegalArgumentException("turns and connections must be at least 1");
    }
    if (patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException("the deadline must be above 0");
    }
    if (watch && folder == null) {
      throw new IllegalArgumentException("there is no folder to watch");
    }
    if (!isLoopback(host) && !insecurePlaintext && (tls == null || tokens.areOff())) {
      throw new IllegalArgumentException(
          "others reach the address "
              + host
              + ": it needs tokens and TLS, or the word that it may go without");
    }
    evaluations = List.copyOf(evaluations);
  }

  /** The loopback address, no tokens, no feedback, two requests at work for each core. */
  public static ServerConfig defaults() {
    return new Values().config();
  }

  /** The same at another address. */
  public ServerConfig withAddress(String newHost, int newPort, boolean insecure) {
    return with(values -> {
      values.host = newHost;
      values.port = newPort;
      values.insecurePlaintext = insecure;
    });
  }

  /** The same with tokens and keys for TLS; null for plain text. */
  public ServerConfig withAccess(Tokens newTokens, @Nullable SSLContext newTls) {
    return with(values -> {
      values.tokens = newTokens;
      values.tls = newTls;
    });
  }

  /** The same with a folder of models. */
  public ServerConfig withFolder(@Nullable Path newFolder, boolean watched) {
    return with(values -> {
      values.folder = newFolder;
      values.watch = watched;
    });
  }

  /** The same with a log of feedback. */
  public ServerConfig withFeedback(@Nullable Path newFeedback) {
    return with(values -> values.feedback = newFeedback);
  }

  /** The same with other limits. */
  public ServerConfig withLimits(
      int newTurns, int newMostWaiting, Duration newPatience, int newMaxConnections) {
    return with(values -> {
      values.turns = newTurns;
      values.mostWaiting = newMostWaiting;
      values.patience = newPatience;
      values.maxConnections = newMaxConnections;
    });
  }

  /** The same with evaluations to be shown. */
  public ServerConfig withEvaluations(List<EvaluationReport> newEvaluations) {
    return with(values -> values.evaluations = newEvaluations);
  }

  private ServerConfig with(Consumer<Values> change) {
    Values values = new Values(this);
    change.accept(values);
    return values.config();
  }

  /** Whether an address is one that only this machine reaches. */
  static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** The values while some of them are changed: the one place that names them all in a row. */
  private static final class Values {
    private String host = "127.0.0.1";
    private int port = 8080;
    private @Nullable SSLContext tls = null;
    private Tokens tokens = Tokens.none();
    private boolean insecurePlaintext = false;
    private @Nullable Path folder = null;
    private boolean watch = false;
    private @Nullable Path feedback = null;
    private int turns = 2 * Runtime.getRuntime().availableProcessors();
    private int mostWaiting = 64;
    private Duration patience = Duration.ofSeconds(2);
    private int maxConnections = 4096;
    private List<EvaluationReport> evaluations = List.of();

    Values() {}

    Values(ServerConfig config) {
      host = config.host;
      port = config.port;
      tls = config.tls;
      tokens = config.tokens;
      insecurePlaintext = config.insecurePlaintext;
      folder = config.folder;
      watch = config.watch;
      feedback = config.feedback;
      turns = config.turns;
      mostWaiting = config.mostWaiting;
      patience = config.patience;
      maxConnections = config.maxConnections;
      evaluations = config.evaluations;
    }

    ServerConfig config() {
      return new ServerConfig(
          host,
          port,
          tls,
          tokens,
          insecurePlaintext,
          folder,
          watch,
          feedback,
          turns,
          mostWaiting,
          patience,
          maxConnections,
          evaluations);
    }
  }
}
