package dev.sapor.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.model.io.PowerLossStorage.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The steps of a save, each failing in turn, the power lost after each in turn, and each left out
 * in turn to show that a fault would then go unnoticed: no step is there for nothing.
 */
class SaveStepsTest {

  private static final Path TARGET = Path.of("/models/m.sapor");
  private static final byte[] OLD = TinyModel.bytes(TinyModel.bare());
  private static final byte[] NEW = TinyModel.bytes(TinyModel.full());

  /** Writes the new model in pieces, so that there are writes to fail between. */
  private static void body(WritableByteChannel channel) throws IOException {
    for (int at = 0; at < NEW.length; at += 500) {
      channel.write(ByteBuffer.wrap(NEW, at, Math.min(500, NEW.length - at)));
    }
  }

  private static PowerLossStorage storage() {
    return PowerLossStorage.holding(TARGET, OLD);
  }

  private static Optional<IOException> save(PowerLossStorage storage) {
    try {
      AtomicFile.write(storage, TARGET, SaveStepsTest::body);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private static boolean isOldOrNew(byte @Nullable [] bytes) {
    return Arrays.equals(bytes, OLD) || Arrays.equals(bytes, NEW);
  }

  /** Saves, and says what is wrong then or would be after a loss of power at any moment. */
  private static Set<String> harm(PowerLossStorage storage) {
    Optional<IOException> failure = save(storage);
    Set<String> harm = new TreeSet<>();
    if (!storage.crashes().stream().allMatch(crash -> isOldOrNew(crash.get(TARGET)))) {
      harm.add("a loss of power leaves neither the old nor the new model");
    }
    byte[] target = storage.visible().get(TARGET);
    if (!isOldOrNew(target)) {
      harm.add("the target is neither the old nor the new model");
    }
    if (failure.isEmpty() && !Arrays.equals(target, NEW)) {
      harm.add("the save says that it succeeded and did not");
    }
    if (failure.isPresent()
        && !storage.steps().contains(Step.RENAME)
        && !Arrays.equals(target, OLD)) {
      harm.add("the save failed before the rename and the old model is gone");
    }
    if (failure.isEmpty() && !storage.lastCrashes().stream().allMatch(SaveStepsTest::isNew)) {
      harm.add("a loss of power after the save brings the old model back");
    }
    if (storage.visible().size() > 1) {
      harm.add("a temporary file is left");
    }
    return harm;
  }

  private static boolean isNew(Map<Path, byte[]> crash) {
    return Arrays.equals(crash.get(TARGET), NEW);
  }

  private static PowerLossStorage.Fault failingAt(int operation) {
    return (_, count) -> {
      if (count == operation) {
        throw new IOException("No space left on device");
      }
    };
  }

  private static PowerLossStorage.Fault failingAt(Step failing) {
    return (step, _) -> {
      if (step == failing) {
        throw new IOException("Input/output error");
      }
    };
  }

  @Test
  void noLossOfPowerDoesHarm() {
    PowerLossStorage storage = storage();
    assertThat(harm(storage)).isEmpty();
    assertThat(storage.visible()).containsOnlyKeys(TARGET);
    assertThat(storage.crashes()).hasSizeGreaterThan(30);
  }

  @Test
  void theStepsAreInThisOrder() {
    PowerLossStorage storage = storage();
    assertThat(save(storage)).isEmpty();
    assertThat(storage.steps().stream().distinct())
        .containsExactly(
            Step.OPEN_DIRECTORY,
            Step.CREATE,
            Step.WRITE,
            Step.FORCE,
            Step.CLOSE,
            Step.REOPEN,
            Step.READ,
            Step.RENAME,
            Step.FORCE_DIRECTORY,
            Step.CLOSE_DIRECTORY);
  }

  @Test
  void theFirstSaveLeavesNothingOrAllOfIt() {
    PowerLossStorage storage = new PowerLossStorage();
    assertThat(save(storage)).isEmpty();
    assertThat(storage.crashes())
        .allMatch(crash -> !crash.containsKey(TARGET) || isNew(crash))
        .anyMatch(SaveStepsTest::isNew);
  }

  @Test
  void everyOperationFailingInTurnDoesNoHarm() {
    PowerLossStorage undisturbed = storage();
    save(undisturbed);
    for (int operation = 1; operation <= undisturbed.steps().size(); operation++) {
      String step = operation + ": " + undisturbed.steps().get(operation - 1);
      PowerLossStorage storage = storage().failing(failingAt(operation));
      assertThat(save(storage)).as(step).isPresent();
      assertThat(harm(storage().failing(failingAt(operation)))).as(step).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OPEN_DIRECTORY", "CREATE", "WRITE", "FORCE", "CLOSE", "REOPEN", "READ"})
  void whatFailsBeforeTheRenameLeavesTheOldModel(Step step) {
    PowerLossStorage storage = storage().failing(failingAt(step));
    assertThat(save(storage).orElseThrow()).hasMessage("Input/output error");
    assertThat(storage.visible()).containsOnlyKeys(TARGET);
    assertThat(storage.visible().get(TARGET)).isEqualTo(OLD);
    assertThat(storage.steps()).doesNotContain(Step.RENAME);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100})
  void shortWritesAreGoneOnWith(int atMost) {
    PowerLossStorage storage = storage().writingAtMost(atMost);
    assertThat(save(storage)).isEmpty();
    assertThat(storage.visible().get(TARGET)).isEqualTo(NEW);
  }

  @Test
  void whatTheDeviceChangesIsNoticed() {
    PowerLossStorage storage = storage().corrupting();
    assertThat(harm(storage)).isEmpty();
    assertThat(storage.visible().get(TARGET)).isEqualTo(OLD);
  }

  // From here on: each step left out, and the harm that then goes unnoticed.

  @Test
  void withoutTheForceTheContentIsLost() {
    assertThat(harm(storage().leavingOut(Step.FORCE)))
        .contains("a loss of power leaves neither the old nor the new model");
  }

  @Test
  void withoutTheReadingCorruptionIsSaved() {
    assertThat(harm(storage().corrupting().leavingOut(Step.REOPEN)))
        .contains("the target is neither the old nor the new model");
  }

  @Test
  void withoutTheRenameNothingIsSaved() {
    assertThat(harm(storage().leavingOut(Step.RENAME)))
        .contains("the save says that it succeeded and did not");
  }

  @Test
  void withoutTheForceOfTheDirectoryTheNameIsLost() {
    assertThat(harm(storage().leavingOut(Step.FORCE_DIRECTORY)))
        .contains("a loss of power after the save brings the old model back");
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITE", "FORCE", "CLOSE", "REOPEN", "RENAME"})
  void withoutTheDeletionTheTemporaryFileStays(Step failing) {
    assertThat(harm(storage().failing(failingAt(failing)).leavingOut(Step.DELETE)))
        .contains("a temporary file is left");
  }

  @Test
  void severalFilesAreRenamedWhenAllAreWritten() throws IOException {
    Path second = Path.of("/models/second");
    SequencedMap<Path, AtomicFile.Body> files = new LinkedHashMap<>();
    files.put(TARGET, SaveStepsTest::body);
    files.put(second, SaveStepsTest::body);
    PowerLossStorage undisturbed = storage();
    AtomicFileSet.write(undisturbed, files);
    assertThat(undisturbed.visible()).containsOnlyKeys(TARGET, second);
    int lastWrite = undisturbed.steps().lastIndexOf(Step.READ);
    assertThat(undisturbed.steps().indexOf(Step.RENAME)).isGreaterThan(lastWrite);
    for (int operation = 1; operation <= lastWrite + 1; operation++) {
      PowerLossStorage storage = storage().failing(failingAt(operation));
      assertThatThrownBy(() -> AtomicFileSet.write(storage, files)).isInstanceOf(IOException.class);
      assertThat(storage.visible()).containsOnlyKeys(TARGET);
      assertThat(storage.visible().get(TARGET)).isEqualTo(OLD);
    }
  }
}
