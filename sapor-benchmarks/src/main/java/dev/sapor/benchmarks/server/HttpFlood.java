package dev.sapor.benchmarks.server;

import dev.sapor.benchmarks.Program;
import dev.sapor.model.io.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Asks {@code sapor serve} far more than it can answer, and then keeps thousands of connections
 * half open beside a client that behaves; prints what is left of good answers and how long they
 * take.
 */
@Command(
    name = "HttpFlood",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "A server that is asked too much, and one with half-open connections.")
public final class HttpFlood implements Callable<Integer> {

  private static final int USERS = 2000;

  @Option(names = "--items", defaultValue = "59000", description = "Items (${DEFAULT-VALUE}).")
  private int items;

  @Option(names = "--factors", defaultValue = "64", description = "Factors (${DEFAULT-VALUE}).")
  private int factors;

  @Option(
      names = "--batch",
      defaultValue = "32",
      description = "Users of a request of the flood; 1 for a GET (${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--times",
      defaultValue = "5",
      description = "The flood in times of what the server answers (${DEFAULT-VALUE}).")
  private double times;

  @Option(
      names = "--connections",
      defaultValue = "256",
      description = "Connections of the flood (${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--half-open",
      defaultValue = "2000",
      description = "Connections that are kept half open (${DEFAULT-VALUE}).")
  private int halfOpen;

  @Option(
      names = "--rate",
      defaultValue = "200",
      description = "Requests a second beside those (${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "Of each part of a round (${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Rounds, after one to warm up (${DEFAULT-VALUE}).")
  private int rounds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ScratchFolder folder = ScratchFolder.make("sapor-flood")) {
      Path model = folder.path().resolve("flood.sapor");
      ModelFile.write(new RandomModel(USERS, items, factors, 0).make(), model);
      System.out.printf(Locale.ROOT, "%,d items x %d%n%n", items, factors);
      try (ServerProcess server = ServerProcess.start(folder.path(), List.of(model.toString()))) {
        new Overload(server, questions(batch), times, connections, seconds).print(rounds);
        new HalfOpen(server, questions(1), halfOpen, rate, seconds).print(rounds);
        System.out.printf(
            "%nends with exit code %d; on stderr: '%s'%n", server.stop(), server.said().strip());
      }
    }
    return 0;
  }

  private static String user(int user) {
    return "u%06d".formatted(user % USERS);
  }

  private static byte[][] questions(int batch) {
    return IntStream.range(0, USERS).mapToObj(k -> question(k, batch)).toArray(byte[][]::new);
  }

  private static byte[] question(int k, int batch) {
    if (batch == 1) {
      return Caller.question("/v1/users/" + user(k) + "/recommendations?n=10");
    }
    String users =
        IntStream.range(0, batch)
            .mapToObj(one -> '"' + user(k * batch + one) + '"')
            .collect(Collectors.joining(", ", "{\"n\": 10, \"users\": [", "]}"));
    return Caller.question("POST", "/v1/recommendations", null, users);
  }

  public static void main(String[] args) {
    Program.run(new HttpFlood(), args);
  }
}
