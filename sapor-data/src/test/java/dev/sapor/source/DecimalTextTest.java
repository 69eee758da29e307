package dev.sapor.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ratings: which texts are numbers, and that they are the nearest float. */
final class DecimalTextTest {

  private final DecimalText decimal = new DecimalText();

  private @Nullable DataFault parse(String text) {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    return decimal.parse(bytes, 1, bytes.length - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " 4",
        "4.5 \t",
        "0",
        "-0",
        "4",
        "4.0",
        "+4",
        "3.5",
        ".5",
        "5.",
        "-0.25",
        "1e3",
        "1E-3",
        "1.5e+2",
        "0007",
        "16777216",
        "16777217",
        "33554433",
        "0.1",
        "0.30000001192092896",
        "123456789.987654321",
        "3.4028235e38",
        "1e-45",
        "1e-400",
        "0.00000000001",
        "99999999999999999999999999"
      })
  void decimalNumbersAreRead(String text) {
    assertThat(parse(text)).isNull();
    assertThat(Float.floatToIntBits(decimal.value()))
        .isEqualTo(Float.floatToIntBits(Float.parseFloat(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "4f",
        "4d",
        "4F",
        "0x1p3",
        "0x10",
        "4,5",
        "1 000",
        "4 4",
        "1_000",
        "--4",
        "+-4",
        "4-",
        "1e",
        "1e+",
        "e5",
        ".",
        "+",
        "-",
        ".e1",
        "1.2.3",
        "four",
        "\u0664",
        "\u2212" + "4"
      })
  void everythingElseIsBad(String text) {
    assertThat(parse(text)).isEqualTo(DataFault.BAD_NUMBER);
  }

  @ParameterizedTest
  @CsvSource({
    "NaN",
    "nan",
    "NAN",
    "Infinity",
    "-Infinity",
    "inf",
    "-inf",
    "+Inf",
    "1e400",
    "-1e400",
    "3.5e38"
  })
  void whatIsNotFiniteIsBad(String text) {
    assertThat(parse(text)).isEqualTo(DataFault.NOT_FINITE);
  }

  @Test
  void nothingIsAnEmptyValue() {
    assertThat(parse("")).isEqualTo(DataFault.EMPTY_VALUE);
  }

  @Test
  void randomDecimalsAreTheNearestFloat() {
    long seed = Seeds.printed("randomDecimalsAreTheNearestFloat", 20260411);
    RandomStream random = RandomStream.of(seed, "decimals");
    for (int i = 0; i < 200_000; i++) {
      String digits = Long.toString(random.nextLong() >>> (1 + random.nextInt(62)));
      int point = random.nextInt(digits.length() + 1);
      String text = digits.substring(0, point) + "." + digits.substring(point);
      assertThat(parse(text)).as("'%s'", text).isNull();
      assertThat(decimal.value()).as("'%s'", text).isEqualTo(Float.parseFloat(text));
    }
  }
}
