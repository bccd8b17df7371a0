package org.mithaq.local.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines of a stream as bytes, none longer than a bound, so that no file can exhaust the memory. */
public final class Lines {

  private final InputStream in;
  private final int longest;
  private boolean cut;

  /**
   * Reads from a stream.
   *
   * @param longest the most bytes that a line may have; the rest of a longer one is dropped and
   *     {@link #wasCut} tells
   */
  public Lines(InputStream in, int longest) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.longest = longest;
  }

  /** The next line without its end (LF or CR LF), or null after the last one. */
  public byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    cut = false;
    int b = in.read();
    if (b < 0) {
      return null;
    }
    while (b >= 0 && b != '\n') {
      if (line.size() < longest) {
        line.write(b);
      } else {
        cut = true;
      }
      b = in.read();
    }
    byte[] bytes = line.toByteArray();
    int length = bytes.length;
    if (!cut && length > 0 && bytes[length - 1] == '\r') {
      return java.util.Arrays.copyOf(bytes, length - 1);
    }
    return bytes;
  }

  /** Whether the line that was read last was longer than the bound. */
  public boolean wasCut() {
    return cut;
  }
}
