package dev.sapor.server.live;

import dev.sapor.model.FactorModel;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Items by what people type: every word of the query must begin a word of the title, whatever case
 * and accents. Items whose title begins with the query come first, then the popular ones. An item
 * without a title goes by its id.
 */
public final class TitleSearch {

  private final FactorModel model;
  // By popularity, each text with a space before.
  private final int[] items;
  private final String[] texts;

  private TitleSearch(FactorModel model, int[] items, String[] texts) {
    this.model = model;
    this.items = items;
    this.texts = texts;
  }

  static TitleSearch of(FactorModel model) {
    int[] items =
        IntStream.range(0, model.items().size())
            .boxed()
            .sorted(Comparator.comparingInt((Integer item) -> -model.itemCount(item)))
            .mapToInt(Integer::intValue)
            .toArray();
    String[] texts = new String[items.length];
    for (int k = 0; k < items.length; k++) {
      String id = model.items().id(items[k]);
      texts[k] = " " + plain(model.catalog().title(items[k]).orElse(id));
    }
    return new TitleSearch(model, items, texts);
  }

  /** In small letters, without accents, words apart by single spaces. */
  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", " ")
        .strip();
  }

  /** The items of a query, at most so many. */
  public List<Integer> find(String query, int most) {
    List<Integer> found = new ArrayList<>();
    model.items().indexOf(query).ifPresent(found::add);
    String text = plain(query);
    if (text.isEmpty()) {
      return found;
    }
    String[] words = text.split(" ", -1);
    List<Integer> others = new ArrayList<>();
    for (int k = 0; k < items.length && found.size() < most; k++) {
      if (texts[k].startsWith(" " + text) && !found.contains(items[k])) {
        found.add(items[k]);
      } else if (others.size() < most && hasAll(texts[k], words)) {
        others.add(items[k]);
      }
    }
    for (int item : others) {
      if (found.size() < most && !found.contains(item)) {
        found.add(item);
      }
    }
    return found;
  }

  private static boolean hasAll(String text, String[] words) {
    for (String word : words) {
      if (!text.contains(" " + word)) {
        return false;
      }
    }
    return true;
  }
}
