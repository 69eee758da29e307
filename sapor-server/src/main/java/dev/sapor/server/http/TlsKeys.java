package dev.sapor.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Keys for TLS from files in PEM. */
public final class TlsKeys {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /** Algorithms of keys, each with one of signatures by which a pair is tried. */
  private static final Map<String, String> ALGORITHMS =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  /**
   * Reads a certificate chain, the server's own first, and its private key.
   *
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if one does not hold what it should, or they are not a pair;
   *     the message names the file and holds no part of the key
   */
  public static SSLContext read(Path chain, Path key) throws IOException {
    Certificate[] certificates = certificates(chain);
    PrivateKey secret = privateKey(key);
    if (!isPair(certificates[0].getPublicKey(), secret)) {
      throw new IllegalArgumentException(
          "the key in '%s' is not that of the first certificate in '%s'".formatted(key, chain));
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", secret, new char[0], certificates);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "the certificates in '%s' and the key in '%s' do not make keys for TLS"
              .formatted(chain, key));
    }
  }

  private static Certificate[] certificates(Path file) throws IOException {
    Certificate[] chain;
    try (InputStream in = Files.newInputStream(file)) {
      chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(Certificate[]::new);
    } catch (CertificateException e) {
      chain = new Certificate[0];
    }
    if (chain.length == 0) {
      throw new IllegalArgumentException(
          "there is no certificate in '%s': PEM, X.509, is expected".formatted(file));
    }
    return chain;
  }

  private static PrivateKey privateKey(Path file) throws IOException {
    // Bytes that are no text are no PEM either.
    Matcher pem = KEY.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      throw new IllegalArgumentException(
          "there is no private key in '%s': PEM, PKCS #8, not encrypted, is expected"
              .formatted(file));
    }
    for (String algorithm : ALGORITHMS.keySet()) {
      try {
        byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        // It is a key of another algorithm, or none.
      }
    }
    throw new IllegalArgumentException(
        "the private key in '%s' is none of RSA, EC and EdDSA".formatted(file));
  }

  /** Whether what one key signs the other verifies. */
  private static boolean isPair(PublicKey open, PrivateKey secret) {
    byte[] text = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(ALGORITHMS.get(secret.getAlgorithm()));
      signature.initSign(secret);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(open);
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private TlsKeys() {}
}
