package dev.sapor.source;

import dev.sapor.data.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the fields of a catalog's record become an id and the cells of a {@link Catalog}. */
sealed interface CatalogForm {

  /** Names of the columns. */
  List<String> columns();

  /** Index of the field that holds the id. */
  int idField();

  /** The cells, one for each column. */
  List<String> cells(List<String> fields);

  /** Whether the first record names the columns. */
  default boolean hasHeader() {
    return false;
  }

  /**
   * Whether a file that is not UTF-8 is ISO-8859-1: the two MovieLens forms are older than UTF-8.
   */
  default boolean mayBeLatin1() {
    return true;
  }

  /** The form of a text that begins with a sample. */
  static CatalogForm detect(String source, SampleCut cut) {
    List<String> first = cut.records().getFirst();
    if (MovieLens100k.fits(cut.delimiter(), first)) {
      return new MovieLens100k();
    }
    if (MovieLens1m.fits(cut.delimiter(), first)) {
      return new MovieLens1m();
    }
    return Headed.of(source, first);
  }

  /** A file that names its columns: an id, most often a title, and attributes. */
  record Headed(int idField, List<Integer> fields, List<String> columns) implements CatalogForm {

    private static final Set<String> IDS = Set.of("id", "key", "code");
    private static final List<String> TITLES =
        List.of(
            "title",
            "name",
            "itemtitle",
            "itemname",
            "movietitle",
            "moviename",
            "booktitle",
            "artistname",
            "tracktitle",
            "trackname",
            "songtitle",
            "songname",
            "producttitle",
            "productname",
            "label");

    static Headed of(String source, List<String> header) {
      int id = idField(header);
      if (id < 0) {
        throw DataException.of(DataFault.MISSING_COLUMN, source)
            .problem("no column for the id (found: " + Excerpt.of(String.join(", ", header)) + ")")
            .advice("name it id, item or item_id in the first line")
            .exception();
      }
      int title = titleField(header, id);
      List<Integer> fields = new ArrayList<>();
      List<String> columns = new ArrayList<>();
      for (int field = 0; field < header.size(); field++) {
        String name = field == title ? Catalog.TITLE : header.get(field);
        boolean other = field != title && name.equals(Catalog.TITLE);
        if (field != id && !name.isEmpty() && !other && !columns.contains(name)) {
          fields.add(field);
          columns.add(name);
        }
      }
      return new Headed(id, List.copyOf(fields), List.copyOf(columns));
    }

    private static int idField(List<String> header) {
      int best = -1;
      int bestRank = Integer.MAX_VALUE;
      for (int field = 0; field < header.size(); field++) {
        String name = ColumnRole.normalized(header.get(field));
        int rank =
            IDS.contains(name)
                ? -1
                : TITLES.contains(name)
                    ? Integer.MAX_VALUE
                    : ColumnRole.ITEM.rank(name).orElse(Integer.MAX_VALUE);
        if (rank < bestRank) {
          bestRank = rank;
          best = field;
        }
      }
      return best;
    }

    private static int titleField(List<String> header, int id) {
      for (String title : TITLES) {
        for (int field = 0; field < header.size(); field++) {
          if (field != id && ColumnRole.normalized(header.get(field)).equals(title)) {
            return field;
          }
        }
      }
      return -1;
    }

    @Override
    public List<String> cells(List<String> values) {
      return fields.stream().map(values::get).toList();
    }

    @Override
    public boolean hasHeader() {
      return true;
    }

    @Override
    public boolean mayBeLatin1() {
      return false;
    }
  }

  /**
   * {@code u.item} of MovieLens 100K: id, title, release date, video release date, IMDb address and
   * 19 genres as 0 or 1, between {@code |}.
   */
  record MovieLens100k() implements CatalogForm {

    // In the order of u.genre.
    private static final List<String> GENRES =
        List.of(
            "unknown",
            "Action",
            "Adventure",
            "Animation",
            "Children's",
            "Comedy",
            "Crime",
            "Documentary",
            "Drama",
            "Fantasy",
            "Film-Noir",
            "Horror",
            "Musical",
            "Mystery",
            "Romance",
            "Sci-Fi",
            "Thriller",
            "War",
            "Western");
    private static final int FIRST_GENRE = 5;
    private static final Pattern YEAR = Pattern.compile(".*-([0-9]{4})");

    static boolean fits(String delimiter, List<String> first) {
      return delimiter.equals("|")
          && first.size() == FIRST_GENRE + GENRES.size()
          && first.subList(FIRST_GENRE, first.size()).stream()
              .allMatch(flag -> flag.equals("0") || flag.equals("1"));
    }

    @Override
    public List<String> columns() {
      return List.of(Catalog.TITLE, "year", "genres");
    }

    @Override
    public int idField() {
      return 0;
    }

    @Override
    public List<String> cells(List<String> fields) {
      Matcher date = YEAR.matcher(fields.get(2));
      List<String> genres = new ArrayList<>();
      for (int genre = 0; genre < GENRES.size(); genre++) {
        if (fields.get(FIRST_GENRE + genre).equals("1")) {
          genres.add(GENRES.get(genre));
        }
      }
      return List.of(fields.get(1), date.matches() ? date.group(1) : "", String.join("|", genres));
    }
  }

  /** {@code movies.dat} of MovieLens 1M and 10M: {@code id::title (year)::genre|genre}. */
  record MovieLens1m() implements CatalogForm {

    private static final Pattern YEAR = Pattern.compile(".*\\(([0-9]{4})\\)");

    static boolean fits(String delimiter, List<String> first) {
      return delimiter.equals("::") && first.size() == 3 && !ColumnRole.isKnown(first.get(0));
    }

    @Override
    public List<String> columns() {
      return List.of(Catalog.TITLE, "year", "genres");
    }

    @Override
    public int idField() {
      return 0;
    }

    @Override
    public List<String> cells(List<String> fields) {
      Matcher title = YEAR.matcher(fields.get(1));
      return List.of(fields.get(1), title.matches() ? title.group(1) : "", fields.get(2));
    }
  }
}
