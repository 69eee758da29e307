package dev.sapor.cli;

import dev.sapor.source.JdbcSource;
import dev.sapor.source.Source;
import dev.sapor.source.SqlSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Data that come from a query instead of named files. A password is taken from the environment or a
 * file, never from an argument: arguments are visible to everyone on the machine.
 */
final class QueryOptions {

  static final String PASSWORD_VARIABLE = "SAPOR_JDBC_PASSWORD";

  @Option(
      names = "--sql",
      order = 50,
      paramLabel = "QUERY",
      description =
          "Take the rows of a query over files: \"SELECT … FROM 'ratings.parquet'\"; CSV, Parquet"
              + " and JSON lines can be queried.")
  private @Nullable String sql;

  @Option(
      names = "--jdbc-url",
      order = 51,
      paramLabel = "URL",
      description = "Take the rows of a database, such as jdbc:sqlite:ratings.db.")
  private @Nullable String jdbcUrl;

  @Option(
      names = "--jdbc-query",
      order = 52,
      paramLabel = "QUERY",
      description = "The query for the database of --jdbc-url.")
  private @Nullable String jdbcQuery;

  @Option(
      names = "--jdbc-user",
      order = 53,
      paramLabel = "NAME",
      description = "Who logs in to the database.")
  private @Nullable String jdbcUser;

  @Option(
      names = "--jdbc-password-file",
      order = 54,
      paramLabel = "FILE",
      description =
          "A file with the password in its first line. Default: the variable "
              + PASSWORD_VARIABLE
              + ".")
  private @Nullable Path jdbcPasswordFile;

  /**
   * The source that these options or the named files mean.
   *
   * @throws CommandException if they do not name one source
   */
  Source source(List<String> files, CommandContext context) {
    int named = (files.isEmpty() ? 0 : 1) + (sql == null ? 0 : 1) + (jdbcUrl == null ? 0 : 1);
    if (named != 1) {
      throw CommandException.usage(
          named == 0
              ? "no data given; name a file, - for stdin, --sql or --jdbc-url"
              : "the data are named more than once; give files, --sql or --jdbc-url");
    }
    if (jdbcUrl == null && (jdbcQuery != null || jdbcUser != null || jdbcPasswordFile != null)) {
      throw CommandException.usage(
          "--jdbc-query, --jdbc-user and --jdbc-password-file need --jdbc-url");
    }
    return Usage.check(() ->
        sql != null
            ? SqlSource.of(sql)
            : jdbcUrl != null
                ? database(jdbcUrl, context.environment())
                : Source.of(files, context.console().in()));
  }

  private Source database(String url, Map<String, String> environment) {
    if (jdbcQuery == null) {
      throw CommandException.usage("--jdbc-url needs --jdbc-query");
    }
    return new JdbcSource(url, jdbcQuery, Optional.ofNullable(jdbcUser), password(environment));
  }

  private Optional<String> password(Map<String, String> environment) {
    if (jdbcPasswordFile == null) {
      return Optional.ofNullable(environment.get(PASSWORD_VARIABLE));
    }
    try (var lines = Files.lines(jdbcPasswordFile)) {
      return lines.findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("the password file cannot be read", e);
    }
  }
}
