package dev.sapor.source;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of a text input: decompressed if they begin with the magic bytes of gzip (RFC 1952:
 * {@code 1f 8b}), without a byte order mark, and with a sample from the beginning that does not
 * consume them.
 */
final class TextStream implements Closeable {

  static final int SAMPLE_BYTES = 1 << 16;

  private static final int BLOCK = 1 << 16;

  private final String name;
  private final CountingStream stored;
  private final BufferedInputStream text;

  private TextStream(String name, CountingStream stored, BufferedInputStream text) {
    this.name = name;
    this.stored = stored;
    this.text = text;
  }

  static TextStream open(TextInput input) throws IOException {
    CountingStream stored = new CountingStream(input.open());
    try {
      BufferedInputStream raw = new EagerStream(stored);
      BufferedInputStream text =
          beginsWith(raw, 0x1F, 0x8B)
              ? new BufferedInputStream(new GZIPInputStream(raw, BLOCK), SAMPLE_BYTES)
              : raw;
      TextStream stream = new TextStream(input.name(), stored, text);
      stream.skipByteOrderMark();
      return stream;
    } catch (IOException | RuntimeException e) {
      stored.close();
      throw e;
    }
  }

  private void skipByteOrderMark() throws IOException {
    if (beginsWith(text, 0xFE, 0xFF)
        || beginsWith(text, 0xFF, 0xFE)
        || beginsWith(text, 0, 0, 0xFE, 0xFF)) {
      throw DataException.of(DataFault.UNSUPPORTED_ENCODING, name)
          .at(1, 0)
          .advice("save the file as UTF-8")
          .exception();
    }
    if (beginsWith(text, 0xEF, 0xBB, 0xBF)) {
      text.skipNBytes(3);
    }
  }

  private static boolean beginsWith(BufferedInputStream in, int... bytes) throws IOException {
    in.mark(bytes.length);
    byte[] first = in.readNBytes(bytes.length);
    in.reset();
    boolean equal = first.length == bytes.length;
    for (int i = 0; equal && i < bytes.length; i++) {
      equal = (first[i] & 0xFF) == bytes[i];
    }
    return equal;
  }

  /** Up to {@value #SAMPLE_BYTES} bytes from the beginning; they will be read again. */
  byte[] sample() throws IOException {
    text.mark(SAMPLE_BYTES);
    byte[] sample = text.readNBytes(SAMPLE_BYTES);
    text.reset();
    return sample;
  }

  InputStream bytes() {
    return text;
  }

  /** Bytes taken so far, as they are stored. */
  long storedBytes() {
    return stored.count();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }

  /** What a failure to read means: damage of the data, or trouble with the input itself. */
  static RuntimeException failure(String name, IOException e) {
    return e instanceof EOFException || e instanceof ZipException
        ? DataException.of(DataFault.CORRUPT_GZIP, name)
            .found(String.valueOf(e.getMessage()))
            .exception()
        : InputAccessException.of(name, e);
  }

  /**
   * Says that bytes are available until the stream has ended. GZIPInputStream takes 0 for the end,
   * and would silently leave out the members of a gzip file that a slow pipe has not brought yet.
   */
  private static final class EagerStream extends BufferedInputStream {

    EagerStream(InputStream in) {
      super(in, SAMPLE_BYTES);
    }

    @Override
    public synchronized int available() throws IOException {
      if (pos < count) {
        return count - pos;
      }
      mark(1);
      int next = read();
      reset();
      return next < 0 ? 0 : 1;
    }
  }
}
