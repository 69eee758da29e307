package dev.sapor.model.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.data.Catalog;
import dev.sapor.data.IdMap;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.model.TrainingRecord;
import dev.sapor.model.ValueRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {

  private static final IdMap USERS = IdMap.of(List.of("ann", "bob", "\u00e9va"));
  private static final IdMap ITEMS = IdMap.of(List.of("x y", "z"));

  @TempDir Path directory;

  static Factors factors() {
    return new Factors(
        FloatMatrix.of(new float[][] {{1, -2}, {0.5f, 3}, {1e-30f, 7}}),
        FloatMatrix.of(new float[][] {{4, 5}, {6, -0.25f}}),
        3.5f,
        new float[] {0.5f, 0, -1},
        new float[] {2, -2});
  }

  static FactorModel model(IdMap users, IdMap items) {
    TreeMap<String, String> parameters = new TreeMap<>();
    parameters.put("factors", "2");
    parameters.put("note", "\"quoted\"\\\n");
    return new FactorModel(
        Goal.PREDICT,
        factors(),
        users,
        items,
        new int[3],
        new int[2],
        new ValueRange(1, 5),
        new TrainingRecord("als", parameters, 7, "digest", 9, List.of()),
        Catalog.empty(2),
        null);
  }

  private Path exported() throws IOException {
    Path folder = directory.resolve("out");
    NpyExport.write(model(USERS, ITEMS), folder);
    return folder;
  }

  /** The bytes that numpy 2.4.6 itself writes by np.save for these arrays. */
  @Test
  void writesWhatNumpyWrites() throws IOException {
    Path folder = exported();
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }";
    ByteBuffer expected = ByteBuffer.allocate(128 + 24).order(ByteOrder.LITTLE_ENDIAN);
    expected.put(HexFormat.of().parseHex("934e554d505901007600"));
    expected.put(header.getBytes(StandardCharsets.US_ASCII));
    while (expected.position() < 127) {
      expected.put((byte) ' ');
    }
    expected.put((byte) '\n');
    for (float value : new float[] {1, -2, 0.5f, 3, 1e-30f, 7}) {
      expected.putFloat(value);
    }
    assertThat(Files.readAllBytes(folder.resolve("user_factors.npy"))).isEqualTo(expected.array());
    assertThat(Files.readAllBytes(folder.resolve("item_biases.npy")))
        .hasSize(128 + 8)
        .asString(StandardCharsets.ISO_8859_1)
        .contains("'shape': (2,), }");
    assertThat(folder.resolve("users.txt")).hasContent("ann\nbob\n\u00e9va\n");
    assertThat(folder.resolve("items.txt")).hasContent("x y\nz\n");
  }

  @Test
  void describesTheModel() throws IOException {
    assertThat(Files.readString(exported().resolve("model.json")))
        .isEqualTo(
            """
            {
              "algorithm": "als",
              "goal": "predict",
              "users": 3,
              "items": 2,
              "factors": 2,
              "globalMean": 3.5,
              "minValue": 1.0,
              "maxValue": 5.0,
              "seed": 7,
              "interactions": 9,
              "dataDigest": "digest",
              "epochs": 0,
              "hyperParameters": {
                "factors": "2",
                "note": "\\"quoted\\"\\\\\\u000a"
              }
            }
            """);
  }

  @Test
  void leavesNothingElseBehind() throws IOException {
    Path folder = exported();
    NpyExport.write(model(USERS, ITEMS), folder);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "user_factors.npy",
              "item_factors.npy",
              "user_biases.npy",
              "item_biases.npy",
              "users.txt",
              "items.txt",
              "model.json");
    }
  }

  @Test
  void readsWhatItWrote() throws IOException {
    NpyFactors read = NpyImport.read(exported());
    assertThat(read.users()).isEqualTo(USERS.ids());
    assertThat(read.items()).isEqualTo(ITEMS.ids());
    assertThat(read.hasMean()).isTrue();
    assertSame(read.factors(), factors());
  }

  private static void assertSame(Factors actual, Factors expected) {
    assertThat(actual.mean()).isEqualTo(expected.mean());
    assertThat(actual.users().toArrays()).isDeepEqualTo(expected.users().toArrays());
    assertThat(actual.items().toArrays()).isDeepEqualTo(expected.items().toArrays());
    assertThat(actual.userBiases()).containsExactly(expected.userBiases());
    assertThat(actual.itemBiases()).containsExactly(expected.itemBiases());
  }

  @Test
  void biasesAndDescriptionMayBeMissing() throws IOException {
    Path folder = exported();
    for (String name : List.of("user_biases.npy", "item_biases.npy", "model.json")) {
      Files.delete(folder.resolve(name));
    }
    NpyFactors read = NpyImport.read(folder);
    assertThat(read.hasMean()).isFalse();
    assertThat(read.factors().mean()).isZero();
    assertThat(read.factors().userBiases()).containsOnly(0);
  }

  @Test
  void readsDoubles() throws IOException {
    Path folder = exported();
    ByteBuffer file = ByteBuffer.allocate(128 + 32).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new NpyHeader("<f8", 2, java.util.OptionalInt.of(2)).encode());
    file.putDouble(4).putDouble(5).putDouble(6).putDouble(-0.25);
    Files.write(folder.resolve("item_factors.npy"), file.array());
    assertSame(NpyImport.read(folder).factors(), factors());
  }

  @Test
  void alignsRowsById() throws IOException {
    IdMap users = IdMap.of(List.of("aaa", "bob", "zed"));
    IdMap items = IdMap.of(List.of("z"));
    Factors initial =
        new Factors(
            FloatMatrix.of(new float[][] {{9, 9}, {8, 8}, {7, 7}}),
            FloatMatrix.of(new float[][] {{6, 6}}),
            1,
            new float[] {1, 2, 3},
            new float[] {4});
    NpyFactors.Aligned aligned = NpyImport.read(exported()).alignTo(users, items, initial);
    assertThat(aligned.matchedUsers()).isEqualTo(1);
    assertThat(aligned.matchedItems()).isEqualTo(1);
    assertSame(
        aligned.factors(),
        new Factors(
            FloatMatrix.of(new float[][] {{9, 9}, {0.5f, 3}, {7, 7}}),
            FloatMatrix.of(new float[][] {{6, -0.25f}}),
            3.5f,
            new float[] {1, 0, 3},
            new float[] {-2}));
    assertThat(initial.users().toArrays()).isDeepEqualTo(new float[][] {{9, 9}, {8, 8}, {7, 7}});
    assertThatThrownBy(
            () -> NpyImport.read(exported()).alignTo(users, items, Factors.zeros(3, 1, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rank 2, not 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r"})
  void refusesIdsThatAreNotLines(String id) {
    Path folder = directory.resolve("out");
    IdMap items = IdMap.of(List.of("z", id));
    assertThatThrownBy(() -> NpyExport.write(model(USERS, items), folder))
        .isInstanceOf(NpyException.class)
        .hasMessageContaining("items.txt:1: the id 'a\\");
    assertThat(folder).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '>f4', 'fortran_order': False, 'shape': (3, 2), }",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (3, 2), }",
        "{'descr': '|O', 'fortran_order': False, 'shape': (3, 2), }",
        "{'descr': '<f4', 'fortran_order': True, 'shape': (3, 2), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2, 1), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3, -2), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 0), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (6,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 3), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3000000000, 2), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2147483647), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (999999999999999999, 999999999), }",
        "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (3, 2)}",
        "{'descr': '<f4' 'fortran_order': False, 'shape': (3, 2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2)} + 1",
        "",
        "{",
      })
  void refusesOtherArrays(String header) throws IOException {
    Path folder = exported();
    ByteBuffer file = ByteBuffer.allocate(10 + header.length() + 24).order(ByteOrder.LITTLE_ENDIAN);
    file.put(HexFormat.of().parseHex("934e554d50590100")).putShort((short) header.length());
    file.put(header.getBytes(StandardCharsets.US_ASCII));
    Files.write(folder.resolve("user_factors.npy"), file.array());
    assertThatThrownBy(() -> NpyImport.read(folder))
        .isInstanceOf(NpyException.class)
        .hasMessageContaining("user_factors.npy: ");
  }

  @Test
  void acceptsTheHeadersOfOtherWriters() {
    for (String text :
        List.of(
            "{'shape':(3,2),'descr':'<f4','fortran_order':False}",
            " { 'fortran_order' : False , 'shape' : (3, 2,) , 'descr' : '<f4' , } \n")) {
      NpyHeader header = NpyHeader.parse(text);
      assertThat(header).isEqualTo(NpyHeader.matrix(3, 2));
    }
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    Path folder = exported();
    Path file = folder.resolve("user_factors.npy");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> NpyImport.read(folder)).isInstanceOf(NpyException.class);
    }
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length + 1));
    assertThatThrownBy(() -> NpyImport.read(folder)).isInstanceOf(NpyException.class);
  }

  @Test
  void refusesNumbersThatAreNotFinite() throws IOException {
    Path folder = exported();
    Path file = folder.resolve("user_biases.npy");
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(128, Float.NaN);
    Files.write(file, bytes);
    assertThatThrownBy(() -> NpyImport.read(folder))
        .isInstanceOf(NpyException.class)
        .hasMessageContaining("user_biases.npy: a number is not finite");
  }

  @Test
  void refusesIdsThatDoNotFit() throws IOException {
    Path folder = exported();
    Path users = folder.resolve("users.txt");
    assertUsers(users, "a\nb\n", "expected one id for each of 3 rows (got 2)");
    assertUsers(users, "a\nb\na\n", "users.txt:3: the id 'a' occurs twice");
    assertUsers(users, "a\n\nb\n", "users.txt:2: the line is empty");
    assertUsers(users, "a\r\nb\r\nc\r\n", "users.txt:1: a carriage return");
    Files.write(users, new byte[] {'a', '\n', (byte) 0xff, '\n', 'c'});
    assertThatThrownBy(() -> NpyImport.read(folder)).hasMessageContaining("users.txt: not UTF-8");
    Files.delete(users);
    assertThatThrownBy(() -> NpyImport.read(folder)).isInstanceOf(NoSuchFileException.class);
  }

  private static void assertUsers(Path users, String content, String message) throws IOException {
    Files.writeString(users, content);
    assertThatThrownBy(() -> NpyImport.read(users.resolveSibling(".")))
        .isInstanceOf(NpyException.class)
        .hasMessageContaining(message);
  }
}
