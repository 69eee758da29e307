package dev.sapor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdMapTest {

  private static final long SEED = Seeds.printed("IdMapTest", 31);
  // One, two, three and four bytes in UTF-8, and both sides of the surrogates of UTF-16.
  private static final int[] CODE_POINTS = {
    0x1, 0x20, 0x41, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x1F600,
    0x10FFFF
  };

  @Test
  void orderIsThatOfTheUtf8Bytes() {
    List<String> ids = randomIds(3000);
    IdMap map = IdMap.of(ids);

    List<String> expected = new ArrayList<>(ids);
    expected.sort((a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)));
    assertThat(map.ids()).isEqualTo(expected);
    for (String a : ids.subList(0, 100)) {
      for (String b : ids.subList(0, 100)) {
        assertThat(Integer.signum(IdMap.compare(a, b)))
            .isEqualTo(Integer.signum(Arrays.compareUnsigned(utf8(a), utf8(b))));
      }
    }
  }

  @Test
  void everyIdIsFoundAndNoOther() {
    List<String> ids = randomIds(3000);
    IdMap map = IdMap.of(ids.subList(0, 1500));

    for (String id : ids.subList(0, 1500)) {
      assertThat(map.id(map.indexOf(id).orElseThrow())).isEqualTo(id);
    }
    for (String id : ids.subList(1500, 3000)) {
      assertThat(map.indexOf(id)).isEmpty();
    }
    assertThat(map.indexOf("")).isEmpty();
  }

  @Test
  void idsAreOpaque() {
    IdMap map = IdMap.of(List.of("7", "007", " 7", "7 ", "seven", "SEVEN", "é", "e\u0301"));
    assertThat(map.size()).isEqualTo(8);
    assertThat(map.indexOf("07")).isEmpty();
    assertThat(map.indexOf("Seven")).isEmpty();
    assertThat(map.indexOf("é")).isNotEqualTo(map.indexOf("e\u0301"));
  }

  @Test
  void idsWithOneHashCodeAreTold() {
    // "Aa" and "BB" have the same hash code, and so has every chain of them.
    List<String> ids = new ArrayList<>(List.of(""));
    for (int length = 0; length < 10; length++) {
      List<String> longer = new ArrayList<>();
      for (String id : ids) {
        longer.add(id + "Aa");
        longer.add(id + "BB");
      }
      ids = longer;
    }
    IdMap map = IdMap.of(ids);
    for (int index = 0; index < 1024; index++) {
      assertThat(map.indexOf(map.id(index))).hasValue(index);
    }
    assertThat(map.indexOf("Aa")).isEmpty();
  }

  @Test
  void orderOfTheInputDoesNotMatter() {
    List<String> ids = randomIds(500);
    List<String> reversed = new ArrayList<>(ids);
    Collections.reverse(reversed);
    assertThat(IdMap.of(reversed)).isEqualTo(IdMap.of(ids)).hasSameHashCodeAs(IdMap.of(ids));
    assertThat(IdMap.of(ids.subList(1, 500))).isNotEqualTo(IdMap.of(ids));
  }

  @Test
  void selectionKeepsTheOrder() {
    IdMap map =
        IdMap.of(List.of("d", "b", "a", "c")).select(new boolean[] {true, false, true, true});
    assertThat(map.ids()).containsExactly("a", "c", "d");
    assertThat(map.indexOf("c")).hasValue(1);
    assertThat(map.indexOf("b")).isEmpty();
  }

  @Test
  void emptyMapKnowsNothing() {
    IdMap map = IdMap.of(List.of());
    assertThat(map.size()).isZero();
    assertThat(map.indexOf("a")).isEmpty();
    assertThatThrownBy(() -> map.id(0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void idsThatAreNoneAreRefused() {
    refused(List.of("a", ""), "an id must not be empty");
    refused(List.of("a", "b", "a"), "id occurs twice: 'a'");
    // Half of a surrogate pair has no UTF-8 form: two such ids would become one in a file.
    refused(List.of("a\uD83D"), "an id must be valid Unicode (got a lone surrogate in 'a\uD83D')");
    refused(
        List.of("\uDE00\uD83D"),
        "an id must be valid Unicode (got a lone surrogate in '\uDE00\uD83D')");
  }

  private static void refused(List<String> ids, String message) {
    assertThatThrownBy(() -> IdMap.of(ids))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static byte[] utf8(String id) {
    return id.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> randomIds(int count) {
    RandomStream random = RandomStream.of(SEED, "ids");
    Set<String> ids = new LinkedHashSet<>();
    while (ids.size() < count) {
      StringBuilder id = new StringBuilder();
      for (int length = 1 + random.nextInt(6); length > 0; length--) {
        id.appendCodePoint(CODE_POINTS[random.nextInt(CODE_POINTS.length)]);
      }
      ids.add(id.toString());
    }
    return List.copyOf(ids);
  }
}
