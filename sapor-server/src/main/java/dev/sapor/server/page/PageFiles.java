package dev.sapor.server.page;

import dev.sapor.server.http.Answer;
import dev.sapor.server.http.Route;
import dev.sapor.server.http.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The files of the page. It holds no data and so needs no token; what it shows it asks for itself.
 * It may load nothing from elsewhere and run no code but its own files.
 */
public final class PageFiles {

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-cache");

  private record File(String path, String name, String type) {}

  private static final List<File> FILES =
      List.of(
          new File("/", "index.html", "text/html; charset=utf-8"),
          new File("/page/page.css", "page.css", "text/css; charset=utf-8"),
          new File("/page/uplot.css", "uplot.css", "text/css; charset=utf-8"),
          new File("/page/uplot.js", "uplot.js", "text/javascript; charset=utf-8"),
          new File("/page/page.js", "page.js", "text/javascript; charset=utf-8"),
          new File("/page/api.js", "api.js", "text/javascript; charset=utf-8"),
          new File("/page/elements.js", "elements.js", "text/javascript; charset=utf-8"),
          new File("/page/taste.js", "taste.js", "text/javascript; charset=utf-8"),
          new File("/page/similar.js", "similar.js", "text/javascript; charset=utf-8"),
          new File("/page/map.js", "map.js", "text/javascript; charset=utf-8"),
          new File("/page/model.js", "model.js", "text/javascript; charset=utf-8"),
          new File("/page/evaluations.js", "evaluations.js", "text/javascript; charset=utf-8"),
          new File("/page/icon.svg", "icon.svg", "image/svg+xml"));

  /** A route for each file. */
  public static List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (File file : FILES) {
      Answer answer = Answer.of(file.type(), read(file.name())).withHeaders(HEADERS);
      routes.add(Route.get(file.path(), call -> answer).of(Scope.OPEN).atOnce());
    }
    return List.copyOf(routes);
  }

  private static byte[] read(String name) {
    try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, () -> name + " is in the jar").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PageFiles() {}
}
