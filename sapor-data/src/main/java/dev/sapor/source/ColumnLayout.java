package dev.sapor.source;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which column plays which role.
 *
 * @param names headers, or empty where there is none
 * @param columns columns of a row
 * @param uses the columns that are read; user and item always among them
 */
record ColumnLayout(List<String> names, int columns, Map<ColumnRole, ColumnUse> uses) {

  /** Marks a role that no column plays. */
  static final int ABSENT = -1;

  /** Index of the column of a role, counted from 0, or {@link #ABSENT}. */
  int index(ColumnRole role) {
    ColumnUse use = uses.get(role);
    return use == null ? ABSENT : use.position() - 1;
  }

  boolean has(ColumnRole role) {
    return uses.containsKey(role);
  }

  List<ColumnUse> used() {
    return List.copyOf(uses.values());
  }

  /** Names or positions of the columns that play no role. */
  List<String> unused() {
    List<Integer> taken = uses.values().stream().map(ColumnUse::position).toList();
    return IntStream.rangeClosed(1, columns)
        .filter(position -> !taken.contains(position))
        .mapToObj(position -> names.isEmpty() ? String.valueOf(position) : names.get(position - 1))
        .toList();
  }

  /** By position: user, item, rating and timestamp as far as there are columns. */
  static ColumnLayout byPosition(int columns, ReadOptions options, String source) {
    return new Assignment(source, options, List.of(), columns).byPosition();
  }

  /** By header. */
  static ColumnLayout byHeader(List<String> names, ReadOptions options, String source) {
    return new Assignment(source, options, names, names.size()).byHeader();
  }

  /** Gives columns to roles: first what was chosen by hand, then the rest. */
  private static final class Assignment {
    private final String source;
    private final ColumnRoles roles;
    private final boolean weighsEvents;
    private final List<String> names;
    private final int columns;
    private final Map<ColumnRole, ColumnUse> uses = new EnumMap<>(ColumnRole.class);

    Assignment(String source, ReadOptions options, List<String> names, int columns) {
      this.source = source;
      this.roles = options.columns();
      this.weighsEvents = options.eventWeights().isPresent();
      this.names = names;
      this.columns = columns;
      for (ColumnRole role : ColumnRole.values()) {
        roles.of(role).filter(c -> !c.equals(ColumnRoles.NONE)).ifPresent(c -> choose(role, c));
      }
    }

    ColumnLayout byPosition() {
      int last = roles.isAutomatic() ? 4 : 2;
      int next = 1;
      for (ColumnRole role : List.of(ColumnRole.values()).subList(0, last)) {
        while (isTaken(next)) {
          next++;
        }
        if (!uses.containsKey(role) && next <= columns) {
          use(role, next++, ColumnUse.Reason.POSITION);
        }
      }
      return layout();
    }

    ColumnLayout byHeader() {
      for (ColumnRole role : ColumnRole.values()) {
        boolean wanted = role != ColumnRole.EVENT || weighsEvents;
        if (wanted && !uses.containsKey(role) && !roles.of(role).isPresent()) {
          find(role);
        }
      }
      return layout();
    }

    private void choose(ColumnRole role, String column) {
      int position =
          ColumnRoles.isPosition(column) ? Integer.parseInt(column) : names.indexOf(column) + 1;
      if (position == 0 || position > columns) {
        throw missing("column '" + column + "' was chosen for " + role.label());
      }
      if (isTaken(position)) {
        throw missing("column '" + column + "' was chosen for two roles");
      }
      use(role, position, ColumnUse.Reason.CHOSEN);
    }

    private void find(ColumnRole role) {
      int best = Integer.MAX_VALUE;
      int found = 0;
      for (int position = 1; position <= names.size(); position++) {
        int rank = role.rank(names.get(position - 1)).orElse(Integer.MAX_VALUE);
        if (rank < best && !isTaken(position)) {
          best = rank;
          found = position;
        }
      }
      if (found > 0) {
        use(role, found, ColumnUse.Reason.HEADER);
      }
    }

    private boolean isTaken(int position) {
      return uses.values().stream().anyMatch(use -> use.position() == position);
    }

    private void use(ColumnRole role, int position, ColumnUse.Reason reason) {
      String name = names.isEmpty() ? "" : names.get(position - 1);
      uses.put(role, new ColumnUse(role, position, name, reason));
    }

    private ColumnLayout layout() {
      List<ColumnRole> needed =
          weighsEvents
              ? List.of(ColumnRole.USER, ColumnRole.ITEM, ColumnRole.EVENT)
              : List.of(ColumnRole.USER, ColumnRole.ITEM);
      for (ColumnRole role : needed) {
        if (!uses.containsKey(role)) {
          throw missing("no column for the " + role.label());
        }
      }
      return new ColumnLayout(names, columns, uses);
    }

    private DataException missing(String problem) {
      String found =
          names.isEmpty()
              ? columns + (columns == 1 ? " column" : " columns") + " without header"
              : names.stream().limit(20).map(Excerpt::of).collect(Collectors.joining(", "));
      return DataException.of(DataFault.MISSING_COLUMN, source)
          .problem(problem + " (found: " + found + ")")
          .advice(
              "say which is which with --columns user=...,item=...,rating=...,timestamp=..."
                  + (weighsEvents ? ",event=..." : "")
                  + (names.isEmpty() ? "" : ", or --header no if these are no headers"))
          .exception();
    }
  }
}
