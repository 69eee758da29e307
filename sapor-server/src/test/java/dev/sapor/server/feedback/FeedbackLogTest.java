package dev.sapor.server.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FeedbackLogTest {

  @TempDir private Path folder = Path.of("");

  private static FeedbackEvent event(String key, String user, String item) {
    return new FeedbackEvent(0, key, user, item, OptionalDouble.empty(), false);
  }

  private Path file() {
    return folder.resolve("feedback.log");
  }

  @Test
  void whatWasTakenIsThereAfterARestart() throws Exception {
    String id;
    try (FeedbackLog log = FeedbackLog.open(file())) {
      id = log.id();
      assertThat(log.add(List.of(event("a", "u 😀", "i\n1"), event("b", "u 😀", "i2"))))
          .extracting(FeedbackLog.Receipt::sequence)
          .containsExactly(1L, 2L);
      FeedbackEvent rated = new FeedbackEvent(0, "c", "v", "i1", OptionalDouble.of(4.5), false);
      log.add(List.of(rated));
    }
    try (FeedbackLog log = FeedbackLog.open(file())) {
      assertThat(log.id()).isEqualTo(id);
      assertThat(log.of("u 😀")).extracting(FeedbackEvent::item).containsExactly("i\n1", "i2");
      assertThat(log.of("u 😀")).extracting(FeedbackEvent::sequence).containsExactly(1L, 2L);
      assertThat(FeedbackReplay.read(file()).events()).hasSize(3); // beside the open log
      assertThat(log.of("v").getFirst().value()).hasValue(4.5);
      assertThat(log.add(List.of(event("a", "u 😀", "i\n1"))).getFirst().duplicate()).isTrue();
      assertThat(log.add(List.of(event("d", "w", "i1"))).getFirst().sequence()).isEqualTo(4);
    }
  }

  @Test
  void aKeyStandsForOneEventAndARefusedListLeavesNothing() throws Exception {
    try (FeedbackLog log = FeedbackLog.open(file())) {
      log.add(List.of(event("a", "u", "i1")));
      assertThatThrownBy(() -> log.add(List.of(event("b", "u", "i2"), event("a", "u", "i3"))))
          .isInstanceOf(FeedbackLog.KeyTakenException.class);
      assertThat(log.of("u")).hasSize(1);
      assertThat(log.add(List.of(event("x", "u", "i4"), event("x", "u", "i4"))))
          .extracting(FeedbackLog.Receipt::duplicate)
          .containsExactly(false, true);
    }
  }

  @Test
  void everyEndThatIsNotWholeIsCutOff() throws Exception {
    long acknowledged;
    try (FeedbackLog log = FeedbackLog.open(file())) {
      log.add(List.of(event("a", "u", "i1")));
      acknowledged = Files.size(file());
      log.add(List.of(event("b", "u", "i2")));
    }
    byte[] whole = Files.readAllBytes(file());
    for (int length = (int) acknowledged; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      try (FeedbackLog log = FeedbackLog.open(file())) {
        assertThat(log.of("u")).extracting(FeedbackEvent::item).containsExactly("i1");
        assertThat(log.add(List.of(event("b", "u", "i2"))).getFirst().sequence()).isEqualTo(2);
      }
      try (FeedbackLog log = FeedbackLog.open(file())) {
        assertThat(log.of("u")).hasSize(2);
      }
    }
  }

  @Test
  void damageBeforeTheEndIsNotPassedOver() throws Exception {
    try (FeedbackLog log = FeedbackLog.open(file())) {
      log.add(List.of(event("a", "u", "i1")));
      log.add(List.of(event("b", "u", "i2")));
    }
    byte[] whole = Files.readAllBytes(file());
    int last = new String(whole, StandardCharsets.US_ASCII).lastIndexOf('\n', whole.length - 2);
    for (int at = 0; at < last; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(file(), damaged);
      assertThatThrownBy(() -> FeedbackLog.open(file()).close())
          .as("byte %s", at)
          .isInstanceOf(FeedbackLogException.class);
      assertThat(Files.readAllBytes(file())).isEqualTo(damaged);
    }
  }

  @Test
  void anotherFileIsNotTakenForALog() throws Exception {
    Files.writeString(file(), "user,item\nu,i\n");
    assertThatThrownBy(() -> FeedbackLog.open(file()).close()).isInstanceOf(IOException.class);
    assertThat(Files.readString(file())).isEqualTo("user,item\nu,i\n");
  }

  @Test
  void aSecondServerDoesNotWriteToTheSameLog() throws Exception {
    try (FeedbackLog log = FeedbackLog.open(file())) {
      assertThatThrownBy(() -> FeedbackLog.open(file()).close())
          .isInstanceOf(FeedbackLogException.class);
      log.add(List.of(event("a", "u", "i1")));
    }
  }

  @Test
  void manyCallersShareTheLog() throws Exception {
    List<Future<Long>> places = new ArrayList<>();
    try (FeedbackLog log = FeedbackLog.open(file());
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int k = 0; k < 500; k++) {
        FeedbackEvent event = event("k" + k, "u" + k % 7, "i" + k);
        places.add(callers.submit(() -> log.add(List.of(event)).getFirst().sequence()));
      }
      for (Future<Long> place : places) {
        assertThat(place.get()).isBetween(1L, 500L);
      }
    }
    try (FeedbackLog log = FeedbackLog.open(file())) {
      int all = 0;
      for (int user = 0; user < 7; user++) {
        all += log.of("u" + user).size();
      }
      assertThat(all).isEqualTo(500);
    }
    assertThatThrownBy(
            () -> {
              FeedbackLog log = FeedbackLog.open(file());
              log.close();
              log.add(List.of(event("late", "u", "i")));
            })
        .isInstanceOf(IOException.class);
  }
}
