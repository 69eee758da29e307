package dev.sapor.source;

import java.util.Optional;

/**
 * A query to a database through JDBC. The drivers of PostgreSQL and SQLite come along; others work
 * from the class path.
 *
 * @param url address, such as {@code jdbc:postgresql://host/database} or {@code jdbc:sqlite:file}
 * @param query one statement that returns rows
 * @param user name to log in with
 * @param password secret to log in with; in no message
 */
public record JdbcSource(String url, String query, Optional<String> user, Optional<String> password)
    implements Source {

  public JdbcSource {
    if (!url.startsWith("jdbc:")) {
      throw new IllegalArgumentException("a database address begins with jdbc:");
    }
    if (query.isBlank()) {
      throw new IllegalArgumentException("the query must not be empty");
    }
  }

  /** All rows of a table; a schema may stand before the name, with a dot between. */
  public static JdbcSource table(
      String url, String table, Optional<String> user, Optional<String> password) {
    StringBuilder quoted = new StringBuilder("SELECT * FROM ");
    String[] parts = table.split("\\.", 2);
    for (int i = 0; i < parts.length; i++) {
      quoted
          .append(i > 0 ? "." : "")
          .append('"')
          .append(parts[i].replace("\"", "\"\""))
          .append('"');
    }
    return new JdbcSource(url, quoted.toString(), user, password);
  }

  /** The address without user, password and parameters. */
  @Override
  public String name() {
    String bare = url.replaceFirst("[?;].*", "");
    return bare.replaceFirst("//[^/]*@", "//");
  }

  @Override
  public String toString() {
    return "JdbcSource[" + name() + "]";
  }
}
