package dev.sapor.textbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of the README and of docs/textbook.md: the same numbers on every run. */
class ReadmeExampleTest {

  private static final List<String> NUMBERS =
      List.of(
          "  4.94  4.02  5.04  1.00 -0.12",
          "  4.01  3.41  4.01  1.92  1.07",
          "  0.90  1.28  0.58  4.44  4.49",
          "  1.42  1.70  1.11  4.57  4.50",
          "  3.11  3.02  2.87  4.47  3.99");

  @Test
  void printsTheNumbersOfTheDocuments() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    Factorization result;
    try (PrintStream captured = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      result = example();
    } finally {
      System.setOut(before);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).containsExactlyElementsOf(NUMBERS);
    assertThat(result.losses().getFirst().loss()).isEqualTo(154.58933891920168);
    assertThat(result.loss()).isEqualTo(0.6797671071462847);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/textbook.md"})
  void documentsShowTheExampleAndItsNumbers(String document) throws IOException {
    Path test = Path.of("src", "test", "java", "dev", "sapor", "textbook");
    String code = Files.readString(test.resolve("ReadmeExampleTest.java"));
    int from = code.lastIndexOf("    double x = Double.NaN;");
    int to = code.indexOf("\n", code.indexOf("MatrixFactorization.fit(", from));
    String shown = Files.readString(Path.of("..").resolve(document));

    assertThat(shown).contains(code.substring(from, to).stripIndent());
    assertThat(shown).contains(String.join("\n", NUMBERS));
  }

  private static Factorization example() {
    double x = Double.NaN; // not rated
    double[][] ratings = {
      {5, 4, 5, 1, x},
      {4, x, 4, 2, 1},
      {1, 1, x, 5, 4},
      {x, 2, 1, 4, 5},
      {3, 3, 3, x, 4},
    };
    Factorization result = MatrixFactorization.fit(ratings, TextbookConfig.defaults());
    for (double[] row : result.estimates()) {
      for (double estimate : row) {
        System.out.printf(Locale.ROOT, "%6.2f", estimate);
      }
      System.out.println();
    }
    return result;
  }
}
