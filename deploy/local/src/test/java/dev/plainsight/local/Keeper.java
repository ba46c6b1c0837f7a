package dev.plainsight.local;

import java.nio.file.Path;

/** A supervisor of one steady part, in a JVM that a test can kill: HOME DIARY. */
final class Keeper {
  private Keeper() {}

  public static void main(String[] args) throws Exception {
    Supervisor supervisor = new Supervisor(Path.of(args[0]), System.err);
    supervisor.start(SupervisorTest.steady("kept", Path.of(args[1])));
    System.out.println(supervisor.process("kept").pid());
    Thread.sleep(Long.MAX_VALUE);
  }
}
