package dev.sapor.benchmarks.kernels;

import dev.sapor.linalg.kernel.Kernels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the kernels and the machine's own limits with one and with two threads, and prints one table
 * for each: speed, worst fork, and the shares of the peak of multiply-adds and of the memory's read
 * bandwidth that were measured a moment before. Arguments are those of JMH ({@code -f 1 -p
 * factors=64} for a short run).
 */
public final class KernelTable {

  /** What one operation does with F factors. */
  private record Work(double flopsPerFactor, double bytesPerFactor, double moreBytes) {}

  // A row is 4F bytes, and Adagrad keeps 16 more beside each. Bytes are those that move if no row
  // is in a cache.
  private static final Map<String, Work> WORK =
      Map.of(
          "dot", new Work(2, 8, 8),
          "listDots", new Work(2, 4, 4),
          "addScaledRows", new Work(2, 4, 4),
          "descend", new Work(8, 16, 12),
          "descendAdagrad", new Work(8, 16, 12 + 2 * 2 * 16));

  // Operations of a row of F factors: of a symmetric matrix one triangle is needed and counted. A
  // row of conjugate gradients passes over its entries and the Gramian once more than it has steps.
  private static final Map<String, DoubleUnaryOperator> SOLVER_FLOPS =
      Map.of(
          "rankUpdate", f -> SolverBenchmark.ENTRIES * (f * (f + 1) + 2 * f),
          "cholesky", f -> f * f * f / 3 + 2 * f * f,
          "conjugateGradient",
              f -> (SolverBenchmark.STEPS + 1) * (4 * SolverBenchmark.ENTRIES * f + 2 * f * f),
          "gramian", f -> f * (f + 1),
          "outerProducts", f -> 2 * f * f);

  private static final int[] THREADS = {1, 2};

  public static void main(String[] args) throws CommandLineOptionException, RunnerException {
    CommandLineOptions given = new CommandLineOptions(args);
    List<String> tables = new ArrayList<>();
    for (int threads : THREADS) {
      Options options =
          new OptionsBuilder()
              .parent(given)
              .include(MachineBenchmark.class.getName() + "\\.")
              .include(KernelBenchmark.class.getName() + "\\.")
              .include(SolverBenchmark.class.getName() + "\\.")
              .threads(threads)
              .build();
      tables.add(table(new Runner(options).run(), threads));
    }
    System.out.println();
    tables.forEach(System.out::println);
  }

  private static String table(Collection<RunResult> results, int threads) {
    double peak = 2 * MachineBenchmark.LANES * best(results, "multiplyAdd") / 1e9;
    double read = Float.BYTES * best(results, "read") / 1e9;
    double triad = 3 * Float.BYTES * best(results, "triad") / 1e9;
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d thread(s), kernels %s: peak %.1f GFLOP/s, read %.1f GB/s, triad %.1f GB/s%n",
            threads,
            Kernels.get().name(),
            peak,
            read,
            triad));
    text.append("| kernel | F | rows | M/s | worst fork | GFLOP/s | of peak | GB/s | of read |\n");
    text.append("|---|---|---|---|---|---|---|---|---|\n");
    for (RunResult result : results) {
      Work work = WORK.get(name(result));
      if (work != null) {
        int factors = Integer.parseInt(result.getParams().getParam("factors"));
        double speed = result.getPrimaryResult().getScore() / 1e9;
        double flops = speed * work.flopsPerFactor * factors;
        double bytes = speed * (work.bytesPerFactor * factors + work.moreBytes);
        text.append(
            String.format(
                Locale.ROOT,
                "| %s | %d | %s | %.1f | %.1f | %.1f | %.0f %% | %.1f | %.0f %% |%n",
                name(result),
                factors,
                result.getParams().getParam("shape"),
                1000 * speed,
                worst(result) / 1e6,
                flops,
                100 * flops / peak,
                bytes,
                100 * bytes / read));
      }
    }
    return text.append('\n').append(solverTable(results, peak)).toString();
  }

  private static String solverTable(Collection<RunResult> results, double peak) {
    StringBuilder text = new StringBuilder();
    text.append("| kernel of ALS | F | µs a row | worst fork | GFLOP/s | of peak |\n");
    text.append("|---|---|---|---|---|---|\n");
    for (RunResult result : results) {
      DoubleUnaryOperator work = SOLVER_FLOPS.get(name(result));
      if (work != null) {
        int factors = Integer.parseInt(result.getParams().getParam("factors"));
        double speed = result.getPrimaryResult().getScore();
        int threads = result.getParams().getThreads();
        double flops = speed * work.applyAsDouble(factors) / 1e9;
        text.append(
            String.format(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f | %.1f | %.0f %% |%n",
                name(result),
                factors,
                1e6 * threads / speed,
                1e6 * threads / worst(result),
                flops,
                100 * flops / peak));
      }
    }
    return text.toString();
  }

  private static String name(RunResult result) {
    String full = result.getParams().getBenchmark();
    return full.substring(full.lastIndexOf('.') + 1);
  }

  /** The best fork: a ceiling is not lowered by what else ran. */
  private static double best(Collection<RunResult> results, String name) {
    return results.stream()
        .filter(result -> name(result).equals(name))
        .flatMap(result -> result.getBenchmarkResults().stream())
        .mapToDouble(KernelTable::score)
        .max()
        .orElse(Double.NaN);
  }

  private static double worst(RunResult result) {
    return result.getBenchmarkResults().stream()
        .mapToDouble(KernelTable::score)
        .min()
        .orElse(Double.NaN);
  }

  private static double score(BenchmarkResult fork) {
    return fork.getPrimaryResult().getScore();
  }

  private KernelTable() {}
}
