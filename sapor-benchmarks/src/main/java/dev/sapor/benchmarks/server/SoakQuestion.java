package dev.sapor.benchmarks.server;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request that is to be answered well.
 *
 * @param kind what it counts as
 * @param number tells it from all others
 * @param bytes the request
 * @param check looks at the answer
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
record SoakQuestion(String kind, int number, byte[] bytes, Check check) {

  /** Looks at an answer. */
  @FunctionalInterface
  interface Check {
    /** What is wrong with it; null where nothing is. */
    @Nullable String fault(JsonNode answer);
  }

  @Override
  public String toString() {
    return kind + " " + number;
  }
}
