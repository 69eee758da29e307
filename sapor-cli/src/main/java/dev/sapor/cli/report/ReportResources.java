package dev.sapor.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The parts of the page that are the same for all models. */
final class ReportResources {

  /** The frame, with places such as <code>${title}</code>. */
  static String page() {
    return read("page.html");
  }

  /** All styles. */
  static String styles() {
    return read("uplot/uPlot.min.css") + "\n" + read("report.css");
  }

  /** The plotting library with its licence, which has to go with every copy of it. */
  static String plottingScript() {
    return "/*\n" + read("uplot/LICENSE") + "*/\n" + read("uplot/uPlot.iife.min.js");
  }

  /** What draws the charts of the page. */
  static String script() {
    return read("report.js");
  }

  /** The source expression that allows an inline script or style with this very text. */
  static String allow(String inline) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(inline.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String read(String name) {
    try (InputStream in = ReportResources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + name + " cannot be read", e);
    }
  }

  private ReportResources() {}
}
