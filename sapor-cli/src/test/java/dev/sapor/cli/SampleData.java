package dev.sapor.cli;

import dev.sapor.linalg.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Small files of ratings and clicks with a structure that can be learnt. */
final class SampleData {

  static final int USERS = 60;
  static final int ITEMS = 40;
  private static final long SEED = 11;

  /** Rows {@code user,item,rating}: two kinds of users, two kinds of items, a little noise. */
  static List<String> ratingRows() {
    RandomStream random = RandomStream.of(SEED, "sample ratings");
    List<String> rows = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      for (int item = 0; item < ITEMS; item++) {
        boolean seen = random.nextInt(3) == 0;
        double taste = user % 2 == item % 2 ? 4.2 : 2.0;
        long stars = Math.clamp(Math.round(taste + 0.5 * random.nextGaussian()), 1, 5);
        if (seen) {
          rows.add("u" + user + ",i" + item + "," + stars);
        }
      }
    }
    return rows;
  }

  static Path ratings(Path folder) throws IOException {
    return write(folder.resolve("ratings.csv"), "user,item,rating", ratingRows());
  }

  /** Four of five ratings. */
  static Path trainingPart(Path folder) throws IOException {
    return write(folder.resolve("train.csv"), "user,item,rating", part(false));
  }

  /** Every fifth rating. */
  static Path testPart(Path folder) throws IOException {
    return write(folder.resolve("test.csv"), "user,item,rating", part(true));
  }

  private static List<String> part(boolean test) {
    List<String> rows = ratingRows();
    return IntStream.range(0, rows.size())
        .filter(row -> (row % 5 == 0) == test)
        .mapToObj(rows::get)
        .toList();
  }

  /** Who rated what, and for each item only users of its kind. */
  static Path clicks(Path folder) throws IOException {
    List<String> rows = new ArrayList<>();
    for (String row : ratingRows()) {
      String[] fields = row.split(",", 3);
      if (Integer.parseInt(fields[2]) >= 3) {
        rows.add(fields[0] + "," + fields[1]);
      }
    }
    return write(folder.resolve("clicks.csv"), "user,item", rows);
  }

  static Path titles(Path folder) throws IOException {
    List<String> rows = new ArrayList<>();
    for (int item = 0; item < ITEMS; item++) {
      rows.add("i" + item + ",\"Title, no. " + item + "\"," + (1980 + item));
    }
    return write(folder.resolve("titles.csv"), "item,title,year", rows);
  }

  static Path write(Path file, String header, List<String> rows) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(header);
    lines.addAll(rows);
    return Files.write(file, lines);
  }

  private SampleData() {}
}
