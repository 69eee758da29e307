package dev.sapor.server.http;

/** Hears of every answer. */
@FunctionalInterface
public interface CallListener {

  /**
   * An answer is ready.
   *
   * @param route the template of the route; {@code none} where no route was found, so that the
   *     values are few
   * @param status HTTP status
   * @param nanos how long it took
   */
  void answered(String route, int status, long nanos);
}
