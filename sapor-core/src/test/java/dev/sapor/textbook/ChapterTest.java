package dev.sapor.textbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docs/textbook.md quotes the code that is each formula. A block of Java there stands under a line
 * that links its source and, but for the example, names its method; the lines of the block must
 * stand in that source, in that method, one after the other.
 */
class ChapterTest {

  private static final Path CHAPTER = Path.of("..", "docs", "textbook.md");
  private static final Pattern SOURCE = Pattern.compile("\\[[^]]*]\\((\\.\\./[^)]+\\.java)\\)");
  private static final Pattern METHOD = Pattern.compile("`(\\w+)`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");

  private record Quote(String caption, List<String> lines) {}

  @Test
  void quotedLinesStandInTheSources() throws IOException {
    List<Quote> quotes = quotes(Files.readAllLines(CHAPTER));

    assertThat(quotes).hasSizeGreaterThan(8);
    for (Quote quote : quotes) {
      Matcher source = SOURCE.matcher(quote.caption());
      assertThat(source.find()).as("a link to the source in '%s'", quote.caption()).isTrue();
      Path file = CHAPTER.resolveSibling(source.group(1));
      String code = String.join("\n", stripped(Files.readAllLines(file)));
      String quoted = String.join("\n", stripped(quote.lines()));
      assertThat(code).as("%s", file).contains(quoted);

      Matcher method = METHOD.matcher(quote.caption());
      assertThat(method.find()).as("a method in '%s'", quote.caption()).isTrue();
      String before = code.substring(0, code.indexOf(quoted) + quoted.length());
      assertThat(before).as("%s", file).containsPattern("\\b" + method.group(1) + "\\(");
    }
  }

  @Test
  void formulasOfTheChapterAreNamedInTheSources() throws IOException {
    String chapter = Files.readString(CHAPTER);
    Path sources = Path.of("src", "main", "java", "dev", "sapor", "textbook");
    StringBuilder code = new StringBuilder();
    try (var files = Files.newDirectoryStream(sources, "*.java")) {
      for (Path file : files) {
        code.append(Files.readString(file));
      }
    }
    for (int formula = 1; formula <= 5; formula++) {
      assertThat(chapter).contains("(" + formula + ")");
      assertThat(code).contains("/** (" + formula + ") ");
    }
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    Matcher link = LINK.matcher(Files.readString(CHAPTER));
    while (link.find()) {
      if (!link.group(1).contains("://")) {
        assertThat(CHAPTER.resolveSibling(link.group(1))).exists();
      }
    }
  }

  private static List<Quote> quotes(List<String> lines) {
    List<Quote> quotes = new ArrayList<>();
    String caption = "";
    List<String> block = null;
    for (String line : lines) {
      if (block == null && line.equals("```java")) {
        block = new ArrayList<>();
      } else if (block != null && line.equals("```")) {
        quotes.add(new Quote(caption, block));
        block = null;
      } else if (block != null) {
        block.add(line);
      } else if (!line.isBlank()) {
        caption = line;
      }
    }
    return quotes;
  }

  private static List<String> stripped(List<String> lines) {
    return lines.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}
