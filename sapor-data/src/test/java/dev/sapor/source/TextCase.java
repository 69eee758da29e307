package dev.sapor.source;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sapor.data.Interactions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Shorthands for tests that read a few lines of text. */
final class TextCase {

  static TextSource text(String content) {
    return bytes(content.getBytes(StandardCharsets.UTF_8));
  }

  static TextSource bytes(byte[] content) {
    return new TextSource(List.of(TextInput.stream("data", new ByteArrayInputStream(content))));
  }

  static LoadedInteractions read(String content) {
    return InteractionReader.read(text(content), ReadOptions.defaults());
  }

  static LoadedInteractions read(String content, ReadOptions options) {
    return InteractionReader.read(text(content), options);
  }

  static DataException failure(String content) {
    return failure(text(content), ReadOptions.defaults());
  }

  static DataException failure(Source source, ReadOptions options) {
    return catchThrowableOfType(DataException.class, () -> InteractionReader.read(source, options));
  }

  /** Each interaction as {@code user/item=value} and, where there is one, {@code @time}. */
  static List<String> rows(LoadedInteractions loaded) {
    Interactions data = loaded.interactions();
    List<String> rows = new ArrayList<>();
    for (int user = 0; user < data.users().size(); user++) {
      for (long at = data.byUser().start(user); at < data.byUser().end(user); at++) {
        long position = at;
        rows.add(
            data.users().id(user)
                + "/"
                + data.items().id(data.byUser().column(at))
                + "="
                + data.byUser().value(at)
                + data.times().map(times -> "@" + times.get(position)).orElse(""));
      }
    }
    return rows;
  }

  private TextCase() {}
}
