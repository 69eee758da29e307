package dev.sapor.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.cli.demo.DemoData.Rating;
import dev.sapor.data.Interactions;
import dev.sapor.source.CatalogReader;
import dev.sapor.source.InteractionReader;
import dev.sapor.source.ReadOptions;
import dev.sapor.source.TextSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDataTest {

  private static final DemoData DATA = DemoData.generate(DemoData.DEFAULT_SEED);

  @TempDir private Path folder = Path.of("");

  @Test
  void sameSeedSameData() {
    DemoData again = DemoData.generate(DemoData.DEFAULT_SEED);
    assertThat(again.ratings()).isEqualTo(DATA.ratings());
    assertThat(again.films()).isEqualTo(DATA.films());
    assertThat(again.people()).isEqualTo(DATA.people());
    assertThat(DemoData.generate(7).ratings()).isNotEqualTo(DATA.ratings());
  }

  @Test
  void titlesAndIdsAreUniqueAndWellFormed() {
    assertThat(DATA.films()).extracting(Film::title).doesNotHaveDuplicates();
    assertThat(DATA.films()).extracting(Film::id).doesNotHaveDuplicates();
    assertThat(DATA.people()).doesNotHaveDuplicates();
    assertThat(DATA.films())
        .allSatisfy(film -> {
          assertThat(film.title()).doesNotContain("{").doesNotContainPattern("\\b[Aa] [AEIOU]");
          assertThat(film.year()).isBetween(1940, 2024);
          assertThat(film.genres()).hasSizeBetween(1, 3).doesNotHaveDuplicates();
        });
  }

  @Test
  void ratingsAreHalfOrWholeStarsOncePerPair() {
    Set<Long> pairs = new HashSet<>();
    for (Rating rating : DATA.ratings()) {
      assertThat(rating.stars()).isBetween(0.5f, 5f);
      assertThat(rating.stars() * 2 % 1).isZero();
      assertThat(pairs.add((long) rating.person() << 32 | rating.film())).isTrue();
    }
    assertThat(DATA.ratings().size()).isBetween(80_000, 140_000);
  }

  @Test
  void popularityHasALongTail() {
    int[] counts = new int[DATA.films().size()];
    DATA.ratings().forEach(rating -> counts[rating.film()]++);
    Arrays.sort(counts);
    long top = Arrays.stream(counts).skip(counts.length * 9L / 10).asLongStream().sum();
    assertThat(top).isBetween(DATA.ratings().size() * 35L / 100, DATA.ratings().size() * 65L / 100);
    assertThat(counts[counts.length / 2]).isBetween(20, 90);
    assertThat(counts[counts.length - 1]).isLessThan(DATA.people().size() * 3 / 4);
  }

  @Test
  void filesHoldTheSame() throws IOException {
    Path ratings = folder.resolve("ratings.csv");
    Path films = folder.resolve("films.csv");
    DATA.writeRatings(ratings);
    DATA.writeFilms(films);
    Interactions read =
        InteractionReader.read(TextSource.of(ratings), ReadOptions.defaults()).interactions();
    Interactions made = DATA.interactions();
    assertThat(read.digest()).isEqualTo(made.digest());
    var catalog = CatalogReader.read(films, read.items()).catalog();
    var expected = DATA.catalog(made.items());
    assertThat(catalog.columns()).isEqualTo(expected.columns());
    for (int item = 0; item < made.items().size(); item++) {
      for (String column : expected.columns()) {
        assertThat(catalog.value(item, column)).isEqualTo(expected.value(item, column));
      }
    }
  }
}
