package dev.sapor.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pairs come in order, duplicates included. */
final class PairReaderTest {

  private final List<String> pairs = new ArrayList<>();

  private LineCounts read(String text, ReadOptions options) {
    return PairReader.read(
        TextCase.text(text),
        options,
        ReadListener.NONE,
        (user, item, line) -> pairs.add(line + ":" + user + "/" + item));
  }

  @Test
  void pairsKeepTheirOrderAndTheirDuplicates() {
    LineCounts counts = read("item,user\nz,b\n\nx,a\nz,b\n", ReadOptions.defaults());
    assertThat(pairs).containsExactly("2:b/z", "4:a/x", "5:b/z");
    assertThat(counts.rows()).isEqualTo(3);
    assertThat(counts.lines()).isEqualTo(5);
  }

  @Test
  void ratingsAndTimesAreNotLookedAt() {
    read("a,x,no number,no time\nb,y,,\n", ReadOptions.defaults());
    assertThat(pairs).containsExactly("1:a/x", "2:b/y");
  }

  @Test
  void timesAreReadWhereTheyAreAskedFor() {
    PairReader.TimedPairConsumer consumer =
        (user, item, time, line) -> pairs.add(user + "/" + item + "@" + time);
    String text = "user,item,rating,date\na,x,no number,1970-01-02\nb,y,,77\n";
    PairReader.readTimed(TextCase.text(text), ReadOptions.defaults(), ReadListener.NONE, consumer);
    PairReader.readTimed(
        TextCase.text("c,z\n"), ReadOptions.defaults(), ReadListener.NONE, consumer);
    assertThat(pairs)
        .containsExactly(
            "a/x@OptionalLong[86400]", "b/y@OptionalLong[77]", "c/z@OptionalLong.empty");
    Source bad = TextCase.text("user,item,date\na,x,never\n");
    assertThatThrownBy(
            () -> PairReader.readTimed(bad, ReadOptions.defaults(), ReadListener.NONE, consumer))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("data:2:3");
  }

  @Test
  void badRowsFollowThePolicy() {
    assertThatThrownBy(() -> read("a,x\n,y\nc,z\n", ReadOptions.defaults()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("data:2:1");
    pairs.clear();
    LineCounts counts =
        read("a,x\n,y\nc,z\n", ReadOptions.defaults().withBadRows(BadRowPolicy.skip(1)));
    assertThat(pairs).containsExactly("1:a/x", "3:c/z");
    assertThat(counts.rejectedByFault()).containsEntry(DataFault.EMPTY_ID, 1L);
  }
}
