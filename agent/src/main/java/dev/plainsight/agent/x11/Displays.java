package dev.plainsight.agent.x11;

import com.sun.jna.Platform;
import dev.plainsight.agent.Collector;
import dev.plainsight.agent.Recorder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Watches the displays of this machine, each on a thread of its own. A process with {@code DISPLAY}
 * watches that one. A root service without it watches every local display, as the account whose
 * programs are on it, and picks up those that appear later. Where there is none, one watch says so:
 * AWAY, with the reason.
 */
public final class Displays implements Collector {
  private static final Logger LOG = Logger.getLogger(Displays.class.getName());
  private static final Path SOCKETS = Path.of("/tmp/.X11-unix");
  private static final long LOOK_MS = 10_000;
  private static final int WATCHED_MAX = 8;
  private static final String NONE = "";

  private final Map<String, String> environment;
  private final long idleMs;
  private final Recorder recorder;
  private final Map<String, Watched> watched = new TreeMap<>();
  private long lookedMs = Long.MIN_VALUE;

  /** Opens nothing yet. {@code environment}: usually that of this process. */
  public Displays(Map<String, String> environment, long idleMs, Recorder recorder) {
    this.environment = environment;
    this.idleMs = idleMs;
    this.recorder = recorder;
  }

  @Override
  public void poll(long nowMs) {
    if (lookedMs != Long.MIN_VALUE && nowMs >= lookedMs && nowMs - lookedMs < LOOK_MS) {
      return;
    }
    lookedMs = nowMs;
    Set<String> wanted = wanted();
    List.copyOf(watched.keySet()).stream()
        .filter(name -> !wanted.contains(name))
        .forEach(
            name -> {
              Watched gone = watched.remove(name);
              if (gone != null) {
                gone.close();
              }
            });
    wanted.stream().limit(WATCHED_MAX).forEach(name -> watched.computeIfAbsent(name, this::watch));
  }

  private Set<String> wanted() {
    String own = environment.getOrDefault("DISPLAY", NONE);
    Set<String> wanted = new TreeSet<>();
    if (own.isEmpty() && "root".equals(System.getProperty("user.name"))) {
      sockets(wanted);
    }
    if (wanted.isEmpty()) {
      wanted.add(own);
    }
    return wanted;
  }

  private static void sockets(Set<String> into) {
    if (Files.isDirectory(SOCKETS)) {
      try (var found = Files.newDirectoryStream(SOCKETS, "X[0-9]*")) {
        found.forEach(socket -> into.add(":" + socket.getFileName().toString().substring(1)));
      } catch (IOException e) {
        LOG.warning("cannot list " + SOCKETS + ": " + e);
      }
    }
  }

  private Watched watch(String display) {
    boolean isOwn = display.equals(environment.getOrDefault("DISPLAY", NONE));
    Map<String, String> seen = new HashMap<>(environment);
    seen.put("DISPLAY", display);
    X11Options own = X11Options.of(seen);
    SessionOwner owner = isOwn ? new SessionOwner(own.user(), NONE) : SessionOwner.of(display);
    if (!owner.authority().isEmpty() && Platform.isLinux()) {
      Libc.setenv("XAUTHORITY", owner.authority(), 1);
    }
    X11Options options =
        new X11Options(
            display,
            owner.user().isEmpty() ? own.user() : owner.user(),
            isOwn ? own.sessionId() : display,
            idleMs,
            own.pollMs(),
            own.retryMs(),
            isOwn && own.remote());
    return new Watched(
        display, new X11Presence(options, Clock.systemUTC(), recorder::scene, recorder::record));
  }

  @Override
  public String problem() {
    return watched.values().stream()
        .map(Watched::status)
        .filter(status -> !status.startsWith("watching"))
        .collect(Collectors.joining("; "));
  }

  /** Gives the open slices and leaves the displays. */
  @Override
  public void close() {
    watched.values().forEach(Watched::close);
    watched.clear();
  }

  /** The account whose programs are on a display, and its right to it. */
  record SessionOwner(String user, String authority) {
    static SessionOwner of(String display) {
      SessionOwner found = new SessionOwner(NONE, NONE);
      try (var all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
        for (Path process : all) {
          found = better(found, process, display);
        }
      } catch (IOException e) {
        LOG.fine("cannot list /proc: " + e);
      }
      return found;
    }

    private static SessionOwner better(SessionOwner before, Path process, String display) {
      try {
        String all = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
        List<String> lines = List.of(all.split("\0", -1));
        if (!lines.contains("DISPLAY=" + display) && !lines.contains("DISPLAY=" + display + ".0")) {
          return before;
        }
        String user = Files.getOwner(process).getName();
        String authority =
            lines.stream()
                .filter(line -> line.startsWith("XAUTHORITY="))
                .map(line -> line.substring("XAUTHORITY=".length()))
                .findFirst()
                .orElse(NONE);
        boolean isBetter = before.user.isEmpty() || before.user.equals("root");
        return isBetter ? new SessionOwner(user, authority) : before;
      } catch (IOException e) {
        return before;
      }
    }
  }
}
