package dev.plainsight.agent.x11;

/** A display and the thread that watches it, until closed. */
final class Watched implements AutoCloseable {
  private static final long JOIN_MS = 15_000;

  private final X11Presence presence;
  private final Thread thread;
  private volatile boolean stopped;

  Watched(String display, X11Presence presence) {
    this.presence = presence;
    this.thread = new Thread(this::run, "presence " + display);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!stopped) {
      presence.poll();
    }
    presence.close();
  }

  String status() {
    return presence.status();
  }

  /** Returns once the open slice is given. */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(JOIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
