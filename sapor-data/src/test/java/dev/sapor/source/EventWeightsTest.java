package dev.sapor.source;

import static dev.sapor.source.TextCase.failure;
import static dev.sapor.source.TextCase.read;
import static dev.sapor.source.TextCase.rows;
import static dev.sapor.source.TextCase.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sapor.data.DuplicatePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that weigh by the type of their event. */
final class EventWeightsTest {

  private static final ReadOptions WEIGHED =
      ReadOptions.defaults()
          .withEventWeights(EventWeights.parse("view=1,buy=5,skip=0"))
          .withDuplicates(DuplicatePolicy.SUM);

  @ParameterizedTest
  @ValueSource(strings = {"event", "event_type", "Action", "behavior", "eventName", "type"})
  void rowsWeighAsTheirEventsDoAndPairsAreSummed(String header) {
    LoadedInteractions loaded =
        read(
            "user,item," + header + ",ts\na,x,view,1\na,x,buy,4\na,y,view,2\nb,y,skip,3\n",
            WEIGHED);
    assertThat(rows(loaded)).containsExactly("a/x=6.0@4", "a/y=1.0@2");
    assertThat(loaded.interactions().rated()).isFalse();
    assertThat(loaded.interactions().users().size()).isEqualTo(1);
    LineCounts counts = loaded.report().counts();
    assertThat(counts.rows()).isEqualTo(4);
    assertThat(counts.weightless()).isEqualTo(1);
    assertThat(loaded.report().mergedDuplicates()).isEqualTo(1);
  }

  @Test
  void weightIsTimesTheValueWhereThereIsOne() {
    assertThat(rows(read("user,item,event,quantity\na,x,buy,3\na,y,view,0\n", WEIGHED)))
        .containsExactly("a/x=15.0");
  }

  @Test
  void undeclaredEventIsAnErrorAtItsLine() {
    DataException e = failure(text("user,item,event\na,x,view\na,y,share\n"), WEIGHED);
    assertThat(e.fault()).isEqualTo(DataFault.UNKNOWN_EVENT);
    assertThat(e)
        .hasMessageStartingWith(
            "the event has no declared weight (0 leaves its rows out): data:3:3 (got 'share'); ");
  }

  @Test
  void undeclaredEventIsABadRowLikeOthers() {
    LoadedInteractions loaded =
        read(
            "user,item,event\na,x,view\na,y,share\nb,z,\n",
            WEIGHED.withBadRows(BadRowPolicy.skip(2)));
    assertThat(rows(loaded)).containsExactly("a/x=1.0");
    assertThat(loaded.report().counts().rejectedByFault())
        .containsEntry(DataFault.UNKNOWN_EVENT, 1L)
        .containsEntry(DataFault.EMPTY_VALUE, 1L);
  }

  @Test
  void negativeValueIsABadRow() {
    assertThat(failure(text("user,item,event,value\na,x,buy,-2\n"), WEIGHED).fault())
        .isEqualTo(DataFault.NEGATIVE_WEIGHT);
  }

  @Test
  void columnOfEventsIsNeeded() {
    DataException e = failure(text("user,item,rating\na,x,3\n"), WEIGHED);
    assertThat(e.fault()).isEqualTo(DataFault.MISSING_COLUMN);
    assertThat(e).hasMessageContaining("no column for the event").hasMessageContaining("event=...");
  }

  @Test
  void columnMayBeChosenInAFileWithoutHeader() {
    ReadOptions chosen = WEIGHED.withColumns(ColumnRoles.parse("event=3,timestamp=4"));
    assertThat(rows(read("a,x,buy,7\nb,x,view,8\n", chosen)))
        .containsExactly("a/x=5.0@7", "b/x=1.0@8");
  }

  @Test
  void nothingOfWeightIsNoData() {
    DataException e = failure(text("user,item,event\na,x,skip\nb,x,skip\n"), WEIGHED);
    assertThat(e.fault()).isEqualTo(DataFault.EMPTY_INPUT);
    assertThat(e).hasMessageContaining("all 2 rows weigh nothing");
  }

  @Test
  void withoutWeightsEventsAreNotRead() {
    LoadedInteractions loaded = read("user,item,event\na,x,share\n");
    assertThat(rows(loaded)).containsExactly("a/x=1.0");
    assertThat(loaded.report().notes()).contains("columns not read: event");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadOptions.defaults().withColumns(ColumnRoles.parse("event=3")));
  }

  @Test
  void rowsOfQueriesWeighLikewise() {
    Source query =
        SqlSource.of(
            "SELECT * FROM (VALUES ('a', 'x', 'view', 2.0), ('a', 'x', 'buy', 1.0),"
                + " ('b', 'x', 'skip', 1.0)) t(user_id, item, event, quantity)");
    assertThat(rows(InteractionReader.read(query, WEIGHED))).containsExactly("a/x=7.0");
    Source unknown = SqlSource.of("SELECT 'a' AS user_id, 'x' AS item, 'share' AS event");
    DataException e = failure(unknown, WEIGHED);
    assertThat(e.fault()).isEqualTo(DataFault.UNKNOWN_EVENT);
    assertThat(e.line()).hasValue(1);
    assertThat(e.found()).isEqualTo("share");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "view", "=1", "view=", "view=x", "view=-1", "view=NaN", "a=1,a=2"})
  void otherFormsAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> EventWeights.parse(text));
  }

  @Test
  void weightsAreWrittenAsTheyAreRead() {
    EventWeights weights = EventWeights.parse("view=1, buy=2.5");
    assertThat(weights).hasToString("buy=2.5,view=1");
    assertThat(EventWeights.parse(weights.toString())).isEqualTo(weights);
  }
}
