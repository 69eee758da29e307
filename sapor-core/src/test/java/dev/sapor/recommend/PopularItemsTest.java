package dev.sapor.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sapor.data.Interactions;
import dev.sapor.model.FactorModel;
import dev.sapor.solver.Trainer;
import dev.sapor.solver.als.ImplicitAlsConfig;
import org.junit.jupiter.api.Test;

class PopularItemsTest {

  private static FactorModel model() {
    Interactions clicks =
        Interactions.builder()
            .click("a", "x")
            .click("b", "x")
            .click("c", "x")
            .click("a", "z")
            .click("b", "y")
            .build();
    return Trainer.train(ImplicitAlsConfig.defaults().withFactors(2).solver(), clicks).model();
  }

  @Test
  void itemsComeByCountAndThenByOrder() {
    FactorModel model = model();
    RankedItems popular = PopularItems.of(model.withoutHistory(), 10);
    assertThat(popular)
        .extracting(item -> model.items().id(item.itemIndex()))
        .containsExactly("x", "y", "z");
    assertThat(popular).extracting(RankedItem::score).containsExactly(3f, 1f, 1f);
    assertThat(PopularItems.of(model, 1)).hasSize(1);
  }

  @Test
  void noItemsAtAllAreNotAskedFor() {
    assertThatIllegalArgumentException().isThrownBy(() -> PopularItems.of(model(), 0));
  }
}
