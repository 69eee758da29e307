package dev.sapor.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScalePlotTest {

  @Test
  void pointsAreCostsOfARating() throws IOException {
    var curves =
        ScalePlot.curves(
            List.of(
                "ratings,side,seconds,peak_bytes",
                "1000000,sapor,2.0,5",
                "1000000,libmf,3.0,5",
                "5000000,sapor,10.0,5"));
    assertThat(curves.keySet()).containsExactly("sapor", "libmf");
    assertThat(curves.get("sapor"))
        .isEqualTo(new ScalePlot.Curve(List.of(1.0, 5.0), List.of(2000.0, 2000.0)));
  }

  @Test
  void lineOfAnotherFormIsNamed() {
    for (String line : List.of("1000000,sapor,2.0", "many,sapor,2.0,5", "1,sapor,soon,5")) {
      assertThatThrownBy(() -> ScalePlot.curves(List.of("header", line)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(line);
    }
  }
}
