package dev.plainsight.local.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./plainsight bench}: what the house can do on this machine, now. */
@Command(
    name = "bench",
    description = "Measure; ratios within one run, for machines differ.",
    subcommands = {PipelineBench.class, StoreBench.class, LatencyBench.class})
public final class BenchMain {
  private BenchMain() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchMain()).execute(args));
  }
}
