package dev.sapor.cli.demo;

import dev.sapor.linalg.RandomStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes titles from patterns such as <code>Love among the {plural}</code>; the patterns and words
 * are in {@code titles.txt}. No title is made twice.
 */
final class Grammar {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

  /** The article before a vowel. */
  private static final Pattern ARTICLE = Pattern.compile("\\b([Aa]) (?=[AEIOU])");

  private final Map<String, List<String>> rules = new LinkedHashMap<>();
  private final Set<String> made = new HashSet<>();

  Grammar() {
    try (InputStream file =
            Objects.requireNonNull(Grammar.class.getResourceAsStream("titles.txt"), "titles.txt");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::rule);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void rule(String line) {
    int equals = line.indexOf('=');
    rules.put(
        line.substring(0, equals).strip(),
        List.of(line.substring(equals + 1).strip().split(" *\\| *")));
  }

  /** The genres: the names that are no placeholders. */
  List<String> genres() {
    return rules.keySet().stream().filter(name -> Character.isUpperCase(name.charAt(0))).toList();
  }

  /** A new title for a genre. */
  String title(String genre, RandomStream random) {
    while (true) {
      String filled = PLACEHOLDER.matcher(pick(genre, random)).replaceAll(m -> word(m, random));
      String title = ARTICLE.matcher(filled).replaceAll("$1n ");
      if (made.add(title)) {
        return title;
      }
    }
  }

  private String word(java.util.regex.MatchResult placeholder, RandomStream random) {
    return Matcher.quoteReplacement(pick(placeholder.group(1), random));
  }

  private String pick(String name, RandomStream random) {
    List<String> choices = Objects.requireNonNull(rules.get(name), name);
    return choices.get(random.nextInt(choices.size()));
  }
}
