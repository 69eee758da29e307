package dev.sapor.benchmarks.peers;

import dev.sapor.benchmarks.Program;
import dev.sapor.data.Catalog;
import dev.sapor.data.IdMap;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.model.TrainingRecord;
import dev.sapor.model.ValueRange;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.ItemIndex;
import dev.sapor.recommend.ItemIndex.Search;
import dev.sapor.recommend.RankedItems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Asks an item index one query after the other by given factors, by a scan and by codes, and says
 * how long each took and whether both gave the same lists.
 */
@Command(
    name = "SingleQueries",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "The ten best items of one user after the other; prints lines of JSON.")
public final class SingleQueries implements Callable<Integer> {

  private static final int BEST = 10;

  @Option(names = "--factors", required = true, description = "Folder with p.npy and q.npy.")
  private Path factors = Path.of("");

  @Option(names = "--queries", defaultValue = "1000", description = "Queries (${DEFAULT-VALUE}).")
  private int queries;

  @Option(names = "--threads", defaultValue = "1", description = "Callers (${DEFAULT-VALUE}).")
  private int threads;

  @Option(names = "--lists", required = true, description = "File for the lists, as int32.")
  private Path lists = Path.of("");

  @Override
  public Integer call() throws IOException, InterruptedException {
    FloatMatrix p = FactorArrays.read(factors.resolve("p.npy"), Integer.MAX_VALUE);
    FloatMatrix q = FactorArrays.read(factors.resolve("q.npy"), Integer.MAX_VALUE);
    FactorModel model = model(p, q);
    RankedItems[] before = new RankedItems[0];
    for (Search search : Search.values()) {
      long start = System.nanoTime();
      ItemIndex index = ItemIndex.of(model, search);
      double built = (System.nanoTime() - start) / 1e9;
      RankedItems[] answers = new RankedItems[queries];
      ask(index, p, answers, new long[queries]);
      long[] nanos = new long[queries];
      start = System.nanoTime();
      ask(index, p, answers, nanos);
      double seconds = (System.nanoTime() - start) / 1e9;
      Arrays.sort(nanos);
      new JsonLine("asked")
          .with("search", search.name().toLowerCase(Locale.ROOT))
          .with("seconds", seconds)
          .with("p50", nanos[queries / 2] / 1e9)
          .with("p99", nanos[queries * 99 / 100] / 1e9)
          .with("build", built)
          .with("chosen", index.search() == ItemIndex.of(model).search() ? 1 : 0)
          .with("same", before.length == 0 || Arrays.equals(answers, before) ? 1 : 0)
          .print();
      before = answers;
    }
    write(before);
    return 0;
  }

  /** Each thread asks for a part of the users, one after the other. */
  private void ask(ItemIndex index, FloatMatrix p, RankedItems[] answers, long[] nanos)
      throws InterruptedException {
    List<Thread> callers =
        IntStream.range(0, threads)
            .mapToObj(caller ->
                Thread.ofPlatform()
                    .start(() -> {
                      for (int k = caller; k < queries; k += threads) {
                        long start = System.nanoTime();
                        answers[k] =
                            index.best(
                                p,
                                k % p.rows(),
                                0,
                                BEST,
                                ItemFilter.unseen().includingSeen(),
                                null);
                        nanos[k] = System.nanoTime() - start;
                      }
                    }))
            .toList();
    for (Thread caller : callers) {
      caller.join();
    }
  }

  private void write(RankedItems[] answers) throws IOException {
    ByteBuffer indices =
        ByteBuffer.allocate(Integer.BYTES * BEST * answers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (RankedItems answer : answers) {
      for (int rank = 0; rank < BEST; rank++) {
        indices.putInt(answer.itemIndex(rank));
      }
    }
    Files.write(lists, indices.array());
  }

  /** A model of given factors, all of whose items have an interaction. Ids keep their order. */
  private static FactorModel model(FloatMatrix p, FloatMatrix q) {
    int[] counts = new int[q.rows()];
    Arrays.fill(counts, 1);
    return new FactorModel(
        Goal.RECOMMEND,
        new Factors(p, q, 0, new float[p.rows()], new float[q.rows()]),
        ids(p.rows()),
        ids(q.rows()),
        new int[p.rows()],
        counts,
        new ValueRange(1, 1),
        new TrainingRecord("given", new TreeMap<>(), 0, "", q.rows(), List.of()),
        Catalog.empty(q.rows()),
        null);
  }

  private static IdMap ids(int count) {
    return IdMap.of(IntStream.range(0, count).mapToObj(i -> "%08d".formatted(i)).toList());
  }

  public static void main(String[] args) {
    Program.run(new SingleQueries(), args);
  }
}
