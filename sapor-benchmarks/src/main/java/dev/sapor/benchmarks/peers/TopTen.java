package dev.sapor.benchmarks.peers;

import dev.sapor.benchmarks.Program;
import dev.sapor.benchmarks.kernels.PeakSpeed;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Factors;
import dev.sapor.recommend.FactorScorer;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.Recommender;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ranks all items for many users by given factors and says how long it took. */
@Command(
    name = "TopTen",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Ranks the items for many users by p.npy and q.npy; prints lines of JSON.")
public final class TopTen implements Callable<Integer> {

  private static final int BEST = 10;

  @Option(names = "--factors", required = true, description = "Folder with p.npy and q.npy.")
  private Path factors = Path.of("");

  @Option(names = "--users", description = "The first so many users; all if not given.")
  private int users = Integer.MAX_VALUE;

  @Option(names = "--threads", defaultValue = "1", description = "Threads (${DEFAULT-VALUE}).")
  private int threads;

  @Option(names = "--repeats", defaultValue = "5", description = "Timed runs (${DEFAULT-VALUE}).")
  private int repeats;

  @Option(names = "--lists", required = true, description = "File for the lists, as int32.")
  private Path lists = Path.of("");

  @Override
  public Integer call() throws IOException {
    FloatMatrix p = FactorArrays.read(factors.resolve("p.npy"), users);
    FloatMatrix q = FactorArrays.read(factors.resolve("q.npy"), Integer.MAX_VALUE);
    Factors model = new Factors(p, q, 0, new float[p.rows()], new float[q.rows()]);
    Recommender recommender = Recommender.of(new FactorScorer(model), everythingRankable(p, q));
    ByteBuffer indices =
        ByteBuffer.allocate(Integer.BYTES * BEST * p.rows()).order(ByteOrder.LITTLE_ENDIAN);
    try (Parallel parallel = new Parallel(threads)) {
      for (int run = -1; run < repeats; run++) {
        indices.clear();
        long start = System.nanoTime();
        recommender.recommendAll(
            BEST,
            ItemFilter.unseen().includingSeen(),
            parallel,
            (user, items) -> {
              for (int rank = 0; rank < BEST; rank++) {
                indices.putInt(rank < items.size() ? items.itemIndex(rank) : -1);
              }
            });
        if (run >= 0) {
          double seconds = (System.nanoTime() - start) / 1e9;
          new JsonLine("ranked").with("seconds", seconds).with("peak", PeakSpeed.flops()).print();
        }
      }
    }
    Files.write(lists, indices.array());
    return 0;
  }

  /** Training data in which each item has an interaction: others would not be ranked. */
  private static CsrMatrix everythingRankable(FloatMatrix p, FloatMatrix q) {
    long[] offsets = new long[p.rows() + 1];
    Arrays.fill(offsets, 1, offsets.length, q.rows());
    int[] items = IntStream.range(0, q.rows()).toArray();
    return new CsrMatrix(
        q.rows(), offsets, IntColumn.of(items), FloatColumn.of(new float[items.length]));
  }

  public static void main(String[] args) {
    Program.run(new TopTen(), args);
  }
}
