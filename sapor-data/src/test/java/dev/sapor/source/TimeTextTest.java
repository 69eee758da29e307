package dev.sapor.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Timestamps: numbers as they are, dates in seconds. */
final class TimeTextTest {

  private final TimeText time = new TimeText();

  private @Nullable DataFault parse(String text) {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    return time.parse(bytes, 1, bytes.length - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "964982703,964982703",
    "-5,-5",
    "' 964982495 ',964982495",
    "1112486027.9,1112486027",
    "-0.5,-1",
    "1.5e3,1500",
    "9223372036854775807,9223372036854775807",
    "1970-01-02,86400",
    "2000-02-29,951782400",
    "1970-01-01T00:01:00,60",
    "1970-01-01T00:01,60",
    "1970-01-01 00:01:00.999,60",
    "1970-01-01T00:00:00Z,0",
    "1970-01-01T01:00:00+01:00,0",
    "1969-12-31 23:59:59.5Z,-1"
  })
  void timesAreRead(String text, long expected) {
    assertThat(parse(text)).isNull();
    assertThat(time.value()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "NaN",
        "2001-02-29",
        "2001-13-01",
        "01/02/2001",
        "2001-1-2",
        "9223372036854775808",
        "1e30",
        "1e999999999",
        "1e-999999999999",
        "12:30",
        "5 5",
        "0x10",
        "1970-01-01T25:00:00"
      })
  void everythingElseIsBad(String text) {
    assertThat(parse(text)).isEqualTo(DataFault.BAD_TIMESTAMP);
  }
}
