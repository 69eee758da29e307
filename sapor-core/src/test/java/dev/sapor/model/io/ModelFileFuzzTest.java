package dev.sapor.model.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Any bytes, with checksums that match: refused by the one exception, or a model that writes
 * itself. An ordinary test run replays the corpus beside this class in the resources; {@code
 * JAZZER_FUZZ=1} looks for more.
 */
class ModelFileFuzzTest {

  private static final Path NAME = Path.of("m.sapor");

  @FuzzTest(maxDuration = "5m")
  void anyBytes(byte[] bytes) throws IOException {
    open(bytes);
  }

  @FuzzTest(maxDuration = "5m")
  void anyBytesWithMendedChecksums(byte[] bytes) throws IOException {
    byte[] file = bytes.clone();
    if (file.length >= HostileFiles.HEADER) {
      HostileFiles.view(file).putLong(0, FileHeader.MAGIC);
      HostileFiles.view(file).putShort(8, (short) 1);
    }
    open(HostileFiles.mendLength(file));
  }

  private static void open(byte[] file) throws IOException {
    boolean opened = false;
    try {
      byte[] written = TinyModel.bytes(ModelFile.read(new ByteChannel(file), NAME));
      opened = true;
      byte[] again = TinyModel.bytes(ModelFile.read(new ByteChannel(written), NAME));
      assertThat(again).isEqualTo(written);
    } catch (ModelFileException e) {
      assertThat(e).hasMessageStartingWith("m.sapor: ");
    }
    assertThat(ModelCheck.check(new ByteChannel(file), NAME).isSound()).isEqualTo(opened);
  }
}
