package dev.sapor.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Public data sets as they are published, with their known counts; skipped where they are not. */
final class PublicDataTest {

  private static final ReadOptions DEFAULTS = ReadOptions.defaults();

  private static Path file(String name) {
    // Tests run in the folder of their module.
    Path file = Path.of("..", "..", "shared", "data").resolve(name);
    if (!Files.exists(file)) {
      System.out.println("skipped: ../shared/data/" + name + " is not there");
    }
    assumeTrue(Files.exists(file), () -> "../shared/data/" + name + " is not there");
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "ml-100k/u.data,             100000, 100000, 943, 1682, true, true",
    "ml-100k/u1.base,             80000,  80000, 943, 1650, true, true",
    "ml-1m/ratings.dat.gz,      1000209, 1000209, 6040, 3706, true, false",
    "ml-latest-small/ratings.csv, 100837, 100836, 610, 9724, true, true",
    "ncf-ml-1m/ml-1m.test.rating.gz, 6040, 6040, 6040, 1921, true, true",
  })
  void ratingsAreReadWhole(
      String name, long lines, long rows, int users, int items, boolean rated, boolean timed) {
    LoadedInteractions loaded = InteractionReader.read(TextSource.of(file(name)), DEFAULTS);
    Interactions data = loaded.interactions();
    assertThat(data.size()).isEqualTo(rows);
    assertThat(data.users().size()).isEqualTo(users);
    assertThat(data.items().size()).isEqualTo(items);
    assertThat(data.rated()).isEqualTo(rated);
    assertThat(data.times().isPresent()).isEqualTo(timed);
    assertThat(loaded.report().counts().lines()).isEqualTo(lines);
    assertThat(loaded.report().counts().rejected()).isZero();
    assertThat(loaded.report().mergedDuplicates()).isZero();
  }

  @Test
  void theDamagedHeaderOfLastFmIsTwoBadRows() {
    Path file = file("lastfm-hetrec2011/user_artists.dat.gz");
    DataException fault = TextCase.failure(TextSource.of(file), DEFAULTS);
    assertThat(fault.fault()).isEqualTo(DataFault.TOO_FEW_FIELDS);
    assertThat(fault.line()).hasValue(1);
    LoadedInteractions loaded =
        InteractionReader.read(TextSource.of(file), DEFAULTS.withBadRows(BadRowPolicy.skip(2)));
    assertThat(loaded.interactions().size()).isEqualTo(92_834);
    assertThat(loaded.interactions().users().size()).isEqualTo(1_892);
    assertThat(loaded.interactions().items().size()).isEqualTo(17_632);
    assertThat(loaded.report().counts().rejectedByFault())
        .containsEntry(DataFault.TOO_FEW_FIELDS, 2L);
  }

  @ParameterizedTest
  @CsvSource({"train.txt.gz, 810128", "test.txt.gz, 217242"})
  void clicksOfGowallaAsPairs(String name, long pairs) throws IOException {
    StringBuilder text = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file("gowalla/" + name))),
                StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] ids = line.split(" ", -1);
        for (int item = 1; item < ids.length; item++) {
          text.append(ids[0]).append('\t').append(ids[item]).append('\n');
        }
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    LoadedInteractions loaded =
        InteractionReader.read(
            new TextSource(List.of(TextInput.stream("gowalla", new ByteArrayInputStream(bytes)))),
            DEFAULTS);
    assertThat(loaded.interactions().size()).isEqualTo(pairs);
    assertThat(loaded.interactions().rated()).isFalse();
    assertThat(loaded.interactions().users().size()).isEqualTo(29_858);
  }

  @ParameterizedTest
  @CsvSource({
    "ml-100k/u.data, ml-100k/u.item, 1682, 1682, 'Starship Troopers (1997)', 271",
    "ml-1m/ratings.dat.gz, ml-1m/movies.dat, 3883, 3706, 'Misérables, Les (1995)', 73",
    "ml-latest-small/ratings.csv, ml-latest-small/movies.csv, 9742, 9724, 'American President, The (1995)', 11",
    "lastfm-hetrec2011/user_artists.dat.gz, lastfm-hetrec2011/artists.dat, 17632, 17632, 'MALICE MIZER', 1",
  })
  void catalogsAreReadAsTheyAre(
      String ratings, String items, long rows, long matched, String title, String id) {
    IdMap ids =
        InteractionReader.read(
                TextSource.of(file(ratings)), DEFAULTS.withBadRows(BadRowPolicy.skip(2)))
            .interactions()
            .items();
    LoadedCatalog loaded = CatalogReader.read(file(items), ids);
    assertThat(loaded.report().rows()).isEqualTo(rows);
    assertThat(loaded.report().matched()).isEqualTo(matched);
    assertThat(loaded.report().repeated()).isZero();
    assertThat(loaded.catalog().title(ids.indexOf(id).orElseThrow())).hasValue(title);
  }
}
