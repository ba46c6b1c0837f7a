package dev.plainsight.agent;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The agent's command line. Errors are one line for a person, with exit code 2. */
@Command(
    name = "plainsight-agent",
    description = "Collects activity on this machine, counts and durations only, and sends it.",
    mixinStandardHelpOptions = true,
    subcommands = {RunCommand.class, ReplayCommand.class, AcknowledgeCommand.class})
public final class AgentMain {
  private AgentMain() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    QuietLog.install();
    return new CommandLine(new AgentMain())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              String told = failure.getMessage();
              command.getErr().println("plainsight-agent: " + (told == null ? failure : told));
              return CommandLine.ExitCode.USAGE;
            });
  }
}
