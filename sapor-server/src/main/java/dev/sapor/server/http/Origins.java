package dev.sapor.server.http;

import java.util.Locale;
import java.util.Set;

/**
 * Keeps pages of other sites out: a browser says by {@code Host} which name it believes to talk to
 * and by {@code Origin} which page asks. A listener on the loopback address believes only names of
 * that address, so that a name that somebody has pointed there opens nothing; and no page of
 * another origin may ask. No CORS header is ever sent.
 */
public final class Origins {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final boolean loopback;

  private Origins(boolean loopback) {
    this.loopback = loopback;
  }

  /** For a listener on the loopback address. */
  public static Origins loopback() {
    return new Origins(true);
  }

  /** For a listener that others reach, by whatever name. */
  public static Origins any() {
    return new Origins(false);
  }

  void check(Call call) {
    String host = call.header("host").orElse("").toLowerCase(Locale.ROOT);
    if (loopback && !LOOPBACK.contains(withoutPort(host))) {
      throw ProblemException.forbidden("this server answers on the loopback address only");
    }
    call.header("origin")
        .map(origin -> origin.toLowerCase(Locale.ROOT))
        .filter(origin -> !origin.equals("http://" + host) && !origin.equals("https://" + host))
        .ifPresent(origin -> {
          throw ProblemException.forbidden("pages of other origins may not ask");
        });
  }

  private static String withoutPort(String host) {
    return host.replaceFirst(":[0-9]+$", "");
  }
}
