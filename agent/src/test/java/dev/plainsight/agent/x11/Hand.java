package dev.plainsight.agent.x11;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Hardware for Xorg's stock driver {@code inputtest}: what is sent down its socket comes from a
 * device to the server, not from a program. The layout is version 1.1 of its protocol: native
 * order, each event at its C struct's full size.
 */
final class Hand implements AutoCloseable {
  private static final int VALUATORS_BYTES = 1_040;
  private static final int MASK_AT = 4;
  private static final int VALUES_AT = 16;

  private final SocketChannel socket;

  Hand(Path path) throws IOException {
    socket = SocketChannel.open(StandardProtocolFamily.UNIX);
    socket.connect(UnixDomainSocketAddress.of(path));
    send(event(12, 0).putShort((short) 1).putShort((short) 1));
    answer(12);
  }

  void key(int keycode) throws IOException {
    send(event(16, 5).putInt(keycode).putInt(1));
    send(event(16, 5).putInt(keycode).putInt(0));
  }

  void button(int button, boolean press) throws IOException {
    send(event(24 + VALUATORS_BYTES, 4).putInt(0).putInt(button).putInt(press ? 1 : 0));
  }

  void move(double dx, double dy) throws IOException {
    send(at(event(16 + VALUATORS_BYTES, 2).putInt(0), dx, dy));
  }

  /** 18 begin, 19 update, 20 end. */
  void touch(int type, double x, double y) throws IOException {
    send(at(event(16 + VALUATORS_BYTES, 6).putInt(9).putInt(type), x, y));
  }

  /** Returns once the server has taken all. */
  void sync() throws IOException {
    send(event(8, 1));
    answer(8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static ByteBuffer event(int bytes, int type) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder()).putInt(bytes).putInt(type);
  }

  private static ByteBuffer at(ByteBuffer event, double x, double y) {
    return event
        .put(16 + MASK_AT, (byte) 0b11)
        .putDouble(16 + VALUES_AT, x)
        .putDouble(16 + VALUES_AT + Double.BYTES, y);
  }

  private void send(ByteBuffer event) throws IOException {
    event.clear();
    while (event.hasRemaining()) {
      socket.write(event);
    }
  }

  private void answer(int bytes) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(bytes);
    while (answer.hasRemaining()) {
      if (socket.read(answer) < 0) {
        throw new EOFException("Xorg closed the socket of its input driver");
      }
    }
  }
}
