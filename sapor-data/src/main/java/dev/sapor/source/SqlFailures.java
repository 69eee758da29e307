package dev.sapor.source;

import java.sql.SQLException;

/** What errors of databases mean, in one line. */
final class SqlFailures {

  static RuntimeException ofQuery(String source, SQLException e) {
    String message = firstLine(e);
    if (message.contains("No files found that match")) {
      return new InputAccessException(
          InputAccessException.Kind.MISSING, source, Excerpt.line(message), e);
    }
    return DataException.of(DataFault.QUERY_FAILED, source)
        .problem(DataFault.QUERY_FAILED.problem() + " (" + Excerpt.line(message) + ")")
        .exception();
  }

  private static String firstLine(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().filter(line -> !line.isBlank()).findFirst().orElse("no reason given");
  }

  /** A failure to connect, without any secret that the driver may have put into its message. */
  static InputAccessException ofConnection(JdbcSource source, SQLException e) {
    String message = firstLine(e).replace(source.url(), source.name());
    String password = source.password().orElse("");
    if (!password.isEmpty()) {
      message = message.replace(password, "***");
    }
    return new InputAccessException(
        InputAccessException.Kind.CONNECTION, source.name(), Excerpt.line(message), null);
  }

  private SqlFailures() {}
}
