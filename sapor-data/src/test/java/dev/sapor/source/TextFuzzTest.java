package dev.sapor.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sapor.data.DuplicatePolicy;
import dev.sapor.source.ReadOptions.Header;
import dev.sapor.source.ReadOptions.Quoting;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Whatever the bytes are: they are read, or a fault is named, and the counts add up. In an ordinary
 * run the inputs kept beside this class are replayed; with {@code JAZZER_FUZZ=1} new ones are made.
 */
final class TextFuzzTest {

  private static final List<DuplicatePolicy> DUPLICATES =
      List.of(
          DuplicatePolicy.LAST, DuplicatePolicy.MEAN, DuplicatePolicy.SUM, DuplicatePolicy.ERROR);

  @FuzzTest(maxDuration = "60s")
  void bytesAreReadOrRefused(byte[] input) {
    // The first byte chooses the options, the rest is the text.
    int choice = input.length == 0 ? 0 : input[0];
    byte[] text = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
    try {
      LoadedInteractions loaded = InteractionReader.read(TextCase.bytes(text), options(choice));
      LineCounts counts = loaded.report().counts();
      if (!startsWithMark(text)) {
        assertThat(counts.lines()).isEqualTo(DelimitedReaderTest.lineCount(text));
      }
      assertThat(counts.rows())
          .isEqualTo(loaded.interactions().size() + loaded.report().mergedDuplicates());
    } catch (DataException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain("\n", "\r", "\0");
      assertThat(e.line().orElse(1))
          .isBetween(1L, Math.max(1, DelimitedReaderTest.lineCount(text)));
    }
  }

  private static ReadOptions options(int choice) {
    ReadOptions options =
        ReadOptions.defaults()
            .withBadRows((choice & 1) == 0 ? BadRowPolicy.strict() : BadRowPolicy.skip(1000))
            .withCharset((choice & 2) == 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1)
            .withDuplicates(DUPLICATES.get((choice >> 2) & 3))
            .withHeader((choice & 16) == 0 ? Header.AUTO : Header.NO)
            .withQuoting((choice & 32) == 0 ? Quoting.AUTO : Quoting.YES);
    return (choice & 64) == 0 ? options : options.withDelimiter("::");
  }

  /** Compressed text has other lines; what follows a byte order mark too, if nothing does. */
  private static boolean startsWithMark(byte[] text) {
    return text.length > 1
        && ((text[0] == 0x1F && text[1] == (byte) 0x8B)
            || (text[0] == (byte) 0xEF && text[1] == (byte) 0xBB));
  }
}
