package dev.sapor.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.testing.Seeds;
import dev.sapor.split.Leak.Kind;
import dev.sapor.split.LeakReport.Claim;
import dev.sapor.testing.SyntheticInteractions;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class LeakReportTest {

  private static final long SEED = Seeds.printed("LeakReportTest", 31);

  private final Interactions data = new SyntheticInteractions(60, 40, 3, 10, SEED).ratings();

  @Test
  void aCleanSplitHasNone() {
    Split last = new LeaveLastOut(1).split(data);
    LeakReport report = LeakReport.of(last.train(), last.test(), Claim.LAST_OF_USER);
    assertThat(report.count(Kind.OVERLAP)).isZero();
    assertThat(report.count(Kind.FUTURE_OF_USER)).isZero();
    Split future = TemporalHoldout.atQuantile(0.7).split(data);
    report = LeakReport.of(future.train(), future.test(), Claim.TEMPORAL);
    assertThat(report.count(Kind.OVERLAP)).isZero();
    assertThat(report.count(Kind.FUTURE)).isZero();
  }

  /** A test row that is copied into the training file, whose ids are others. */
  @Test
  void aPlantedPairIsFound() {
    Interactions train =
        Interactions.builder()
            .add("a", "x", 3, 10)
            .add("b", "y", 4, 20)
            .add("c", "z", 1, 5)
            .build();
    Interactions test = Interactions.builder().add("b", "y", 4, 20).add("b", "x", 2, 30).build();
    LeakReport report = LeakReport.of(train, test, Claim.NONE);
    assertThat(report.leaks()).hasSize(1);
    Leak leak = report.find(Kind.OVERLAP).orElseThrow();
    assertThat(leak.count()).isEqualTo(1);
    assertThat(leak.examples())
        .containsExactly(new Leak.Example(Optional.of("b"), Optional.of("y"), OptionalLong.of(20)));
  }

  @Test
  void aPlantedFutureEventIsFound() {
    Interactions train =
        Interactions.builder()
            .add("a", "x", 3, 10)
            .add("b", "y", 4, 99)
            .add("c", "x", 1, 50)
            .build();
    Interactions test = Interactions.builder().add("a", "y", 4, 50).add("b", "x", 2, 60).build();
    Leak future = LeakReport.of(train, test, Claim.TEMPORAL).find(Kind.FUTURE).orElseThrow();
    assertThat(future.count()).isEqualTo(1);
    assertThat(future.examples())
        .containsExactly(new Leak.Example(Optional.of("b"), Optional.of("y"), OptionalLong.of(99)));
    Leak ofUser =
        LeakReport.of(train, test, Claim.LAST_OF_USER).find(Kind.FUTURE_OF_USER).orElseThrow();
    assertThat(ofUser.count()).isEqualTo(1);
    assertThat(LeakReport.of(train, test, Claim.NONE).find(Kind.FUTURE)).isEmpty();
  }

  /** Against a plain loop: one test interaction moved into the training part of a real split. */
  @Test
  void whatIsPlantedInASplitIsFound() {
    Split clean = TemporalHoldout.atQuantile(0.7).split(data);
    long planted = clean.test().size() / 2;
    String leaked = GoldenSplits.pairs(clean.test().select(at -> at == planted)).iterator().next();
    Interactions dirty =
        data.select(
            at -> data.times().orElseThrow().get(at) < firstTest() || pair(at).equals(leaked));
    assertThat(dirty.size()).isEqualTo(clean.train().size() + 1);
    LeakReport report = LeakReport.of(dirty, clean.test(), Claim.TEMPORAL);
    assertThat(report.count(Kind.OVERLAP)).isEqualTo(1);
    long later = 0;
    long earliest = Long.MAX_VALUE;
    for (long at = 0; at < clean.test().size(); at++) {
      earliest = Math.min(earliest, clean.test().times().orElseThrow().get(at));
    }
    for (long at = 0; at < dirty.size(); at++) {
      later += dirty.times().orElseThrow().get(at) > earliest ? 1 : 0;
    }
    assertThat(report.count(Kind.FUTURE)).isEqualTo(later);
  }

  private long firstTest() {
    return TemporalHoldout.atQuantile(0.7).firstTestTime(data);
  }

  private String pair(long position) {
    int user = 0;
    while (position >= data.byUser().end(user)) {
      user++;
    }
    return data.users().id(user) + " " + data.items().id(data.byUser().column(position));
  }

  @Test
  void idsInTestOnlyAreCountedAndExamplesAreFew() {
    Interactions train = Interactions.builder().click("a", "x").build();
    var builder = Interactions.builder().click("a", "x");
    for (int i = 0; i < 10; i++) {
      builder.click("new" + i, "x");
    }
    builder.click("a", "unseen");
    LeakReport report = LeakReport.of(train, builder.build(), Claim.NONE);
    assertThat(report.count(Kind.OVERLAP)).isEqualTo(1);
    Leak users = report.find(Kind.USERS_IN_TEST_ONLY).orElseThrow();
    assertThat(users.count()).isEqualTo(10);
    assertThat(users.examples()).hasSize(Leak.MAX_EXAMPLES);
    assertThat(report.find(Kind.ITEMS_IN_TEST_ONLY).orElseThrow().examples())
        .containsExactly(
            new Leak.Example(Optional.empty(), Optional.of("unseen"), OptionalLong.empty()));
  }

  @Test
  void aClaimOfTimeNeedsTimes() {
    Interactions untimed = Interactions.builder().click("a", "x").build();
    assertThatThrownBy(() -> LeakReport.of(untimed, untimed, Claim.TEMPORAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a claim of time needs times, the data have none");
  }

  @Test
  void partsAreCountedWithTheirColdIds() {
    Interactions train = Interactions.builder().click("a", "x").click("a", "y").build();
    Interactions test = Interactions.builder().click("a", "z").click("b", "x").build();
    SequencedMap<String, Interactions> parts = new LinkedHashMap<>();
    parts.put("train", train);
    parts.put("test", test);
    SplitReport report = SplitReport.of(parts);
    assertThat(report.parts())
        .containsEntry("train", new PartCounts(2, 1, 2, 0, 0))
        .containsEntry("test", new PartCounts(2, 2, 2, 1, 1));
    assertThat(report.parts().sequencedKeySet()).containsExactly("train", "test");
  }

  /** Parts of one split share their ids; a user without interactions in a part is not in it. */
  @Test
  void idsThatAPartDoesNotUseAreNotCounted() {
    Split split = new RandomHoldout(0.05, 1).split(data);
    PartCounts counts = PartCounts.of(split.test(), split.train());
    int users = 0;
    int cold = 0;
    for (int user = 0; user < data.users().size(); user++) {
      boolean tested = split.test().byUser().count(user) > 0;
      users += tested ? 1 : 0;
      cold += tested && split.train().byUser().count(user) == 0 ? 1 : 0;
    }
    assertThat(counts.users()).isEqualTo(users);
    assertThat(counts.coldUsers()).isEqualTo(cold);
    assertThat(counts.interactions()).isEqualTo(split.test().size());
  }
}
