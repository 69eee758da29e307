package dev.sapor.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Numbers, tables, charts and escapes. */
class TextTest {

  @Test
  void numbersAreTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Numbers.count(1_000_209)).isEqualTo("1,000,209");
      assertThat(Numbers.metric(0.91234)).isEqualTo("0.9123");
      assertThat(Numbers.metric(-0.00001)).isEqualTo("0.0000");
      assertThat(Numbers.metric(-0.00012)).isEqualTo("-0.0001");
      assertThat(Numbers.seconds(0.256)).isEqualTo("0.26 s");
      assertThat(Numbers.seconds(12.34)).isEqualTo("12.3 s");
      assertThat(Numbers.seconds(125)).isEqualTo("2 min 05 s");
      assertThat(Numbers.bytes(512)).isEqualTo("512 B");
      assertThat(Numbers.bytes(1536)).isEqualTo("1.5 KiB");
      assertThat(Numbers.of(1, "user")).isEqualTo("1 user");
      assertThat(Numbers.of(2000, "user")).isEqualTo("2,000 users");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void tableIsAligned() {
    Table table =
        Table.of("name", ">score").row("a", "1.5").row("日本", "10.25").row("e\u0301t", "3");
    assertThat(table.lines())
        .containsExactly("  name  score", "  a       1.5", "  日本  10.25", "  e\u0301t        3");
    assertThatThrownBy(() -> table.row("one")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tableEscapesItsCells() {
    assertThat(Table.of("x").row("a\u001b[1m\nb").lines().get(1)).isEqualTo("  a\\x1b[1m\\nb");
  }

  @Test
  void escapes() {
    assertThat(PrintableText.escape("a\tb\r\n\u0000\u0085\u2028\u202e\ud800"))
        .isEqualTo("a\\tb\\r\\n\\x00\\x85\\u2028\\u202e\\ud800");
    assertThat(PrintableText.escape("żółć 日本 😀")).isEqualTo("żółć 日本 😀");
    assertThat(PrintableText.quotable("x".repeat(300))).isEqualTo("x".repeat(200) + "…");
  }

  @Test
  void chartFallsFromTopToBottom() {
    var lines = LineChart.lines("RMSE", 1.0, 0.5, 0.0);
    assertThat(lines.getFirst()).isEqualTo("  RMSE");
    assertThat(lines.get(1)).isEqualTo("  1.0000 │ ●");
    assertThat(lines.get(8)).isEqualTo("  0.0000 │     ●");
    assertThat(lines).hasSize(11);
  }

  @Test
  void chartOfOneOrEqualOrManyValues() {
    assertThat(LineChart.lines("x", 2.0)).hasSize(11);
    assertThat(LineChart.lines("x", 2.0, 2.0)).hasSize(11);
    double[] many = new double[500];
    assertThat(LineChart.lines("x", many))
        .allSatisfy(line -> assertThat(line.length()).isLessThan(80));
    assertThatThrownBy(() -> LineChart.lines("x", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LineChart.lines("x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPipeIsNoTerminal() {
    // Under the build neither stream is one; the C library agrees with /proc.
    assertThat(Terminal.isTerminalByLibrary(99)).isFalse();
    assertThat(Terminal.ofStandardError(Map.of("TERM", "dumb"))).isEqualTo(Terminal.NONE);
  }
}
