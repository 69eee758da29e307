package dev.sapor.server.live;

import dev.sapor.data.IdMap;
import java.util.List;
import java.util.stream.IntStream;

/** Users whose id begins with what people type. Ids are sorted, so that they stand together. */
public final class UserSearch {

  private final IdMap ids;

  UserSearch(IdMap ids) {
    this.ids = ids;
  }

  /** The users of a prefix, at most so many, in the order of their ids. */
  public List<String> find(String prefix, int most) {
    int low = 0;
    int high = ids.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (IdMap.compare(ids.id(middle), prefix) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return IntStream.range(low, Math.min(ids.size(), low + most))
        .mapToObj(ids::id)
        .takeWhile(id -> id.startsWith(prefix))
        .toList();
  }
}
