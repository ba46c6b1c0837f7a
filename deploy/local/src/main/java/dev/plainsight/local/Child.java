package dev.plainsight.local;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * What every part runs under: {@code Child MAIN ARGS...}. The supervisor holds the other end of
 * standard input; when that closes, for whatever reason, the part stops in order, and is halted if
 * it does not come to an end.
 */
public final class Child {
  private static final long GRACE_MS = 20_000;

  private Child() {}

  public static void main(String[] args) throws Throwable {
    Thread watch = new Thread(Child::stopWithParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    try {
      Class.forName(args[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void stopWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever sent: the end of the stream is the message.
      }
    } catch (IOException e) {
      // As good as the end.
    }
    Thread halt =
        new Thread(
            () -> {
              try {
                Thread.sleep(GRACE_MS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(1);
            },
            "halt");
    halt.setDaemon(true);
    halt.start();
    System.exit(0);
  }
}
