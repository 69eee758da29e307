package dev.sapor.source;

import static dev.sapor.source.TextCase.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sapor.data.DuplicatePolicy;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every line is accounted for, and so is every row. */
final class LineCountsTest {

  @Test
  void countsThatDoNotAddUpCannotBeMade() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LineCounts(10, 1, 2, 0, 3, 0, Map.of(DataFault.BAD_NUMBER, 3L)))
        .withMessageContaining("10 lines");
    assertThat(new LineCounts(9, 1, 2, 0, 3, 0, Map.of(DataFault.BAD_NUMBER, 3L)).rejected())
        .isEqualTo(3);
  }

  @Test
  void countsAddUpToTheLinesOfTheFile() {
    long seed = Seeds.printed("countsAddUpToTheLinesOfTheFile", 7);
    String[] lines = {
      "u,i,3",
      "u,j,4.5",
      "v,i,x",
      "v,,1",
      "",
      "\r",
      "u,i,\"5\"",
      "w,\"a\nb\",2",
      "w,k",
      "w,\"k,1",
      "w,k,1,2",
      "x\0,y,1",
      "\"q\"q,r,1",
      "z,\u00e9,NaN"
    };
    for (int round = 0; round < 300; round++) {
      RandomStream random = RandomStream.of(seed, "lines", round);
      StringBuilder text = new StringBuilder(random.nextInt(2) == 0 ? "user,item,rating\n" : "");
      text.append("first,row,1\n");
      int count = random.nextInt(30);
      for (int line = 0; line < count; line++) {
        text.append(lines[random.nextInt(lines.length)]).append('\n');
      }
      byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
      ReadOptions options =
          ReadOptions.defaults().withBadRows(BadRowPolicy.skip(1000)).withDelimiter(",");
      LoadedInteractions loaded = InteractionReader.read(bytes(content), options);
      LineCounts counts = loaded.report().counts();
      assertThat(counts.lines())
          .as("round %d: %s", round, text)
          .isEqualTo(DelimitedReaderTest.lineCount(content));
      assertThat(counts.rows())
          .isEqualTo(loaded.interactions().size() + loaded.report().mergedDuplicates());
    }
  }

  @Test
  void duplicatesFollowThePolicyAndAreCounted() {
    String data = "u,i,1,30\nu,i,5,10\nu,i,3,20\nv,i,2,1\n";
    assertThat(rows(data, DuplicatePolicy.LAST)).contains("u/i=1.0@30");
    assertThat(rows(data, DuplicatePolicy.MEAN)).contains("u/i=3.0@30");
    assertThat(rows(data, DuplicatePolicy.SUM)).contains("u/i=9.0@30");
    assertThat(TextCase.read(data).report().mergedDuplicates()).isEqualTo(2);
    assertThat(TextCase.rows(TextCase.read("u,i,1\nu,i,5\nu,i,3\n"))).containsExactly("u/i=3.0");
  }

  private static java.util.List<String> rows(String data, DuplicatePolicy policy) {
    return TextCase.rows(TextCase.read(data, ReadOptions.defaults().withDuplicates(policy)));
  }

  @Test
  void aForbiddenDuplicateIsNamedWithItsLine() {
    ReadOptions options = ReadOptions.defaults().withDuplicates(DuplicatePolicy.ERROR);
    DataException fault =
        TextCase.failure(
            TextCase.text("user,item,rating\na,x,1\n\nb,\"y\nz\",2\n\na,x,3\n"), options);
    assertThat(fault.fault()).isEqualTo(DataFault.DUPLICATE);
    assertThat(fault.line()).hasValue(7);
    assertThat(fault.found()).isEqualTo("a, x");
  }

  @Test
  void aSumBeyondFloatIsAFaultOfTheData() {
    ReadOptions options = ReadOptions.defaults().withDuplicates(DuplicatePolicy.SUM);
    assertThat(TextCase.failure(TextCase.text("a,x,3e38\na,x,3e38\n"), options).fault())
        .isEqualTo(DataFault.SUM_NOT_FINITE);
  }
}
