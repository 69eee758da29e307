package dev.sapor.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sapor.data.Catalog;
import dev.sapor.data.IdMap;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Titles and attributes from headed files and the two older MovieLens forms. */
final class CatalogReaderTest {

  private static final IdMap IDS = IdMap.of(List.of("1", "2", "3"));
  private static final String U_ITEM =
      """
      1|Un indien dans la ville (1994)|21-Feb-1996||http://x/1|0|0|0|0|0|1|0|0|0|0|0|0|0|0|0|0|0|0|0
      2|unknown||||1|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0
      9|Misérables, Les (1995)|01-Jan-1995||http://x/2|0|0|0|0|0|0|0|0|1|0|0|0|1|0|0|0|0|0|0
      3|Misérables, Les (1995)|01-Jan-1995||http://x/2|0|0|0|0|0|0|0|0|1|0|0|0|1|0|0|0|0|0|0
      """;

  @TempDir private Path folder;

  private Path write(String content, Charset charset) throws IOException {
    return Files.writeString(folder.resolve("items"), content, charset);
  }

  private LoadedCatalog read(String content) throws IOException {
    return CatalogReader.read(write(content, StandardCharsets.UTF_8), IDS);
  }

  private DataException failure(String content) throws IOException {
    Path file = write(content, StandardCharsets.UTF_8);
    return catchThrowableOfType(DataException.class, () -> CatalogReader.read(file, IDS));
  }

  @Test
  void headedFilesKeepTheirColumns() throws IOException {
    LoadedCatalog loaded =
        read(
            "movieId,title,genres\r\n3,\"American President, The (1995)\",Drama|Romance\r\n7,x,y\r\n1,É,\r\n");
    Catalog catalog = loaded.catalog();
    assertThat(catalog.columns()).containsExactly("title", "genres");
    assertThat(catalog.title(2)).hasValue("American President, The (1995)");
    assertThat(catalog.value(2, "genres")).hasValue("Drama|Romance");
    assertThat(catalog.title(0)).hasValue("É");
    assertThat(catalog.value(0, "genres")).isEmpty();
    assertThat(catalog.title(1)).isEmpty();
    assertThat(loaded.report())
        .isEqualTo(
            new CatalogReport(
                folder.resolve("items").toString(), 3, 2, 1, 0, List.of("title", "genres")));
  }

  @Test
  void idAndTitleAreFoundUnderOtherNames() throws IOException {
    Catalog tabs = read("id\tname\turl\n1\tMALICE MIZER\thttp://x/?a,b\n").catalog();
    assertThat(tabs.title(0)).hasValue("MALICE MIZER");
    assertThat(tabs.value(0, "url")).hasValue("http://x/?a,b");
    Catalog other = read("year;Item-Name;item_id;\n1999;Toy;2;z\n").catalog();
    assertThat(other.columns()).containsExactly("year", "title");
    assertThat(other.title(1)).hasValue("Toy");
    assertThat(read("item\n1\n").catalog().columns()).isEmpty();
  }

  @Test
  void aRepeatedIdKeepsItsFirstRow() throws IOException {
    LoadedCatalog loaded = read("id,title\n1,first\n1,second\n");
    assertThat(loaded.catalog().title(0)).hasValue("first");
    assertThat(loaded.report().repeated()).isEqualTo(1);
  }

  @Test
  void movieLens100kIsReadAsItIs() throws IOException {
    for (Charset charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8)) {
      LoadedCatalog loaded = CatalogReader.read(write(U_ITEM, charset), IDS);
      assertThat(loaded.catalog().title(2)).hasValue("Misérables, Les (1995)");
      assertThat(loaded.catalog().value(2, "genres")).hasValue("Drama|Musical");
      assertThat(loaded.catalog().value(0, "year")).hasValue("1996");
      assertThat(loaded.catalog().value(1, "year")).isEmpty();
      assertThat(loaded.catalog().value(1, "genres")).hasValue("unknown");
      assertThat(loaded.report().matched()).isEqualTo(3);
      assertThat(loaded.report().unknown()).isEqualTo(1);
    }
  }

  @Test
  void movieLens1mIsReadAsItIs() throws IOException {
    String text = "1::Toy Story (1995)::Animation|Children's\n3::Misérables, Les (1995)::Drama\n";
    Catalog catalog = CatalogReader.read(write(text, StandardCharsets.ISO_8859_1), IDS).catalog();
    assertThat(catalog.title(2)).hasValue("Misérables, Les (1995)");
    assertThat(catalog.value(0, "year")).hasValue("1995");
    assertThat(catalog.value(0, "genres")).hasValue("Animation|Children's");
  }

  @Test
  void badCatalogsAreNamed() throws IOException {
    assertThat(failure("").fault()).isEqualTo(DataFault.EMPTY_INPUT);
    assertThat(failure("a,b\n1,x\n")).hasMessageContaining("no column for the id (found: a, b)");
    assertThat(failure("id,title\n1,a,b\n")).hasMessageContaining("items:2");
    assertThat(failure("id,title\n,a\n").fault()).isEqualTo(DataFault.EMPTY_ID);
    assertThat(failure("id,title\n1,\"a\n").fault()).isEqualTo(DataFault.UNTERMINATED_QUOTE);
    Path latin1 = write("id,title\n1,é\n", StandardCharsets.ISO_8859_1);
    DataException encoding =
        catchThrowableOfType(DataException.class, () -> CatalogReader.read(latin1, IDS));
    assertThat(encoding.fault()).isEqualTo(DataFault.BAD_ENCODING);
    assertThat(encoding.line()).hasValue(2);
    assertThat(
            catchThrowableOfType(InputAccessException.class, () -> CatalogReader.read(folder, IDS))
                .kind())
        .isEqualTo(InputAccessException.Kind.DIRECTORY);
  }
}
