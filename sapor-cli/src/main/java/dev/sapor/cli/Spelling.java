package dev.sapor.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what somebody may have meant. */
final class Spelling {

  /** Longer words are not compared: the cost grows with the square. */
  private static final int MAX_LENGTH = 64;

  /** The nearest of the known words, if it is near enough to be meant. */
  static Optional<String> nearest(String word, Stream<String> known) {
    return near(word, known, 1).stream().findFirst();
  }

  /** The nearest of the known words, nearest first, that are near enough to be meant. */
  static List<String> near(String word, Stream<String> known, int limit) {
    record Candidate(String word, int distance) {}
    int tolerance = tolerance(word);
    if (word.length() > MAX_LENGTH) {
      return List.of();
    }
    return known
        .filter(candidate -> Math.abs(candidate.length() - word.length()) <= tolerance)
        .map(candidate -> new Candidate(candidate, distance(word, candidate)))
        .filter(candidate -> candidate.distance <= tolerance)
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word))
        .limit(limit)
        .map(Candidate::word)
        .toList();
  }

  private static int tolerance(String word) {
    return word.length() <= 3 ? 1 : word.length() <= 7 ? 2 : 3;
  }

  /**
   * Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours
   * (Damerau, "A technique for computer detection and correction of spelling errors", CACM 7(3),
   * 1964).
   */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }

  private Spelling() {}
}
