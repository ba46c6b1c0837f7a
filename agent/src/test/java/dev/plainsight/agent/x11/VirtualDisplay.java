package dev.plainsight.agent.x11;

import dev.plainsight.contract.testing.Needs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An Xvfb at a free number, and programs on it; all ended, by pid, with it. */
final class VirtualDisplay implements AutoCloseable {
  private static final long PROGRAM_S_MAX = 60;

  private final List<Process> programs = new ArrayList<>();
  private final String name;
  private Process server;

  /** Starts a server and waits until it answers. */
  VirtualDisplay() throws IOException {
    server = xvfb(List.of());
    name = ":" + readyNumber(server);
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
    server = xvfb(List.of(name));
    readyNumber(server);
  }

  /** Runs {@code xdotool} to its end: the server has then seen all it does. */
  void xdotool(String... arguments) throws IOException, InterruptedException {
    Process xdotool = start(Needs.program("xdotool", "xdotool"), arguments);
    if (!xdotool.waitFor(PROGRAM_S_MAX, TimeUnit.SECONDS) || xdotool.exitValue() != 0) {
      throw new IOException("xdotool " + String.join(" ", arguments) + " failed: " + xdotool);
    }
  }

  /** Starts a program on the display, for as long as the display. */
  Process start(Path program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("DISPLAY", name);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    programs.add(process);
    return process;
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

  private static Process xvfb(List<String> number) throws IOException {
    List<String> command = new ArrayList<>(List.of(Needs.program("Xvfb", "xvfb").toString()));
    command.addAll(number);
    command.addAll(List.of("-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1280x800x24"));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** The server tells its number once it answers. */
  private static String readyNumber(Process server) throws IOException {
    BufferedReader told = server.inputReader(StandardCharsets.US_ASCII);
    String number = told.readLine();
    if (number == null) {
      throw new IOException("Xvfb ended before it answered: " + server);
    }
    return number;
  }
}
