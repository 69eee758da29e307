package dev.sapor.split;

import dev.sapor.data.Interactions;
import dev.sapor.data.InteractionsBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What numpy and the peers themselves gave; {@code golden.py} beside the files made them. */
final class GoldenSplits {

  /** A row of the golden file: where the peers put it. */
  record Row(String user, String item, int fold, boolean sklearn, String vae, String vaeOfTexts) {}

  static List<String> lines(String name) {
    try (var in = Objects.requireNonNull(GoldenSplits.class.getResourceAsStream(name), name);
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows in the order of the file. */
  static List<Row> rows() {
    return lines("splits.csv").stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .map(f -> new Row(f[0], f[1], Integer.parseInt(f[2]), f[3].equals("1"), f[4], f[5]))
        .toList();
  }

  /** The rows as clicks with ordinals, each user id behind a prefix. */
  static Interactions clicks(String prefix) {
    InteractionsBuilder builder = Interactions.builder().keepOrdinals(true);
    rows().forEach(row -> builder.click(prefix + row.user(), row.item()));
    return builder.build();
  }

  /** The pairs of a part as texts. */
  static Set<String> pairs(Interactions part) {
    Set<String> pairs = new TreeSet<>();
    for (int user = 0; user < part.users().size(); user++) {
      for (long at = part.byUser().start(user); at < part.byUser().end(user); at++) {
        pairs.add(part.users().id(user) + " " + part.items().id(part.byUser().column(at)));
      }
    }
    return pairs;
  }

  private GoldenSplits() {}
}
