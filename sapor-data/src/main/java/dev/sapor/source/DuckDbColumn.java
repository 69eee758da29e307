package dev.sapor.source;

import java.util.Locale;
import java.util.Set;

/**
 * A column of a query over files. The query engine itself brings each cell into one of three forms:
 * {@code BIGINT}, {@code DOUBLE}, or {@code VARCHAR} where neither holds every value exactly.
 *
 * @param role what it is
 * @param type its type, without parameters: {@code DECIMAL} and not {@code DECIMAL(4,1)}
 */
record DuckDbColumn(ColumnRole role, String type) {

  private static final Set<String> INTEGERS =
      Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER");
  private static final Set<String> WIDE_INTEGERS = Set.of("UBIGINT", "HUGEINT", "UHUGEINT");
  private static final Set<String> TEXTS = Set.of("VARCHAR", "ENUM", "UUID");
  private static final Set<String> REALS = Set.of("FLOAT", "DOUBLE");

  static DuckDbColumn of(ColumnRole role, String typeName) {
    return new DuckDbColumn(role, typeName.toUpperCase(Locale.ROOT).replaceFirst("\\(.*", ""));
  }

  /** The SQL that gives the cells of the column {@code name} in one of the three forms. */
  String expression(String name, String source) {
    if (INTEGERS.contains(type)) {
      return "CAST(" + name + " AS BIGINT)";
    }
    if (TEXTS.contains(type) || WIDE_INTEGERS.contains(type)) {
      return "CAST(" + name + " AS VARCHAR)";
    }
    boolean isId = role == ColumnRole.USER || role == ColumnRole.ITEM || role == ColumnRole.EVENT;
    if (!isId && REALS.contains(type)) {
      return "CAST(" + name + " AS DOUBLE)";
    }
    if (!isId && type.equals("DECIMAL")) {
      return "CAST(" + name + " AS VARCHAR)";
    }
    if (role == ColumnRole.TIMESTAMP && (type.equals("DATE") || type.startsWith("TIMESTAMP"))) {
      return "CAST(floor(epoch(" + name + ")) AS BIGINT)";
    }
    throw DataException.of(DataFault.BAD_COLUMN_TYPE, source)
        .problem("the " + role.label() + " column is " + type)
        .advice(
            isId
                ? "ids and events are text or integers: CAST it to BIGINT or VARCHAR in the query"
                : "CAST it to a number in the query")
        .exception();
  }
}
