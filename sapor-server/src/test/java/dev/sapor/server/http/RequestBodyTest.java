package dev.sapor.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Bounds of one body, and of all that are held at once. */
final class RequestBodyTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final BodyBudget budget = new BodyBudget(3 << 20);

  private RequestBody body(InputStream in, Duration patience) {
    return new RequestBody(() -> in, patience, budget);
  }

  private static InputStream bytes(int count) {
    return new ByteArrayInputStream(new byte[count]);
  }

  private static void assertProblem(RequestBody body, int status) {
    assertThatThrownBy(body::read)
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .extracting(ProblemException::status)
        .isEqualTo(status);
  }

  @Test
  void aBodyIsReadOnceAndHeldUntilItIsClosed() {
    try (RequestBody body = body(bytes(1 << 20), LONG)) {
      assertThat(body.isWhole()).isFalse();
      byte[] read = body.read();
      assertThat(read).hasSize(1 << 20);
      assertThat(body.read()).isSameAs(read);
      assertThat(body.isWhole()).isTrue();
      assertThat(budget.held()).isEqualTo(1 << 20);
    }
    assertThat(budget.held()).isZero();
    try (RequestBody none = new RequestBody(null, LONG, budget)) {
      assertThat(none.isWhole()).isTrue();
      assertThat(none.read()).isEmpty();
    }
  }

  @Test
  void whatIsTooLargeIsDroppedUpToAPointAndHeldNowhere() {
    int most = Json.MAX_BYTES + RequestBody.MOST_DROPPED;
    for (int size : new int[] {Json.MAX_BYTES + 1, most, most + 1, 2 * most}) {
      try (RequestBody body = body(bytes(size), LONG)) {
        assertProblem(body, 413);
        assertThat(body.isWhole()).isEqualTo(size <= most);
        assertThat(budget.held()).isLessThanOrEqualTo(Json.MAX_BYTES);
      }
      assertThat(budget.held()).isZero();
    }
  }

  @Test
  void aBodyThatIsSlowOrBrokenIsAProblem() {
    try (RequestBody slow = body(bytes(10), Duration.ofNanos(1))) {
      assertProblem(slow, 400);
      assertThat(slow.isWhole()).isFalse();
    }
    InputStream broken =
        new InputStream() {
          @Override
          public int read() {
            throw new NumberFormatException("For input string: secret");
          }

          @Override
          public int read(byte[] to, int offset, int length) {
            return read();
          }

          @Override
          public void close() {
            throw new AssertionError("closing waits for more");
          }
        };
    try (RequestBody body = body(broken, LONG)) {
      assertThatThrownBy(body::read)
          .isInstanceOf(ProblemException.class)
          .hasMessage("the body could not be read");
    }
  }

  @Test
  void whatIsHeldOverAllBodiesIsBounded() {
    try (RequestBody first = body(bytes(1 << 20), LONG);
        RequestBody second = body(bytes(1 << 20), LONG)) {
      first.read();
      second.read();
      try (RequestBody third = body(bytes(1 << 20), LONG);
          RequestBody fourth = body(bytes(1), LONG)) {
        third.read();
        assertProblem(fourth, 503);
      }
      try (RequestBody fifth = body(bytes(1 << 20), LONG)) {
        assertThat(fifth.read()).hasSize(1 << 20);
      }
    }
    assertThat(budget.held()).isZero();
  }
}
