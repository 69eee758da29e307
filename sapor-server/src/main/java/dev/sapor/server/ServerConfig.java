package dev.sapor.server;

import dev.sapor.server.http.Tokens;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
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
    int maxConnections) {

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
  }

  /** The loopback address, no tokens, no feedback, two requests at work for each core. */
  public static ServerConfig defaults() {
    return new ServerConfig(
        "127.0.0.1",
        8080,
        null,
        Tokens.none(),
        false,
        null,
        false,
        null,
        2 * Runtime.getRuntime().availableProcessors(),
        64,
        Duration.ofSeconds(2),
        4096);
  }

  /** The same at another address. */
  public ServerConfig withAddress(String newHost, int newPort, boolean insecure) {
    return new ServerConfig(
        newHost,
        newPort,
        tls,
        tokens,
        insecure,
        folder,
        watch,
        feedback,
        turns,
        mostWaiting,
        patience,
        maxConnections);
  }

  /** The same with tokens and keys for TLS; null for plain text. */
  public ServerConfig withAccess(Tokens newTokens, @Nullable SSLContext newTls) {
    return new ServerConfig(
        host,
        port,
        newTls,
        newTokens,
        insecurePlaintext,
        folder,
        watch,
        feedback,
        turns,
        mostWaiting,
        patience,
        maxConnections);
  }

  /** The same with a folder of models. */
  public ServerConfig withFolder(@Nullable Path newFolder, boolean watched) {
    return new ServerConfig(
        host,
        port,
        tls,
        tokens,
        insecurePlaintext,
        newFolder,
        watched,
        feedback,
        turns,
        mostWaiting,
        patience,
        maxConnections);
  }

  /** The same with a log of feedback. */
  public ServerConfig withFeedback(@Nullable Path newFeedback) {
    return new ServerConfig(
        host,
        port,
        tls,
        tokens,
        insecurePlaintext,
        folder,
        watch,
        newFeedback,
        turns,
        mostWaiting,
        patience,
        maxConnections);
  }

  /** The same with other limits. */
  public ServerConfig withLimits(
      int newTurns, int newMostWaiting, Duration newPatience, int newMaxConnections) {
    return new ServerConfig(
        host,
        port,
        tls,
        tokens,
        insecurePlaintext,
        folder,
        watch,
        feedback,
        newTurns,
        newMostWaiting,
        newPatience,
        newMaxConnections);
  }

  /** Whether an address is one that only this machine reaches. */
  static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
