package dev.plainsight.local.engine;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that fails where it ends early: rows of a client that died are not committed. */
final class WholeBody extends FilterInputStream {
  private long left;

  WholeBody(InputStream in, long length) {
    super(in);
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    count(b < 0 ? -1 : 1);
    return b;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    int n = super.read(target, from, length);
    count(n);
    return n;
  }

  private void count(int n) throws IOException {
    if (n < 0 && left > 0) {
      throw new EOFException("the client left with " + left + " bytes of its body unsent");
    }
    left -= Math.max(0, n);
  }
}
