package dev.sapor.benchmarks.synthetic;

import dev.sapor.benchmarks.Program;
import dev.sapor.linalg.RandomStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The generator as a program. */
@Command(
    name = "GenerateRatings",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Writes made-up ratings as CSV (user,item,rating); the same for the same options.")
public final class GenerateRatings implements Callable<Integer> {

  @Option(names = "--ratings", defaultValue = "25000000", description = "Rows (${DEFAULT-VALUE}).")
  private long ratings;

  @Option(names = "--users", description = "Users; one for 125 ratings.")
  private @Nullable Integer users;

  @Option(names = "--items", description = "Items; 8 times the square root of the ratings.")
  private @Nullable Integer items;

  @Option(names = "--seed", defaultValue = "1", description = "Seed (${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--out", description = "File for the rows; standard output.")
  private @Nullable Path out;

  @Option(names = "--test", description = "File for a tenth of the rows, held out at random.")
  private @Nullable Path test;

  @Option(
      names = "--test-share",
      defaultValue = "0.1",
      description = "Share of --test instead of a tenth.")
  private double testShare;

  @Override
  public Integer call() throws IOException {
    SyntheticRatings rows = rows();
    if (test == null) {
      try (RatingText text = new RatingText(open(out))) {
        rows.forEach(text::row);
      }
    } else {
      try (RatingText train = new RatingText(open(out));
          RatingText heldOut = new RatingText(Files.newOutputStream(test))) {
        HoldOut holdOut = new HoldOut(testShare, seed);
        rows.forEach(
            (user, item, stars) -> (holdOut.next(user) ? heldOut : train).row(user, item, stars));
      }
    }
    return 0;
  }

  private SyntheticRatings rows() {
    try {
      SyntheticRatings usual = SyntheticRatings.ofSize(ratings, seed);
      return new SyntheticRatings(
          ratings,
          users == null ? usual.users() : users,
          items == null ? usual.items() : items,
          seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(new CommandLine(this), e.getMessage(), e);
    }
  }

  private static OutputStream open(@Nullable Path file) throws IOException {
    return file == null ? new FileOutputStream(FileDescriptor.out) : Files.newOutputStream(file);
  }

  /** A coin for each row, from streams of their own: the rows do not depend on the share. */
  private static final class HoldOut {
    private final double share;
    private final long seed;
    private int user = -1;
    private RandomStream random;

    HoldOut(double share, long seed) {
      this.share = share;
      this.seed = seed;
      this.random = RandomStream.of(seed, "held out");
    }

    boolean next(int nextUser) {
      if (nextUser != user) {
        user = nextUser;
        random = RandomStream.of(seed, "held out", user);
      }
      return random.nextDouble() < share;
    }
  }

  public static void main(String[] args) {
    Program.run(new GenerateRatings(), args);
  }
}
