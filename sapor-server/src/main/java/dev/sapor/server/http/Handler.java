package dev.sapor.server.http;

/** Answers the calls of a route. */
@FunctionalInterface
public interface Handler {

  /**
   * The answer to a call.
   *
   * @throws ProblemException where the answer is a problem
   */
  Answer handle(Call call);
}
