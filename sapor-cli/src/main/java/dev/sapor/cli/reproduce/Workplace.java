package dev.sapor.cli.reproduce;

import dev.sapor.cli.reproduce.ReproduceException.Kind;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.source.ColumnRoles;
import dev.sapor.source.InteractionReader;
import dev.sapor.source.ReadOptions;
import dev.sapor.source.TextSource;
import java.util.function.Consumer;

/**
 * Where rows are computed.
 *
 * @param folder where the data are
 * @param parallel on which threads; changes no figure
 * @param progress is told in a few words what is being done
 */
public record Workplace(DataFolder folder, Parallel parallel, Consumer<String> progress) {

  /** Reads columns of a file without header. */
  Interactions columns(PublishedData data, String file, String delimiter, String columns) {
    return read(
        data,
        file,
        ReadOptions.defaults()
            .withDelimiter(delimiter)
            .withHeader(ReadOptions.Header.NO)
            .withColumns(ColumnRoles.parse(columns))
            .withKeepOrdinals(true));
  }

  /** Reads lists of items. */
  Interactions lists(PublishedData data, String file) {
    return read(data, file, ReadOptions.defaults().withLists(true));
  }

  private Interactions read(PublishedData data, String file, ReadOptions options) {
    progress.accept("reading " + file);
    TextSource source = TextSource.of(folder.file(data, file));
    return InteractionReader.read(source, options).interactions();
  }

  /** Fails before something is computed that would not fit. */
  void requireMemory(String what, long bytes) {
    long most = Runtime.getRuntime().maxMemory();
    if (bytes > most) {
      throw new ReproduceException(
          Kind.MEMORY,
          "%s needs about %s MiB and may use %s MiB; allow more by SAPOR_JAVA_OPTS=-Xmx…"
              .formatted(what, bytes >> 20, most >> 20));
    }
  }
}
