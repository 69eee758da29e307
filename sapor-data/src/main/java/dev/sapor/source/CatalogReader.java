package dev.sapor.source;

import dev.sapor.data.Catalog;
import dev.sapor.data.IdMap;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads titles and attributes of items: delimited text, compressed by gzip or not, whose first line
 * names an id column ({@code id}, {@code item}, {@code movie_id}, ...), or {@code u.item} and
 * {@code movies.dat} of MovieLens as they are, with the columns {@code title}, {@code year} and
 * {@code genres} (between {@code |}).
 *
 * <p>Text is UTF-8; the two MovieLens forms are read as ISO-8859-1 if they are not UTF-8. Reading
 * is strict: the first bad row ends it.
 */
public final class CatalogReader {

  private final TextInput input;
  private final IdMap ids;
  private final Charset charset;

  private CatalogReader(TextInput input, IdMap ids, Charset charset) {
    this.input = input;
    this.ids = ids;
    this.charset = charset;
  }

  /**
   * Reads a catalog for the ids of a map; what is known of other ids is left out.
   *
   * @throws DataException if the file cannot be taken
   * @throws InputAccessException if the file cannot be reached or read
   */
  public static LoadedCatalog read(Path file, IdMap ids) {
    TextInput input = TextInput.file(file);
    try {
      Optional<LoadedCatalog> utf8 = new CatalogReader(input, ids, StandardCharsets.UTF_8).read();
      return utf8.isPresent()
          ? utf8.get()
          : new CatalogReader(input, ids, StandardCharsets.ISO_8859_1).read().orElseThrow();
    } catch (IOException e) {
      throw TextStream.failure(input.name(), e);
    }
  }

  /** Reads the file; empty if it is not UTF-8 but of a form that may be ISO-8859-1. */
  private Optional<LoadedCatalog> read() throws IOException {
    try (TextStream stream = TextStream.open(input)) {
      SampleCut cut = SampleCut.best(stream.sample(), ReadOptions.defaults().withCharset(charset));
      if (cut.records().isEmpty()) {
        throw DataException.of(
                Objects.requireNonNullElse(cut.firstFault(), DataFault.EMPTY_INPUT), input.name())
            .exception();
      }
      CatalogForm form = CatalogForm.detect(input.name(), cut);
      boolean utf8 = charset.equals(StandardCharsets.UTF_8);
      DelimitedReader reader =
          new DelimitedReader(stream.bytes(), cut.delimiter(), cut.quoting(), utf8);
      return readRecords(reader, form, cut.records().getFirst().size());
    }
  }

  private Optional<LoadedCatalog> readRecords(DelimitedReader reader, CatalogForm form, int columns)
      throws IOException {
    Catalog.Builder catalog = Catalog.builder(ids, form.columns());
    BitSet seen = new BitSet(ids.size());
    boolean headerToCome = form.hasHeader();
    long rows = 0;
    long unknown = 0;
    long repeated = 0;
    while (reader.next()) {
      if (reader.fault() == DataFault.BAD_ENCODING && form.mayBeLatin1()) {
        return Optional.empty();
      }
      if (reader.blank()) {
        continue;
      }
      List<String> fields = fields(reader, columns);
      if (headerToCome) {
        headerToCome = false;
        continue;
      }
      rows++;
      String id = id(fields, form, reader);
      OptionalInt index = ids.indexOf(id);
      if (index.isEmpty()) {
        unknown++;
      } else if (seen.get(index.getAsInt())) {
        repeated++;
      } else {
        seen.set(index.getAsInt());
        catalog.put(id, form.cells(fields));
      }
    }
    CatalogReport report =
        new CatalogReport(
            input.name(), rows, seen.cardinality(), unknown, repeated, form.columns());
    return Optional.of(new LoadedCatalog(catalog.build(), report));
  }

  private String id(List<String> fields, CatalogForm form, DelimitedReader reader) {
    String id = fields.get(form.idField());
    if (id.isEmpty()) {
      throw DataException.of(DataFault.EMPTY_ID, input.name())
          .at(reader.line(), form.idField() + 1)
          .exception();
    }
    return id;
  }

  private List<String> fields(DelimitedReader reader, int columns) {
    DataFault fault = reader.fault();
    if (fault != null) {
      throw DataException.of(fault, input.name())
          .at(reader.faultLine(), reader.faultField() + 1)
          .found(new String(reader.excerpt(), charset))
          .exception();
    }
    if (reader.fields() != columns) {
      throw DataException.of(
              reader.fields() < columns ? DataFault.TOO_FEW_FIELDS : DataFault.TOO_MANY_FIELDS,
              input.name())
          .problem("expected " + columns + " fields, found " + reader.fields())
          .at(reader.line(), 0)
          .found(new String(reader.excerpt(), charset))
          .exception();
    }
    List<String> fields = new ArrayList<>(columns);
    for (int field = 0; field < columns; field++) {
      int begin = reader.begin(field);
      fields.add(new String(reader.buffer(), begin, reader.end(field) - begin, charset));
    }
    return fields;
  }
}
