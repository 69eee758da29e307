package dev.sapor.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ids of all lengths, against a map of strings. */
final class IdNumbersTest {

  @Test
  void numbersAreThoseOfAMap() {
    long seed = Seeds.printed("IdNumbersTest", 12);
    RandomStream random = RandomStream.of(seed, "ids");
    IdNumbers numbers = new IdNumbers();
    Map<String, Integer> expected = new HashMap<>();
    for (int i = 0; i < 300_000; i++) {
      String id = id(random);
      expected.putIfAbsent(id, expected.size());
      assertThat(number(numbers, id, random.nextInt(12))).as(id).isEqualTo(expected.get(id));
    }
    assertThat(numbers.count()).isEqualTo(expected.size()).isGreaterThan(50_000);
  }

  private static String id(RandomStream random) {
    int kind = random.nextInt(4);
    String number = Integer.toString(random.nextInt(kind == 0 ? 100 : 60_000));
    return switch (kind) {
      case 0, 1 -> number;
      case 2 -> "0000000" + number;
      default -> "x".repeat(random.nextInt(3) * 500) + "-user-" + number;
    };
  }

  /** Looks the id up with other bytes around it, or at the very end of an array. */
  private static int number(IdNumbers numbers, String id, int around) {
    String padding = "z".repeat(around);
    byte[] bytes = (padding + id + padding).getBytes(StandardCharsets.US_ASCII);
    return numbers.number(bytes, around, bytes.length - around);
  }

  @Test
  void lengthTellsIdsApart() {
    IdNumbers numbers = new IdNumbers();
    String[] ids = {"a", "aa", "aaaaaaaa", "aaaaaaaaa", "a".repeat(1024), "\u0001", "\u0001\u0001"};
    for (int i = 0; i < ids.length; i++) {
      assertThat(number(numbers, ids[i], 0)).isEqualTo(i);
    }
    for (int i = 0; i < ids.length; i++) {
      assertThat(number(numbers, ids[i], 3)).isEqualTo(i);
    }
  }
}
