package dev.sapor.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What must not matter: the order of rows, the locale, the time zone. */
final class RowOrderTest {

  @Test
  void theOrderOfRowsChangesNothing() {
    long seed = Seeds.printed("theOrderOfRowsChangesNothing", 99);
    List<String> rows = randomRows(RandomStream.of(seed, "rows"));
    LoadedInteractions expected = TextCase.read(String.join("\n", rows));
    for (int round = 0; round < 5; round++) {
      int[] order = RandomStream.of(seed, "order", round).permutation(rows.size());
      List<String> shuffled = new ArrayList<>();
      for (int at : order) {
        shuffled.add(rows.get(at));
      }
      LoadedInteractions loaded = TextCase.read(String.join("\n", shuffled));
      assertThat(loaded.interactions().digest()).isEqualTo(expected.interactions().digest());
      assertThat(TextCase.rows(loaded)).isEqualTo(TextCase.rows(expected));
      assertThat(loaded.report()).isEqualTo(expected.report());
    }
  }

  /** Rows with times, among them duplicates with equal times and different values. */
  private static List<String> randomRows(RandomStream random) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < 2000; row++) {
      rows.add(
          "u%d,i%d,%d.5,%d"
              .formatted(
                  random.nextInt(40), random.nextInt(30), random.nextInt(5), random.nextInt(9)));
    }
    return rows;
  }

  @Test
  @ResourceLock(Resources.LOCALE)
  @ResourceLock(Resources.TIME_ZONE)
  void localeAndTimeZoneChangeNothing() {
    String data =
        "USERID,ITEMID,RATING,TIMESTAMP\nI,i,1.5,2001-03-04T05:06:07\n\u0130,\u0131,2,2001-03-04\n";
    LoadedInteractions expected = TextCase.read(data);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "de-DE", "hi-IN-u-nu-deva")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
        LoadedInteractions loaded = TextCase.read(data);
        assertThat(TextCase.rows(loaded)).isEqualTo(TextCase.rows(expected));
        assertThat(loaded.report()).isEqualTo(expected.report());
        assertThat(TextCase.failure("a,x,1\nb,y,oops\n"))
            .hasMessageContaining("data:2:3 (got 'oops')");
        assertThat(
                TextCase.failure(
                    TextCase.text("a,x,1\nb,y,q\nc,z,q\n"),
                    ReadOptions.defaults().withBadRows(BadRowPolicy.skip(1))))
            .hasMessageStartingWith("more than 1 bad rows");
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }
}
