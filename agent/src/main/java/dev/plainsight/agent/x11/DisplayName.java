package dev.plainsight.agent.x11;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a display: {@code :0}, {@code unix/:0.0}, {@code host:10}. One with a host is seen
 * from afar (X over ssh is {@code localhost:10}).
 */
record DisplayName(String host, int number) {
  private static final Pattern FORM = Pattern.compile("(.*?):(\\d{1,5})(?:\\.\\d+)?");
  private static final Path SOCKETS = Path.of("/tmp/.X11-unix");

  /** Refuses what is no display's name. */
  static DisplayName parse(String name) throws NoDisplay {
    Matcher form = FORM.matcher(name);
    if (!form.matches()) {
      throw new NoDisplay(
          name.isEmpty()
              ? "no display: DISPLAY is not set"
              : "no display: DISPLAY is '" + name + "'; it must be like :0");
    }
    String host = form.group(1);
    boolean here = host.isEmpty() || host.equals("unix") || host.startsWith("unix/");
    return new DisplayName(here ? "" : host, Integer.parseInt(form.group(2)));
  }

  boolean isLocal() {
    return host.isEmpty();
  }

  /** Why the server does not answer. */
  String refusal() {
    if (isLocal() && !Files.exists(SOCKETS.resolve("X" + number))) {
      return "no display: no X server runs at " + this;
    }
    return "no display: the X server at "
        + this
        + " cannot be opened (gone, or no right to it: see XAUTHORITY)";
  }

  @Override
  public String toString() {
    return host + ":" + number;
  }
}
