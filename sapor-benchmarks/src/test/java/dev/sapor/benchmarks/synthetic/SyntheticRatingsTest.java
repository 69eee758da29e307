package dev.sapor.benchmarks.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SyntheticRatingsTest {

  private static final SyntheticRatings SMALL = SyntheticRatings.ofSize(20_000, 1);

  @Test
  void bytesAreThoseOfEveryOtherMachine() throws Exception {
    byte[] text = text(SMALL);
    assertThat(digest(text))
        .isEqualTo("295553309b0fdf8a119027a0ca7242e475185992b0af1f7cbd8320b705cc59ca");
    assertThat(digest(text(SyntheticRatings.ofSize(20_000, 2)))).isNotEqualTo(digest(text));
  }

  @Test
  void textIsCsvWithIdsFromOne() throws IOException {
    String[] lines = new String(text(SMALL), StandardCharsets.US_ASCII).split("\n");
    assertThat(lines).hasSize(20_001);
    assertThat(lines[0]).isEqualTo("user,item,rating");
    assertThat(Arrays.stream(lines).skip(1))
        .allSatisfy(line -> assertThat(line).matches("[1-9][0-9]*,[1-9][0-9]*,[1-5]"));
  }

  @Test
  void thereAreAsManyRowsAsAskedForAndNoPairTwice() {
    Set<Long> pairs = new HashSet<>();
    int[] users = new int[SMALL.users()];
    int[] items = new int[SMALL.items()];
    long[] rows = new long[1];
    SMALL.forEach((user, item, stars) -> {
      pairs.add(user * 1_000_000L + item);
      users[user]++;
      items[item]++;
      rows[0]++;
      assertThat(stars).isBetween(1, 5);
    });
    assertThat(rows[0]).isEqualTo(20_000);
    assertThat(pairs).hasSize(20_000);
    assertThat(Arrays.stream(users)).allMatch(count -> count > 0 && count <= SMALL.items() / 4 + 1);
    Arrays.sort(items);
    long ofPopular =
        Arrays.stream(items, items.length - items.length / 10, items.length).asLongStream().sum();
    assertThat(ofPopular).as("ratings of the tenth most popular").isGreaterThan(3 * 20_000 / 10);
  }

  @Test
  void starsFollowThePlantedModel() {
    PlantedTaste taste = new PlantedTaste(SMALL.items(), SMALL.seed());
    int[] current = {-1};
    double[] sums = new double[4];
    SMALL.forEach((user, item, stars) -> {
      if (current[0] != user) {
        current[0] = user;
        taste.moveTo(user);
      }
      double error = stars - taste.mean(item);
      sums[0] += error * error;
      sums[1] += stars;
      sums[2] += stars * stars;
      sums[3]++;
    });
    double mean = sums[1] / sums[3];
    assertThat(Math.sqrt(sums[0] / sums[3])).as("error of the planted model").isBetween(.74, .84);
    assertThat(Math.sqrt(sums[2] / sums[3] - mean * mean)).as("spread").isBetween(.95, 1.15);
  }

  @Test
  void ratingsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> new SyntheticRatings(1001, 100, 40, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1001 ratings");
    assertThat(new SyntheticRatings(1000, 100, 40, 1).ratings()).isEqualTo(1000);
    assertThatThrownBy(() -> new SyntheticRatings(0, 1, 4, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0, 1, 4");
  }

  private static byte[] text(SyntheticRatings ratings) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (RatingText text = new RatingText(bytes)) {
      ratings.forEach(text::row);
    }
    return bytes.toByteArray();
  }

  private static String digest(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
