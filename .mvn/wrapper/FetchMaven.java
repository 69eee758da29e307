import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Fetches a Maven distribution for {@code ./mvnw}: download, check of the SHA-256, unpacking.
 *
 * <p>The JDK that the build needs anyway runs it from source, so neither curl nor wget nor unzip
 * has to be there. Arguments: address, expected SHA-256, folder to unpack into. On failure it
 * prints one line, the reason, and exits with 1.
 */
final class FetchMaven {
  private static final int TIMEOUT_MILLIS = 30_000;

  private FetchMaven() {}

  public static void main(String[] args) {
    URI address = URI.create(args[0]);
    Path folder = Path.of(args[2]);
    Path zip = folder.resolve("maven.zip");
    try {
      download(address, zip);
      check(zip, args[1]);
      unpack(zip, folder);
    } catch (IOException | GeneralSecurityException e) {
      // The message of a network error is often only the host name, so the kind goes with it.
      System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
      System.exit(1);
    }
  }

  private static void download(URI address, Path zip) throws IOException {
    URLConnection connection = address.toURL().openConnection(proxyFor(address));
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    String user = System.getenv("MVNW_USERNAME");
    String password = System.getenv("MVNW_PASSWORD");
    if (user != null && password != null) {
      byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      connection.setRequestProperty(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }
    if (connection instanceof HttpURLConnection http && http.getResponseCode() != 200) {
      throw new IOException("the server answered " + http.getResponseCode());
    }
    try (InputStream in = connection.getInputStream()) {
      Files.copy(in, zip);
    }
  }

  /** The proxy that the environment names for this address, as curl and wget read it. */
  private static Proxy proxyFor(URI address) {
    String variable = "https".equals(address.getScheme()) ? "https_proxy" : "http_proxy";
    String proxy = System.getenv(variable);
    if (proxy == null) {
      proxy = System.getenv(variable.toUpperCase(java.util.Locale.ROOT));
    }
    if (proxy == null || proxy.isBlank() || address.getHost() == null || isLocal(address)) {
      return Proxy.NO_PROXY;
    }
    URI at = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
    int port = at.getPort() < 0 ? 80 : at.getPort();
    return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(at.getHost(), port));
  }

  private static boolean isLocal(URI address) {
    String host = address.getHost();
    if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
      return true;
    }
    String exceptions = System.getenv().getOrDefault("no_proxy", System.getenv("NO_PROXY"));
    if (exceptions == null) {
      return false;
    }
    for (String exception : exceptions.split(",")) {
      String suffix = exception.strip();
      if (!suffix.isEmpty()
          && (host.equals(suffix) || host.endsWith(suffix.startsWith(".") ? suffix : "." + suffix))) {
        return true;
      }
    }
    return false;
  }

  private static void check(Path zip, String expected)
      throws IOException, GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = Files.newInputStream(zip)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    String actual = HexFormat.of().formatHex(digest.digest());
    if (!actual.equals(expected)) {
      throw new GeneralSecurityException("SHA-256 is " + actual + ", expected " + expected);
    }
  }

  private static void unpack(Path zip, Path folder) throws IOException {
    Path home = folder.toAbsolutePath().normalize();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path target = home.resolve(entry.getName()).normalize();
        if (!target.startsWith(home)) {
          throw new IOException("entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(in, target);
        }
      }
    }
  }
}
