package dev.sapor.server.http;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Finds the route of a call and runs it. Whatever happens, there is an answer, and it holds nothing
 * of the inside.
 */
public final class Router {

  private static final Logger LOG = System.getLogger(Router.class.getPackageName());

  private final List<Route> routes;
  private final Tokens tokens;
  private final Admission admission;
  private final Origins origins;
  private final CallListener listener;

  /**
   * A router over some routes.
   *
   * @param routes the first that fits answers
   * @param origins whom the listener believes to be itself
   */
  public Router(
      List<Route> routes,
      Tokens tokens,
      Admission admission,
      Origins origins,
      CallListener listener) {
    this.routes = List.copyOf(routes);
    this.tokens = tokens;
    this.admission = admission;
    this.origins = origins;
    this.listener = listener;
  }

  /** All routes, in their order. */
  public List<Route> routes() {
    return routes;
  }

  /** Answers a call that is made when it is asked for; what is wrong with it is a problem too. */
  Answer answer(Supplier<Call> source) {
    long start = System.nanoTime();
    String[] route = {"none"};
    Answer answer;
    try {
      answer = run(source.get(), route);
    } catch (ProblemException e) {
      answer = e.answer();
    } catch (OutOfMemoryError e) {
      answer = ProblemException.unavailable("out of memory; try again").answer();
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(Level.ERROR, () -> "a request to " + route[0] + " failed", e);
      answer = ProblemException.internal().answer();
    }
    listener.answered(route[0], answer.status(), System.nanoTime() - start);
    return answer;
  }

  private Answer run(Call call, String[] name) {
    origins.check(call);
    String method = call.method().equals("HEAD") ? "GET" : call.method();
    TreeSet<String> others = new TreeSet<>();
    for (Route route : routes) {
      Optional<Map<String, String>> parameters = route.match(call.path());
      if (parameters.isPresent() && route.method().equals(method)) {
        name[0] = route.template();
        call.bind(parameters.get());
        return run(call, route);
      }
      if (parameters.isPresent()) {
        others.add(route.method());
      }
    }
    // Which paths there are is not for everybody to find out.
    tokens.check(call, Scope.READ);
    throw others.isEmpty()
        ? ProblemException.notFound("there is nothing at this path")
        : ProblemException.notAllowed(String.join(", ", others));
  }

  private Answer run(Call call, Route route) {
    tokens.check(call, route.scope());
    if (!route.work()) {
      return route.handler().handle(call);
    }
    // A body that comes slowly holds no turn.
    call.receive();
    return admission.inTurn(
        call,
        () -> {
          // Work that nobody waits for any more is not begun.
          call.checkTime();
          return route.handler().handle(call);
        });
  }
}
