package dev.plainsight.agent.x11;

import dev.plainsight.contract.testing.Needs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An X server at a free number, and programs on it; all ended, by pid, with it. */
final class VirtualDisplay implements AutoCloseable {
  private static final long PROGRAM_S_MAX = 60;
  private static final Path DUMMY = Path.of("/usr/lib/xorg/modules/drivers/dummy_drv.so");

  private final List<Process> programs = new ArrayList<>();
  private final List<String> command;
  private final String name;
  private Process server;

  private VirtualDisplay(List<String> command) throws IOException {
    this.command = command;
    server = start(command);
    name = ":" + readyNumber(server);
  }

  /** Starts an Xvfb and waits until it answers. */
  VirtualDisplay() throws IOException {
    this(
        List.of(
            Needs.program("Xvfb", "xvfb").toString(),
            "-nolisten",
            "tcp",
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1280x800x24"));
  }

  /** Starts an Xorg with a screen in memory and the input devices of the configuration. */
  static VirtualDisplay withHardware(Path config) throws IOException {
    Path xorg = extra(Path.of("/usr/bin/Xorg"), "xserver-xorg-core");
    extra(DUMMY, "xserver-xorg-video-dummy");
    return new VirtualDisplay(
        List.of(
            xorg.toString(),
            "-nolisten",
            "tcp",
            "-displayfd",
            "1",
            "-noreset",
            "-novtswitch",
            "-sharevts",
            "-config",
            config.toString(),
            "-logfile",
            config + ".log"));
  }

  static Path extra(Path file, String debianPackage) {
    Needs.need(Files.exists(file), file + " (Debian package " + debianPackage + ")");
    return file;
  }

  String name() {
    return name;
  }

  /** Ends the server with no goodbye. */
  void kill() throws InterruptedException {
    server.destroyForcibly();
    server.waitFor();
  }

  /** Starts a killed server again, at the same number. */
  void startAgain() throws IOException {
    List<String> named = new ArrayList<>(command);
    named.add(name);
    server = start(named);
    readyNumber(server);
  }

  /** Runs {@code xdotool} to its end: the server has then seen all it does. */
  void xdotool(String... arguments) throws IOException, InterruptedException {
    run(Needs.program("xdotool", "xdotool"), arguments);
  }

  /** The id of the window with the title, once it is there. */
  String windowTitled(String title) throws IOException, InterruptedException {
    return run(
            Needs.program("xdotool", "xdotool"),
            "search",
            "--sync",
            "--onlyvisible",
            "--limit",
            "1",
            "--name",
            title)
        .strip();
  }

  /** Runs a program on the display to its end, and gives what it says. */
  String run(Path program, String... arguments) throws IOException, InterruptedException {
    Process process = on(program, arguments).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    programs.add(process);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(PROGRAM_S_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(program + " " + String.join(" ", arguments) + " failed: " + said);
    }
    return said;
  }

  /** Starts a program on the display, for as long as the display. */
  void start(Path program, String... arguments) throws IOException {
    Process process =
        on(program, arguments)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    programs.add(process);
  }

  private ProcessBuilder on(Path program, String... arguments) {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("DISPLAY", name);
    return builder;
  }

  @Override
  public void close() throws InterruptedException {
    programs.add(server);
    for (Process program : programs) {
      program.destroy();
      if (!program.waitFor(10, TimeUnit.SECONDS)) {
        program.destroyForcibly().waitFor();
      }
    }
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** The server tells its number once it answers. */
  private static String readyNumber(Process server) throws IOException {
    BufferedReader told = server.inputReader(StandardCharsets.US_ASCII);
    String number = told.readLine();
    if (number == null) {
      throw new IOException("the X server ended before it answered: " + server);
    }
    return number;
  }
}
