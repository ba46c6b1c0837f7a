package dev.plainsight.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which ports are free, and who holds those that are not. */
final class Ports {
  private Ports() {}

  /** A port that is free now. */
  static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StartException("no free port on 127.0.0.1: " + e.getMessage());
    }
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The process that listens on the port, in words, where Linux lets us see it. */
  static Optional<String> holder(int port) {
    try {
      for (String inode : listeningInodes(port)) {
        Optional<String> owner = owner("socket:[" + inode + "]");
        if (owner.isPresent()) {
          return owner;
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static List<String> listeningInodes(int port) throws IOException {
    String hex = String.format(Locale.ROOT, ":%04X", port);
    return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
        .map(Path::of)
        .filter(Files::isReadable)
        .flatMap(Ports::lines)
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 9 && words[1].endsWith(hex) && words[3].equals("0A"))
        .map(words -> words[9])
        .toList();
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static Optional<String> owner(String link) throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(process -> holds(process, link))
          .findFirst()
          .map(process -> "pid " + process.getFileName() + " (" + command(process) + ")");
    }
  }

  private static boolean holds(Path process, String link) {
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      return files.anyMatch(file -> link.equals(target(file)));
    } catch (IOException e) {
      return false;
    }
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static String command(Path process) {
    try {
      return Files.readString(process.resolve("comm")).strip();
    } catch (IOException e) {
      return "?";
    }
  }
}
