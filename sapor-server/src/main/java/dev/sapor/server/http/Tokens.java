package dev.sapor.server.http;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who may ask. Tokens are kept as digests only, and every one of them is compared in constant time,
 * so that neither memory, log nor clock tells one.
 */
public final class Tokens {

  private static final int SHORTEST = 16;
  private static final String BEARER = "Bearer ";

  @SuppressWarnings("ArrayRecordComponent") // compared by MessageDigest alone
  private record Entry(byte[] digest, Scope scope) {}

  private final List<Entry> entries;
  private final boolean open;

  private Tokens(List<Entry> entries, boolean open) {
    this.entries = entries;
    this.open = open;
  }

  /** Everybody may do everything: for an address that nobody else reaches. */
  public static Tokens none() {
    return new Tokens(List.of(), true);
  }

  /**
   * The tokens of a file: on each line {@code read TOKEN} or {@code admin TOKEN}; empty lines and
   * those that begin with # are passed over.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if a line is neither, a token is shorter than 16 characters or
   *     there is none; the message holds no part of the line
   */
  public static Tokens read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the token file is not UTF-8");
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.split("\\s+", -1);
      Optional<Scope> scope = Scope.named(words[0]);
      if (words.length != 2 || scope.isEmpty() || words[1].length() < SHORTEST) {
        throw new IllegalArgumentException(
            "line %s of the token file must be 'read TOKEN' or 'admin TOKEN' with a token of at least %s characters"
                .formatted(i + 1, SHORTEST));
      }
      entries.add(new Entry(digest(words[1]), scope.get()));
    }
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("the token file names no token");
    }
    return new Tokens(List.copyOf(entries), false);
  }

  /** Whether anybody may ask. */
  public boolean areOff() {
    return open;
  }

  /**
   * Lets a call pass that brings a token for the scope.
   *
   * @throws ProblemException if it does not
   */
  void check(Call call, Scope needed) {
    if (open || needed == Scope.OPEN) {
      return;
    }
    String header = call.header("authorization").orElse("");
    if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw ProblemException.unauthorized("a token is needed: Authorization: Bearer TOKEN");
    }
    byte[] given = digest(header.substring(BEARER.length()).strip());
    Scope found = Scope.OPEN;
    for (Entry entry : entries) {
      // All are compared: the time does not tell which one fits.
      if (MessageDigest.isEqual(given, entry.digest) && found != Scope.ADMIN) {
        found = entry.scope;
      }
    }
    if (found == Scope.OPEN) {
      throw ProblemException.unauthorized("the token is not known");
    }
    if (!found.opens(needed)) {
      throw ProblemException.forbidden("the token is not for this route");
    }
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
