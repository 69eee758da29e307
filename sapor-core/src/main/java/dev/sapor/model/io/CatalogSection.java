package dev.sapor.model.io;

import dev.sapor.data.Catalog;
import dev.sapor.data.IdMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A catalog: {@code u64 rows, u32 columns}, 52 zero bytes, then a {@link StringTable} of the names
 * of the columns and of all cells, column by column. The text of a cell of which nothing is known
 * is empty.
 */
final class CatalogSection implements SectionContent {

  private static final int RESERVED_BYTES = 52;

  private final int rows;
  private final int columns;
  private final StringTable texts;

  CatalogSection(Catalog catalog) {
    rows = catalog.size();
    List<String> names = catalog.columns();
    columns = names.size();
    int count = Math.addExact(columns, Math.multiplyExact(rows, columns));
    texts =
        new StringTable(
            count,
            i ->
                i < columns
                    ? names.get(i)
                    : catalog
                        .value((i - columns) % rows, names.get((i - columns) / rows))
                        .orElse(""));
  }

  @Override
  public void writeTo(SectionOutput out) throws IOException {
    out.writeLong(rows);
    out.writeInt(columns);
    out.writeZeros(RESERVED_BYTES);
    texts.writeTo(out);
  }

  static Catalog read(SectionInput in, IdMap ids) throws IOException {
    List<String> texts = new ArrayList<>();
    ArraySection.Shape shape = read(in, texts::add);
    if (shape.rows() != ids.size()) {
      throw in.corrupt("%s rows for %s items".formatted(shape.rows(), ids.size()));
    }
    Catalog.Builder catalog = Catalog.builder(ids, texts.subList(0, shape.columns()));
    String[] cells = new String[shape.columns()];
    for (int row = 0; row < shape.rows(); row++) {
      for (int column = 0; column < cells.length; column++) {
        cells[column] = texts.get(cells.length + column * shape.rows() + row);
      }
      catalog.put(ids.id(row), List.of(cells));
    }
    return catalog.build();
  }

  /** Checks a catalog without keeping its texts. */
  static ArraySection.Shape check(SectionInput in) throws IOException {
    return read(in, _ -> {});
  }

  private static ArraySection.Shape read(SectionInput in, Consumer<String> target)
      throws IOException {
    long rows = in.readLong();
    int columns = in.readInt();
    in.readZeros(RESERVED_BYTES);
    long room = in.remaining() / Long.BYTES;
    if (rows < 0 || rows > Integer.MAX_VALUE || columns < 0 || columns > room) {
      throw in.corrupt(
          "%s rows and %s columns do not fit the section"
              .formatted(Long.toUnsignedString(rows), Integer.toUnsignedString(columns)));
    }
    ColumnNames names = new ColumnNames(columns);
    int count = StringTable.read(in, names.andThen(target));
    if (count != columns + rows * columns) {
      throw in.corrupt("%s texts are not those of the cells".formatted(count));
    }
    if (names.distinct.size() != columns) {
      throw in.corrupt("a column is named twice");
    }
    return new ArraySection.Shape((int) rows, columns);
  }

  /** Sees the first texts of the table. */
  private static final class ColumnNames implements Consumer<String> {
    private final Set<String> distinct = new HashSet<>();
    private int left;

    ColumnNames(int columns) {
      left = columns;
    }

    @Override
    public void accept(String text) {
      if (left > 0) {
        distinct.add(text);
        left--;
      }
    }
  }
}
