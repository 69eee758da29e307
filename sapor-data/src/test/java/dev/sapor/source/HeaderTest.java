package dev.sapor.source;

import static dev.sapor.source.TextCase.failure;
import static dev.sapor.source.TextCase.read;
import static dev.sapor.source.TextCase.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.source.ColumnUse.Reason;
import dev.sapor.source.ReadOptions.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which line is a header, and which column is which. */
final class HeaderTest {

  private static final ReadOptions DEFAULTS = ReadOptions.defaults();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userId,movieId,rating,timestamp",
        "USER_ID,Item-Id,Stars,Unix Time",
        "uid,iid,score,ts",
        "customer,product,overall,date",
        "reviewerID,asin,Rating,unixReviewTime",
        "userID,artistID,weight,time",
        "User-ID,ISBN,Book-Rating,datetime",
        "user.id,track_id,play_count,created_at"
      })
  void usualHeadersAreKnown(String header) {
    LoadedInteractions loaded = read(header + "\nu1,i1,4,10\n");
    assertThat(rows(loaded)).containsExactly("u1/i1=4.0@10");
    assertThat(loaded.report().columns()).extracting(ColumnUse::reason).containsOnly(Reason.HEADER);
    assertThat(loaded.report().counts().headerLines()).isEqualTo(1);
  }

  @Test
  void headersMayComeInAnyOrderAmongOthers() {
    assertThat(rows(read("genre,rating,item_id,comment,user_id\nx,3.5,i,y,u\n")))
        .containsExactly("u/i=3.5");
  }

  @Test
  void aHeaderWithoutKnownRatingMeansClicksAndSaysSo() {
    LoadedInteractions loaded = read("userId,movieId,tag,timestamp\n1,2,funny,5\n");
    assertThat(loaded.interactions().rated()).isFalse();
    assertThat(rows(loaded)).containsExactly("1/2=1.0@5");
    assertThat(loaded.report().notes())
        .containsExactly(
            "columns not read: tag", "no rating column is known, so the rows are taken as clicks");
  }

  @Test
  void ofSeveralFittingHeadersTheBestSpellingWins() {
    LoadedInteractions loaded = read("title,parent_asin,uid,user_id,rating\nA,B,C,D,1\n");
    assertThat(rows(loaded)).containsExactly("D/B=1.0");
  }

  @Test
  void withoutHeaderPositionsCount() {
    assertThat(rows(read("b,x,1,7\na,y,2,8\n"))).containsExactly("a/y=2.0@8", "b/x=1.0@7");
    assertThat(rows(read("b,x,1\n"))).containsExactly("b/x=1.0");
    assertThat(rows(read("b,x\na,y\n"))).containsExactly("a/y=1.0", "b/x=1.0");
    assertThat(read("b,x\n").interactions().rated()).isFalse();
    assertThat(rows(read("u,i,1,2,more\n"))).containsExactly("u/i=1.0@2");
  }

  @Test
  void unknownHeadersAreAnErrorNotARow() {
    DataException withRating = failure("who,what,grade\na,b,3\nc,d,4\n");
    assertThat(withRating.fault()).isEqualTo(DataFault.MISSING_COLUMN);
    assertThat(withRating)
        .hasMessageContaining("who, what, grade")
        .hasMessageContaining("--columns");
    assertThat(failure("who,what\n1,2\n3,4\n").fault()).isEqualTo(DataFault.MISSING_COLUMN);
    assertThat(failure("user,what\nb,c\n").fault()).isEqualTo(DataFault.MISSING_COLUMN);
  }

  @Test
  void aBadFirstRowIsNotAHeader() {
    assertThat(failure("1,2,oops\n1,3,4\n").fault()).isEqualTo(DataFault.BAD_NUMBER);
    assertThat(failure("1,2,NaN\n1,3,4\n").fault()).isEqualTo(DataFault.NOT_FINITE);
  }

  @Test
  void aHeaderCanBeDeclaredOrDenied() {
    assertThat(rows(read("user,item\n", DEFAULTS.withHeader(Header.NO))))
        .containsExactly("user/item=1.0");
    assertThat(
            rows(
                read(
                    "1,2\na,b\n",
                    DEFAULTS
                        .withHeader(Header.YES)
                        .withColumns(ColumnRoles.parse("user=2,item=1")))))
        .containsExactly("b/a=1.0");
  }

  @Test
  void columnsCanBeChosenByNameAndPosition() {
    ReadOptions byName = DEFAULTS.withColumns(ColumnRoles.parse("user=who,item=what,rating=grade"));
    assertThat(rows(read("grade,who,what\n3,a,b\n", byName))).containsExactly("a/b=3.0");
    ReadOptions mixed = DEFAULTS.withColumns(ColumnRoles.parse("user=2"));
    assertThat(rows(read("item,who,score\nb,a,3\n", mixed))).containsExactly("a/b=3.0");
    ReadOptions byPosition = DEFAULTS.withColumns(ColumnRoles.parse("user=3,item=1,rating=2"));
    assertThat(rows(read("x,3,y\n", byPosition))).containsExactly("y/x=3.0");
    ReadOptions noRating = DEFAULTS.withColumns(ColumnRoles.parse("rating=none"));
    assertThat(rows(read("user,item,rating\na,b,3\n", noRating))).containsExactly("a/b=1.0");
  }

  @Test
  void chosenColumnsWithoutHeaderAreTheOnlyOnes() {
    ReadOptions options = DEFAULTS.withColumns(ColumnRoles.parse("user=1,item=2"));
    assertThat(rows(read("a,b,3,4\n", options))).containsExactly("a/b=1.0");
  }

  @Test
  void aChosenColumnThatIsNotThereIsNamed() {
    ReadOptions byName = DEFAULTS.withColumns(ColumnRoles.parse("rating=grade"));
    DataException unknown = failure(TextCase.text("user,item\na,b\n"), byName);
    assertThat(unknown.fault()).isEqualTo(DataFault.MISSING_COLUMN);
    assertThat(unknown).hasMessageContaining("'grade'").hasMessageContaining("user, item");
    ReadOptions beyond = DEFAULTS.withColumns(ColumnRoles.parse("rating=9"));
    assertThat(failure(TextCase.text("user,item\na,b\n"), beyond).fault())
        .isEqualTo(DataFault.MISSING_COLUMN);
  }

  @Test
  void aHeaderAloneIsEmpty() {
    assertThat(failure("user,item,rating\n").fault()).isEqualTo(DataFault.EMPTY_INPUT);
    assertThat(failure("").fault()).isEqualTo(DataFault.EMPTY_INPUT);
    assertThat(failure("\n\n").fault()).isEqualTo(DataFault.EMPTY_INPUT);
  }
}
