package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sapor serve --tls-cert --tls-key}. */
final class ServeTlsTest {

  @TempDir private static Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private static String model;

  @SuppressWarnings("NullAway.Init")
  private static TlsFiles files;

  @BeforeAll
  static void prepare() throws Exception {
    model = folder.resolve("served.sapor").toString();
    String ratings = SampleData.ratings(folder).toString();
    CommandLineRun.ok("train", ratings, "--goal", "recommend", "--factors", "8", "--out", model);
    files = TlsFiles.make(folder, "server", "EC");
  }

  private static HttpResponse<String> ask(SSLContext trust, String url)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().sslContext(trust).build()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30)).build(),
          BodyHandlers.ofString());
    }
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    return socket;
  }

  @Test
  void whoTrustsTheCertificateIsAnsweredAndPlainTextGetsNothing() throws Exception {
    ServedProcess served =
        ServedProcess.start(
            folder,
            List.of("-Dsapor.kernels=scalar"),
            model,
            "--tls-cert",
            files.certificate().toString(),
            "--tls-key",
            files.key().toString());
    assertThat(served.url()).startsWith("https://");
    try (Socket silent = connect(served.port())) {
      HttpResponse<String> answer = ask(files.trust(), served.url() + "v1/model");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"digest\"");
      assertThatThrownBy(() -> ask(SSLContext.getDefault(), served.url() + "v1/model"))
          .isInstanceOf(SSLHandshakeException.class);
      try (Socket plain = connect(served.port())) {
        plain
            .getOutputStream()
            .write(
                "GET /v1/model HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        String bytes =
            new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(bytes).doesNotContain("HTTP/1.1 200", "digest", "served", "algorithm");
      }
      // Who never begins the handshake is cut off, as is who begins no request.
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
      assertThat(ask(files.trust(), served.url() + "v1/model").statusCode()).isEqualTo(200);
    }
    CommandLineRun end = served.stop();
    assertThat(end.code()).as(end.err()).isZero();
    assertThat(end.err()).isEmpty();
  }

  private static CommandLineRun serve(Path certificate, Path key, String... more) {
    List<String> args =
        List.of(
            "serve",
            model,
            "--port",
            "0",
            "--for",
            "0s",
            "--tls-cert",
            certificate.toString(),
            "--tls-key",
            key.toString());
    return CommandLineRun.of(
        java.util.stream.Stream.concat(args.stream(), java.util.Arrays.stream(more))
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void keysOfEveryUsualKindServe(String algorithm) throws Exception {
    TlsFiles made = TlsFiles.make(folder, algorithm, algorithm);
    CommandLineRun run = serve(made.certificate(), made.key());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("https://");
  }

  @Test
  void anAddressThatOthersReachServesWithTokensAndTls() throws IOException {
    Path tokens = Files.writeString(folder.resolve("tokens"), "read a-token-of-some-length\n");
    CommandLineRun run =
        serve(files.certificate(), files.key(), "--host", "0.0.0.0", "--tokens", tokens.toString());
    assertThat(run.code()).as(run.err()).isZero();
    CommandLineRun without = serve(files.certificate(), files.key(), "--host", "0.0.0.0");
    assertThat(without.code()).isEqualTo(2);
    assertThat(without.err()).contains("tokens and TLS");
  }

  private static void assertRefused(CommandLineRun run, int code, Path file, String why) {
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("'" + file + "'", why).doesNotContain("Exception");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void filesThatAreNoKeysAreNamed() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "no key at all\n");
    Path bytes = Files.write(folder.resolve("bytes.bin"), new byte[] {(byte) 0xff, 0, (byte) 0xc3});
    for (Path wrong : List.of(text, bytes)) {
      assertRefused(serve(wrong, files.key()), 2, wrong, "there is no certificate");
      assertRefused(serve(files.certificate(), wrong), 2, wrong, "there is no private key");
    }
    String pem = Files.readString(files.key());
    String middle = pem.lines().skip(1).findFirst().orElseThrow();
    for (String damaged : List.of("A" + middle + "AAA", "A", middle.substring(1))) {
      Path broken = Files.writeString(folder.resolve("broken.pem"), pem.replace(middle, damaged));
      CommandLineRun run = serve(files.certificate(), broken);
      assertRefused(run, 2, broken, "the private key");
      assertThat(run.err()).doesNotContain(middle.substring(1));
    }
    Path half =
        Files.writeString(
            folder.resolve("half.pem"), Files.readString(files.certificate()).substring(0, 200));
    assertRefused(serve(half, files.key()), 2, half, "there is no certificate");
    Path missing = folder.resolve("missing.pem");
    assertRefused(serve(files.certificate(), missing), 5, missing, "no such file");
    assertRefused(serve(missing, files.key()), 5, missing, "no such file");
  }

  @Test
  void theKeyOfAnotherCertificateIsRefused() throws Exception {
    for (String algorithm : List.of("EC", "RSA")) {
      TlsFiles other = TlsFiles.make(folder, "other" + algorithm, algorithm);
      CommandLineRun run = serve(files.certificate(), other.key());
      assertRefused(run, 2, other.key(), "is not that of the first certificate");
      assertThat(run.err()).contains(files.certificate().toString());
    }
  }

  @Test
  void certificateAndKeyGoTogether() {
    CommandLineRun run =
        CommandLineRun.of("serve", model, "--tls-cert", files.certificate().toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--tls-cert and --tls-key go together");
  }
}
