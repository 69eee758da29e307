package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.data.Interactions;
import dev.sapor.data.InteractionsBuilder;
import dev.sapor.eval.Baseline;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BaselineChoiceTest {

  private final Interactions train = data();

  private static Interactions data() {
    InteractionsBuilder builder = Interactions.builder();
    for (int user = 0; user < 30; user++) {
      builder.add("u" + user, "i" + user % 7, 3).add("u" + user, "i" + user % 5, 4);
    }
    return builder.build();
  }

  private Set<Baseline> chosen(BaselineChoice choice, long budget) {
    return choice.of(train, 2, budget, Consoles.silent());
  }

  @Test
  void smallDataAreJudgedBesideAll() {
    assertThat(chosen(BaselineChoice.QUICK, 1 << 20)).containsExactly(Baseline.values());
    assertThat(chosen(BaselineChoice.ALL, 1 << 20)).containsExactly(Baseline.values());
    assertThat(chosen(BaselineChoice.NONE, 1 << 20)).isEmpty();
  }

  @Test
  void whatDoesNotFitIsLeftOutOrRefused() {
    assertThat(chosen(BaselineChoice.QUICK, 0))
        .containsExactly(Baseline.GLOBAL_MEAN, Baseline.USER_ITEM_MEAN, Baseline.POPULARITY);
    long both = BaselineChoice.bytes(Set.of(Baseline.ITEM_KNN, Baseline.EASE), train, 2);
    long one = BaselineChoice.bytes(Set.of(Baseline.ITEM_KNN), train, 2);
    assertThat(one).isPositive().isLessThan(both);
    assertThat(chosen(BaselineChoice.QUICK, both - 1)).doesNotContain(Baseline.EASE);
    assertThatThrownBy(() -> chosen(BaselineChoice.ALL, both - 1))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.LIMITS))
        .hasMessageStartingWith("EASE needs about ");
  }
}
