package dev.sapor.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  private static final Terminal PERSON = new Terminal(true, true, 80);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Console console(Terminal terminal) {
    return new Console(InputStream.nullInputStream(), out, err, terminal, terminal);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void nothingIsPrintedBeforeTheEnd() {
    Console console = console(Terminal.NONE);
    console.print("ü");
    console.say("talk");
    assertThat(printed()).isEmpty();
    assertThat(said()).isEmpty();
    console.release();
    assertThat(printed()).isEqualTo("ü\n");
    assertThat(said()).isEqualTo("talk\n");
  }

  @Test
  void failureLeavesOneLine() {
    Console console = console(Terminal.NONE);
    console.print("result");
    console.say("talk");
    console.fail("wrong");
    assertThat(printed()).isEmpty();
    assertThat(said()).isEqualTo("wrong\n");
  }

  @Test
  void aPersonHearsTalkAtOnceAndSeesBoldHeadings() {
    Console console = console(PERSON);
    console.say("talk");
    assertThat(said()).isEqualTo("talk\n");
    console.heading("Title");
    console.release();
    assertThat(printed()).isEqualTo("\u001b[1mTitle\u001b[0m\n");
  }

  @Test
  void fullDiskIsNotSwallowed() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    Console console =
        new Console(InputStream.nullInputStream(), full, err, Terminal.NONE, Terminal.NONE);
    console.print("result");
    assertThatThrownBy(console::release).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void barIsForPersonsOnlyAndClearsItsLine() {
    try (Progress bar = Progress.start(console(Terminal.NONE), "working", 10)) {
      bar.update(5, 10);
      bar.detail("words");
    }
    assertThat(said()).isEmpty();
    try (Progress bar = Progress.start(console(PERSON), "working", 10)) {
      bar.update(5, 10);
      bar.say("talk");
    }
    assertThat(said()).contains("working").contains("talk\n").endsWith(" \r");
  }
}
