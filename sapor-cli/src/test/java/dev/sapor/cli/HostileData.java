package dev.sapor.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Ids and titles that would be markup, script or a template, were they ever taken for it. */
final class HostileData {

  static final List<String> TEXTS =
      List.of(
          "</script><img src=x onerror=alert(1)>",
          "\"><svg onload=alert(2)>",
          "'><script>alert(3)</script>",
          "<!--<script>",
          "${data}${policy}",
          "&lt;b&gt;",
          "]]><iframe src=\"https://example.org/\">",
          "\u202egnp.exe\u2028");

  /** Ratings whose users and items have such ids. */
  static Path ratings(Path folder) throws IOException {
    List<String> rows = new ArrayList<>();
    for (int user = 0; user < 24; user++) {
      for (int item = 0; item < 16; item++) {
        if ((user * 7 + item * 5) % 3 != 0) {
          int stars = user % 2 == item % 2 ? 5 - user % 3 % 2 : 1 + item % 2;
          rows.add(
              quoted("u" + user + text(user))
                  + ","
                  + quoted("i" + item + text(item))
                  + ","
                  + stars);
        }
      }
    }
    return SampleData.write(folder.resolve("hostile.csv"), "user,item,rating", rows);
  }

  /** Titles and genres of those items. */
  static Path titles(Path folder) throws IOException {
    List<String> rows = new ArrayList<>();
    for (int item = 0; item < 16; item++) {
      rows.add(
          quoted("i" + item + text(item))
              + ","
              + quoted("T" + text(item + 1))
              + ","
              + quoted("G" + text(item % 3)));
    }
    return SampleData.write(folder.resolve("hostile-titles.csv"), "item,title,genres", rows);
  }

  private static String text(int at) {
    return TEXTS.get(at % TEXTS.size());
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  private HostileData() {}
}
