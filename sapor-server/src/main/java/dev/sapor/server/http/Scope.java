package dev.sapor.server.http;

import java.util.Locale;
import java.util.Optional;

/** What a caller may do. */
public enum Scope {
  /** Needs no token: health and the files of the page. */
  OPEN,
  /** Questions and feedback. */
  READ,
  /** Swaps and metrics; whoever may do these may ask questions too. */
  ADMIN;

  /** Whether a token of this scope opens a route of another. */
  boolean opens(Scope needed) {
    return switch (needed) {
      case OPEN -> true;
      case READ -> this != OPEN;
      case ADMIN -> this == ADMIN;
    };
  }

  static Optional<Scope> named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "read" -> Optional.of(READ);
      case "admin" -> Optional.of(ADMIN);
      default -> Optional.empty();
    };
  }
}
