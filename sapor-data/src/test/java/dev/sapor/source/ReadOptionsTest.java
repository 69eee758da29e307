package dev.sapor.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sapor.data.DuplicatePolicy;
import dev.sapor.source.ReadOptions.Header;
import dev.sapor.source.ReadOptions.Quoting;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options refuse what they cannot mean. */
final class ReadOptionsTest {

  @Test
  void eachCopyChangesOneOption() {
    ReadOptions changed =
        ReadOptions.defaults()
            .withColumns(ColumnRoles.parse("user=1"))
            .withDuplicates(DuplicatePolicy.SUM)
            .withBadRows(BadRowPolicy.skip(3))
            .withCharset(StandardCharsets.ISO_8859_1)
            .withDelimiter(";")
            .withHeader(Header.NO)
            .withQuoting(Quoting.NO)
            .withKeepOrdinals(true)
            .withEventWeights(EventWeights.parse("view=1"))
            .withLists(true);
    assertThat(changed)
        .isEqualTo(
            new ReadOptions(
                ColumnRoles.parse("user=1"),
                DuplicatePolicy.SUM,
                BadRowPolicy.skip(3),
                StandardCharsets.ISO_8859_1,
                Optional.of(";"),
                Header.NO,
                Quoting.NO,
                true,
                Optional.of(EventWeights.parse("view=1")),
                true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "0", "\"", "\n", "\u00a7", ",,,,,,,,,", ",a"})
  void delimitersThatCannotWorkAreRefused(String delimiter) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadOptions.defaults().withDelimiter(delimiter));
  }

  @Test
  void otherCharsetsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadOptions.defaults().withCharset(StandardCharsets.UTF_16))
        .withMessageContaining("UTF-16");
  }

  @Test
  void badRowPoliciesAreRead() {
    assertThat(BadRowPolicy.parse("strict")).isEqualTo(BadRowPolicy.strict());
    assertThat(BadRowPolicy.parse("skip:12")).isEqualTo(BadRowPolicy.skip(12));
    for (String bad :
        new String[] {"skip", "skip:", "skip:-1", "skip:x", "Strict", "", "skip:1 "}) {
      assertThatIllegalArgumentException().isThrownBy(() -> BadRowPolicy.parse(bad));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> BadRowPolicy.skip(-1));
  }

  @Test
  void columnRolesAreRead() {
    assertThat(ColumnRoles.parse("user=who, item = 2 ,RATING=none").columns())
        .isEqualTo(Map.of(ColumnRole.USER, "who", ColumnRole.ITEM, "2", ColumnRole.RATING, "none"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "user",
        "user=",
        "who=1",
        "user=1,user=2",
        "user=0",
        "item=none",
        "user=9999999"
      })
  void columnRolesThatMeanNothingAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ColumnRoles.parse(text));
  }
}
