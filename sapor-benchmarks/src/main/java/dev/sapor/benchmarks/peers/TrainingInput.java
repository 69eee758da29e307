package dev.sapor.benchmarks.peers;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.source.InteractionReader;
import dev.sapor.source.ReadOptions;
import dev.sapor.source.TextSource;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every program that trains once is asked for: the data and the threads. */
final class TrainingInput {

  @Option(names = "--train", required = true, description = "Data with numbers as ids.")
  private Path train = Path.of("");

  @Option(names = "--threads", defaultValue = "1", description = "Threads (${DEFAULT-VALUE}).")
  private int threads;

  int threads() {
    return threads;
  }

  /** Reads the data and says what they are. */
  Interactions load() {
    long start = System.nanoTime();
    Interactions data = read(train);
    new JsonLine("loaded")
        .with("seconds", (System.nanoTime() - start) / 1e9)
        .with("ratings", data.size())
        .with("users", data.users().size())
        .with("items", data.items().size())
        .with("kernels", Kernels.get().name())
        .print();
    return data;
  }

  static Interactions read(Path file) {
    return InteractionReader.read(TextSource.of(file), ReadOptions.defaults()).interactions();
  }
}
