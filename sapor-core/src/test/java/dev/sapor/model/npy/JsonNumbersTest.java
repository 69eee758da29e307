package dev.sapor.model.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumbersTest {

  @Test
  void findsTheNumbersOfTheOutermostObject() {
    JsonNumbers json =
        JsonNumbers.parse(
            """
            { "text": "a \\" \\u00e9 \\\\", "deep": {"globalMean": 9, "list": [1, [], {}, "x"]},
              "globalMean" : -3.5e-1, "whole":7,"no": true, "nothing": null }
            """);
    assertThat(json.number("globalMean")).hasValue(-0.35);
    assertThat(json.number("whole")).hasValue(7);
    assertThat(json.number("text")).isEmpty();
    assertThat(json.number("list")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}x",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":\"x\"5}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":nul}",
        "{\"a\":[1,]}",
        "{\"a\":[1}",
        "{a:1}",
        "{\"a\":NaN}",
        "{\"a\":+1}",
        "{\"a\" 1}",
      })
  void refusesWhatIsNotJson(String text) {
    assertThatThrownBy(() -> JsonNumbers.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void depthIsLimited() {
    String deep = "{\"a\":" + "[".repeat(100_000);
    assertThatThrownBy(() -> JsonNumbers.parse(deep))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no more than 32 levels");
  }
}
